/** A code that is only the least the record supports, or a modifier that only a diagnosis shows, is decided by a person. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import { parseChargeTable } from '../../src/claim/index.ts';
import { type CodedEncounter, codeChart } from '../../src/flow/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const loaded = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
const knowledge = {
  modules: loaded.map((m) => m.module),
  terminology: loadTerminology(),
  charges: parseChargeTable(readFileSync(join(ROOT, 'examples/charge-table.csv'), 'utf8')),
};

const codedCases = (id: string): readonly (readonly [string, CodedEncounter])[] =>
  loaded
    .filter((m) => m.module.manifest.id === id)
    .flatMap((m) => m.cases)
    .map(({ file, case: c }) => [
      file,
      codeChart(chartFromBundle(c.chart, 'https://ehr.example.org/fhir', c.encounter), knowledge),
    ]);

type Line = CodedEncounter['set']['services'][number];

/** The line's own code is one answer of its question, and another code is another. */
const isLeast = ({ code, queries }: Line): boolean =>
  queries.some(({ options }) => {
    const codes = options.flatMap((o) => o.code ?? []);
    return codes.includes(code) && codes.some((c) => c !== code);
  });

const nameOf = ({ code, confidence }: Line): string =>
  `${code} is suggested with confidence ${confidence.toFixed(2)}.`;

/** Held for an error, or a person's because of this very line; never a claim. */
function expectSeen({ disposition, draft }: CodedEncounter, line: Line): void {
  expect(draft).toBeUndefined();
  expect(line.confidence).toBeLessThan(0.5);
  if (disposition.to !== 'held') expect(disposition.reasons).toContain(nameOf(line));
}

describe('the least supported code', () => {
  const cases = codedCases('minor-procedures').flatMap(([file, coded]) =>
    coded.set.services.filter(isLeast).map((line) => [`${file} ${line.code}`, coded, line] as const),
  );

  it.each(cases)('%s is seen before it leaves', (_, coded, line) => expectSeen(coded, line));

  it.each(['count', 'depth', 'length', 'pathology', 'kind', 'diameter'])(
    'is tried for a missing %s',
    (what) => expect(cases.some(([, , line]) => line.queries.some((q) => q.id.endsWith(what)))).toBe(true),
  );

  it('does not draw in a code that the record supports', () => {
    const [, whole] =
      codedCases('minor-procedures').find(([file]) => file.startsWith('simple-hand-2-5')) ?? [];
    const line = whole?.set.services.find((s) => s.rule.module === 'minor-procedures');
    expect(line?.confidence).toBeGreaterThan(0.5);
    expect(whole?.disposition.reasons.join()).not.toContain('confidence');
  });
});

describe('modifier 24', () => {
  const cases = codedCases('global-period').flatMap(([file, coded]) =>
    coded.set.services
      .filter((s) => s.modifiers.some((m) => m.code === '24'))
      .map((line) => [file, coded, line] as const),
  );
  const named = (start: string) => cases.find(([file]) => file.startsWith(start));

  it('shown by the diagnosis alone is seen before it leaves, with the question', () => {
    const [, coded, line] = named('another-disease') ?? [];
    if (!coded || !line) throw new Error('no case of another disease');
    expectSeen(coded, line);
    expect(line.queries.map((q) => q.id)).toContain('visit-in-global');
  });

  it('said by the clinician stands', () => {
    const [, , line] = named('said-unrelated') ?? [];
    expect(line?.confidence).toBeGreaterThan(0.5);
  });
});
