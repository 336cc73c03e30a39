/** Labels of CPT and HCPCS codes in the mapping modules: short, plain, and this project's own words, never a descriptor's wording. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MAPPINGS = new URL('../../mappings/', import.meta.url);

interface Labelled {
  readonly where: string;
  readonly label: string;
}

/** Every `label` of every table, wherever it stands. */
function labelsIn(value: unknown, where: string): readonly Labelled[] {
  if (Array.isArray(value)) return value.flatMap((v) => labelsIn(v, where));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    key === 'label' && typeof v === 'string' ? [{ where, label: v }] : labelsIn(v, where),
  );
}

const tables = readdirSync(MAPPINGS, { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .flatMap((d) =>
    readdirSync(new URL(`${d.name}/`, MAPPINGS))
      .filter((file) => file.endsWith('.json') && file !== 'module.json')
      .map((file) => `${d.name}/${file}`),
  );
const labels = tables.flatMap((t) => labelsIn(JSON.parse(readFileSync(new URL(t, MAPPINGS), 'utf8')), t));
const odd = (is: (label: string) => boolean): readonly string[] =>
  labels.filter((l) => is(l.label)).map((l) => `${l.where}: ${l.label}`);

describe('labels of procedure codes', () => {
  it('are there to be looked at', () => {
    expect(labels.length).toBeGreaterThan(150);
  });

  it('are short', () => {
    expect(odd((l) => l.length > 60 || l.trim() === '')).toEqual([]);
  });

  // A semicolon splits the common from the own part of a descriptor; the other marks are its set phrases.
  it('have none of the marks of a descriptor', () => {
    const MARKS =
      /;|\blist separately\b|\beach additional\b|\bwhen performed\b|\bseparate procedure\b|\bevaluation and management of\b|\bwhich requires\b|\bincluding, when\b|\bunlisted\b|\bany method\b/i;
    expect(odd((l) => MARKS.test(l))).toEqual([]);
  });

  it('begin as words of a sentence do, not as a title', () => {
    expect(odd((l) => /^[A-Z][a-z]+ [A-Z][a-z]+ [A-Z]/.test(l))).toEqual([]);
  });
});
