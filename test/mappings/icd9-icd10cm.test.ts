/** ICD-9-CM codes of old records: the table against the official order file, and the General Equivalence Mappings first. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/icd9-icd10cm/index.ts';
import { SYSTEM, type Terminology } from '../../src/suggest/module.ts';
import { facts, ON, problem } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { official } from './official.ts';

const file = new URL('../../mappings/icd9-icd10cm/codes.json', import.meta.url);
const text = readFileSync(file, 'utf8');
const table = JSON.parse(text) as { codes: Record<string, string> };

describe('codes.json', () => {
  it('holds at least 200 codes in the shape of ICD-9-CM, sorted', () => {
    // As they stand in the file: an object would put numbers first.
    const codes = [...text.matchAll(/^ {4}"([^"]+)":/gm)].map((m) => m[1] ?? '');
    expect(codes.length).toBeGreaterThanOrEqual(200);
    expect(codes.filter((c) => !/^(?:\d{3}|V\d{2}|E\d{3})(?:\.\d{1,2})?$/.test(c))).toEqual([]);
    expect(codes).toEqual([...codes].sort());
  });

  it.skipIf(official.size === 0)('maps to codes that are billable (skipped without ../shared)', () => {
    const wrong = Object.entries(table.codes).filter(
      ([, to]) => !official.get(to.replace('.', ''))?.billable,
    );
    expect(wrong).toEqual([]);
  });
});

const CODES = {
  'M25.561': 'Pain in right knee',
  'M25.562': 'Pain in left knee',
  'M25.569': 'Pain in unspecified knee',
  'H10.31': 'Unspecified acute conjunctivitis, right eye',
  'J45.20': 'Mild intermittent asthma, uncomplicated',
  'J45.30': 'Mild persistent asthma, uncomplicated',
  I10: 'Essential (primary) hypertension',
};
type Answer = ReturnType<Terminology['gems']['translate']>;

function run(code: string, more: Parameters<typeof problem>[0] = {}, gems?: (code: string) => Answer) {
  const plain = fakeTerminology({ codes: CODES });
  const terminology: Terminology = gems ? { ...plain, gems: { translate: (_map, c) => gems(c) } } : plain;
  const concept = {
    codings: [{ system: SYSTEM.icd9cm, code, display: undefined }],
    words: more.words ?? code,
  };
  const { words: _w, ...rest } = more;
  const p = problem({ ...rest, concept });
  const rule = (id: string, citation: { source: string; section: string }) => ({
    module: 'icd9-icd10cm',
    version: '1',
    rule: id,
    citation,
  });
  const context = {
    on: ON,
    terminology,
    problems: [p],
    diagnoses: [],
    services: [],
    tables: {},
    rule,
  };
  return prepare({ 'codes.json': table })(facts({ problems: [p] }), context);
}

const codesOf = (o: ReturnType<typeof run>) => (o.diagnoses ?? []).map((d) => d.code);
const release = fakeTerminology().releases()[0] as Extract<Answer, { kind: 'mapped' }>['release'];
const mapped = (...codes: readonly (readonly [string, boolean])[]): Answer => ({
  kind: 'mapped',
  single: codes.map(([code, approximate]) => ({ code, approximate })),
  combinations: [],
  release,
});

describe('a code', () => {
  it.each(['401.9', '4019', ' 401.9 '])('%j is read with and without its dot', (code) =>
    expect(codesOf(run(code))).toEqual(['I10']),
  );

  it.each(['401.99', '__proto__', '', 'constructor'])('%j is none of the table', (code) =>
    expect(run(code)).toEqual({ diagnoses: [], queries: [] }),
  );

  it('takes the side of the record, and both where no code is for both', () => {
    expect(codesOf(run('719.46', { side: 'right' }))).toEqual(['M25.561']);
    expect(codesOf(run('719.46', { side: 'bilateral' }))).toEqual(['M25.561', 'M25.562']);
    expect(codesOf(run('719.46'))).toEqual(['M25.569']);
  });
});

describe('the mappings of CMS', () => {
  it('decide before the table, surer when exact', () => {
    const exact = run('401.9', {}, () => mapped(['J45.20', false]));
    const near = run('401.9', {}, () => mapped(['J45.20', true]));
    expect([codesOf(exact), codesOf(near)]).toEqual([['J45.20'], ['J45.20']]);
    expect(exact.diagnoses?.[0]?.confidence).toBeGreaterThan(near.diagnoses?.[0]?.confidence ?? 1);
    expect(exact.diagnoses?.[0]?.rule.citation.source).toContain('General Equivalence');
  });

  it('of several the record chooses, or the clinician is asked', () => {
    const several = () => mapped(['J45.20', true], ['J45.30', true]);
    expect(codesOf(run('493.00', { words: 'persistent asthma' }, several))).toEqual(['J45.30']);
    const open = run('493.00', { words: 'asthma' }, several);
    expect(codesOf(open)).toEqual([]);
    expect(open.queries?.[0]).toMatchObject({
      id: 'icd9-equivalent',
      options: [{ code: 'J45.20' }, { code: 'J45.30' }],
    });
  });

  it('say nothing that is not in force, and leave the table where they are not loaded', () => {
    expect(run('401.9', {}, () => mapped(['Z99.89', false])).diagnoses).toEqual([]);
    expect(codesOf(run('401.9', {}, () => ({ kind: 'cannot-tell', reason: 'not loaded' })))).toEqual(['I10']);
  });
});
