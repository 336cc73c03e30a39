/** The example charts' own worksheets: the level of each element, and what was seen but is not counted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../../src/chart/index.ts';
import type { Bundle } from '../../../src/fhir/index.ts';
import { loadModules, loadTerminology } from '../../../src/store/index.ts';
import { suggest } from '../../../src/suggest/index.ts';
import { DATA_NAME, decideMdm, RISK_NAME, rankOf } from '../../../src/suggest/mdm/index.ts';
import { selectProblems } from '../../../src/suggest/select.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CHARTS = join(ROOT, 'examples/charts');
const modules = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
const knowledge = { modules: modules.map((m) => m.module), terminology: loadTerminology() };

interface Element {
  readonly level: string;
  readonly sources: readonly string[];
  readonly notCounted?: readonly string[];
}

interface Expected {
  readonly encounter: string;
  readonly mdm: {
    readonly level: 'straightforward' | 'low' | 'moderate' | 'high';
    readonly problems: Element;
    readonly data: Element;
    readonly risk: Element;
    readonly time: { readonly minutes: number } | null;
  } | null;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const slugs = readdirSync(CHARTS, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));
const levelled = slugs.flatMap((slug) => {
  const expected = json(join(CHARTS, slug, 'expected.json')) as Expected;
  return expected.mdm ? [{ slug, encounter: expected.encounter, expected: expected.mdm }] : [];
});

/** A preventive visit's worksheet is that of its separate problem. */
const PREVENTIVE = 'adult-preventive-with-problem';

/** Elements that the program rates lower than a coder would: it never reads what the record does not say in so many words. */
const LOWER: Readonly<Record<string, readonly string[]>> = {
  'ed-chest-pain': ['problems'],
  'excludes1-conflict': ['data'],
};

/** A test may be counted as ordered and as interpreted (AMA errata of March 2021); the chart's author was stricter. */
const STRICTER = ['ServiceRequest/ed-cp-order-ecg'];

const COLUMNS = [['straightforward', 'minimal'], ['low', 'limited'], ['moderate'], ['high', 'extensive']];
const place = (name: string): number => COLUMNS.findIndex((names) => names.includes(name));

describe.each(levelled)('$slug', ({ slug, encounter, expected }) => {
  const bundle = json(join(CHARTS, slug, 'bundle.json')) as Bundle;
  const facts = factsOf(chartFromBundle(bundle, 'https://ehr.example.org/fhir', encounter));
  const set = suggest(facts, knowledge);
  const on = set.on ?? facts.visit.date;
  if (!on) throw new Error('no date of service');
  const mdm = decideMdm({
    facts,
    diagnoses: set.diagnoses,
    reportable: selectProblems(facts, on).reportable,
    ...(slug === PREVENTIVE ? { onlyFor: expected.problems.sources } : {}),
  });

  it(`is ${expected.level}`, () => expect(mdm.level).toBe(expected.level));

  it('rates each element as a coder would, or lower where it says so', () => {
    const rated = {
      problems: mdm.problems.level,
      data: DATA_NAME[mdm.data.level],
      risk: RISK_NAME[mdm.risk.level],
    };
    for (const element of ['problems', 'data', 'risk'] as const) {
      const [got, wanted] = [place(rated[element]), place(expected[element].level)];
      if (LOWER[slug]?.includes(element)) expect([element, got < wanted]).toEqual([element, true]);
      else expect([element, got]).toEqual([element, wanted]);
    }
  });

  it('counts nothing that the chart says does not count', () => {
    const counted = [...mdm.data.evidence, ...mdm.risk.evidence].map((e) => e.reference);
    const not = [...(expected.data.notCounted ?? []), ...(expected.risk.notCounted ?? [])];
    expect(not.filter((r) => counted.includes(r) && !STRICTER.includes(r))).toEqual([]);
  });

  it('knows the documented time', () => {
    expect(facts.visit.documentedMinutes?.value).toBe(expected.time?.minutes);
  });
});

it('there are worksheets of every level', () => {
  expect(new Set(levelled.map((l) => rankOf(l.expected.level))).size).toBe(4);
});
