/** The example charts, coded by the pure pipeline: what a certified coder would report, and what stops a claim. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import { claimBytes, parseChargeTable } from '../../src/claim/index.ts';
import type { Bundle } from '../../src/fhir/index.ts';
import { codeChart } from '../../src/flow/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CHARTS = join(ROOT, 'examples/charts');
const modules = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
const knowledge = {
  modules: modules.map((m) => m.module),
  terminology: loadTerminology(),
  charges: parseChargeTable(readFileSync(join(ROOT, 'examples/charge-table.csv'), 'utf8')),
};

interface Line {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly placeOfService: string;
  readonly pointers: readonly string[];
}

interface Expected {
  readonly encounter: string;
  readonly diagnoses: readonly string[];
  readonly absent: readonly string[];
  readonly lines: readonly Line[];
  readonly outcome: 'claimed' | 'held' | 'review';
  readonly findings?: readonly string[];
  readonly optional?: Readonly<Record<string, string>>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const slugs = readdirSync(CHARTS, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));

const nameOf = (l: { code: string; modifiers: readonly string[]; units: number }): string =>
  `${[l.code, ...l.modifiers].join('-')} × ${l.units}`;

describe.each(slugs)('%s', (slug) => {
  const bundle = json(join(CHARTS, slug, 'bundle.json')) as Bundle;
  const expected = json(join(CHARTS, slug, 'expected.json')) as Expected;
  const chart = chartFromBundle(bundle, 'https://ehr.example.org/fhir', expected.encounter);
  const coded = codeChart(chart, knowledge);
  const codes = coded.set.diagnoses.map((d) => d.code);

  it(`ends ${expected.outcome}`, () => {
    const outcome = coded.disposition.to === 'ready' ? 'claimed' : coded.disposition.to;
    expect([outcome, ...(outcome === expected.outcome ? [] : coded.disposition.reasons)]).toEqual([
      expected.outcome,
    ]);
  });

  it('suggests nothing a coder would call wrong', () => {
    const all = [...codes, ...coded.set.services.map((s) => s.code)];
    // On a held chart the faulty code itself may stand among the suggestions, with the edit that holds it.
    const wrong = expected.absent.filter((c) => all.includes(c));
    expect(expected.outcome === 'held' ? [] : wrong).toEqual([]);
  });

  it('finds what stands against it', () => {
    const edits = new Set(coded.findings.map((f) => f.edit));
    expect((expected.findings ?? []).filter((f) => !edits.has(f))).toEqual([]);
  });

  it.skipIf(expected.outcome === 'held')('reports the diagnoses in order', () => {
    // Among status codes, which are never first, a coder's order is free.
    const status = (c: string): boolean => /^Z(?:6[89]|7[0-9]|8\d|9\d)/.test(c);
    const inOrder = (all: readonly string[]): readonly string[] => [
      ...all.filter((c) => !status(c)),
      ...all.filter(status).sort(),
    ];
    expect(inOrder(codes)).toEqual(inOrder(expected.diagnoses));
  });

  it.skipIf(expected.outcome === 'held')('reports the services with modifiers and units', () => {
    const services = coded.set.services.map((s) =>
      nameOf({ code: s.code, units: s.units, modifiers: s.modifiers.map((m) => m.code) }),
    );
    const optional = (s: string): boolean =>
      Object.keys(expected.optional ?? {}).some((o) => s.startsWith(o));
    expect(services.filter((s) => !optional(s)).sort()).toEqual(expected.lines.map(nameOf).sort());
  });

  it.skipIf(expected.outcome !== 'claimed')(
    'points every line at its first diagnosis, at the right place',
    () => {
      const claim = coded.draft?.claim;
      const lines = (claim?.item ?? []).map((item) => ({
        code: item.productOrService?.coding?.[0]?.code,
        place: item.locationCodeableConcept?.coding?.[0]?.code,
        first: codes[(item.diagnosisSequence?.[0] ?? 0) - 1],
      }));
      for (const line of expected.lines) {
        const found = lines.filter((l) => l.code === line.code);
        expect(found.map((l) => l.place)).toContain(line.placeOfService);
        expect([line.code, found.map((l) => l.first)]).toEqual([
          line.code,
          expect.arrayContaining([line.pointers[0]]),
        ]);
      }
    },
  );

  it('gives every code its evidence, rule and citation', () => {
    for (const s of [...coded.set.diagnoses, ...coded.set.services]) {
      expect(s.evidence.length).toBeGreaterThan(0);
      expect(s.rule.citation.source).not.toBe('');
      expect(s.rule.citation.section).not.toBe('');
    }
  });

  it('loses no condition', () => {
    const told = new Set([
      ...coded.set.diagnoses.flatMap((d) => d.problems),
      ...coded.set.uncoded.map((u) => u.about),
    ]);
    expect(chart.of('Condition').filter((c) => !told.has(`Condition/${c.id}`))).toEqual([]);
  });

  it.skipIf(expected.outcome !== 'claimed')('makes the same bytes again', () => {
    const again = codeChart(
      chartFromBundle(json(join(CHARTS, slug, 'bundle.json')) as Bundle, chart.source, expected.encounter),
      knowledge,
    );
    expect(again.draft && claimBytes(again.draft.claim)).toBe(coded.draft && claimBytes(coded.draft.claim));
  });
});
