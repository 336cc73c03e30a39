/** mappings/separate-service: which visit earns 25 or 57 beside what, and the days around an operation. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/separate-service/index.ts';
import { compile } from '../../mappings/separate-service/tables.ts';
import {
  chartFromBundle,
  diagnosis,
  type Facts,
  factsOf,
  type ModuleContext,
  type ModuleOutput,
  type Problem,
  type ServiceSuggestion,
  type Setting,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { day, dayAfter, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';

const MODULE = new URL('../../mappings/separate-service/', import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8'));
const raw = { 'visits.json': json('visits.json'), 'procedures.json': json('procedures.json') };
const tables = compile(raw);
const suggest = prepare(raw);

const ON = '2026-03-10';
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const condition = (id: string, code: string) => ({
  resource: {
    resourceType: 'Condition' as const,
    id,
    subject: { reference: 'Patient/p' },
    code: { coding: [{ system: ICD, code }] },
    encounter: { reference: 'Encounter/e1' },
  },
});
const encounter = {
  resourceType: 'Encounter' as const,
  id: 'e1',
  status: 'finished' as const,
  class: { code: 'AMB' },
  period: { start: `${ON}T09:00:00-05:00` },
};
const base = factsOf(
  chartFromBundle(
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: encounter },
        condition('knee', 'M17.11'),
        condition('back', 'M54.50'),
        condition('fall', 'W19.XXXA'),
      ],
    },
    'test',
  ),
);
const RULE = { module: 'x', version: '1.0.0', rule: 'x', citation: { source: 's', section: '1' } };
const terminology = fakeTerminology();
const diagnosisOf = (p: Problem) =>
  diagnosis(
    { code: p.concept.codings[0]?.code ?? '', problems: [p.id], confidence: 1, evidence: [], rule: RULE },
    terminology,
    day(ON),
  );

const line = (code: string, problems: readonly string[] = [], date = ON): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code,
    label: code,
    date: day(date),
    confidence: 0.9,
    problems: problems.map((p) => `Condition/${p}`),
    evidence: [{ reference: `Procedure/${code}`, path: 'Procedure.code', words: code }],
    rule: RULE,
  });

function run(
  services: readonly ServiceSuggestion[],
  setting: Setting = 'office',
  note?: string,
): ModuleOutput {
  const facts: Facts = {
    ...base,
    visit: { ...base.visit, setting: { value: setting, evidence: [] } },
    notes: note === undefined ? [] : [{ id: 'DocumentReference/n', title: undefined, text: note }],
  };
  return suggest(facts, contextOf(facts, services));
}

const contextOf = (facts: Facts, services: readonly ServiceSuggestion[]): ModuleContext => ({
  on: day(ON),
  terminology,
  problems: facts.problems,
  diagnoses: facts.problems.map(diagnosisOf),
  services,
  tables: {},
  rule: (rule, citation) => ({ ...RULE, rule, citation }),
});

const coded = (o: ModuleOutput): readonly string[] =>
  (o.services ?? []).map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-'));
const asked = (o: ModuleOutput): readonly string[] => (o.queries ?? []).map((q) => q.id);

describe('the tables', () => {
  type Spans = readonly { from: string; to: string }[];
  const all = {
    ...(raw['visits.json'] as Record<string, Spans>),
    ...(raw['procedures.json'] as Record<string, Spans>),
  };

  it('have spans of well-formed codes that do not overlap', () => {
    const spans = Object.values(all).flat();
    expect(spans.filter((s) => !/^(?:\d{5}|G\d{4})$/.test(s.from) || s.from > s.to)).toEqual([]);
    const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
    expect(sorted.filter((s, i) => i > 0 && s.from <= (sorted[i - 1]?.to ?? ''))).toEqual([]);
  });

  it.each([
    ['20610', 'isMinor'],
    ['12002', 'isMinor'],
    ['69210', 'isMinor'],
    ['96372', 'isGiven'],
    ['94640', 'isGiven'],
    ['29125', 'isSupport'],
    ['24640', 'isMinor'],
    ['90471', 'isImmunization'],
    ['25605', 'isMajor'],
    ['47562', 'isMajor'],
    ['99392', 'isPreventive'],
    ['99284', 'isProblemVisit'],
    ['98006', 'isProblemVisit'],
  ] as const)('%s: %s', (code, kind) => {
    expect(tables[kind](code)).toBe(true);
  });

  it.each(['87880', '36415', '90656', '99024', '90834', '80053', '17106'])('%s is none of them', (code) => {
    const kinds = [
      'isMinor',
      'isGiven',
      'isSupport',
      'isImmunization',
      'isMajor',
      'isPreventive',
      'isProblemVisit',
    ] as const;
    expect(kinds.filter((k) => tables[k](code))).toEqual([]);
  });
});

describe('modifier 25', () => {
  it('is earned by a problem beyond the procedure’s reason', () => {
    const output = run([line('99213', ['knee', 'back']), line('20610', ['knee'])]);
    expect(coded(output)).toEqual(['99213-25']);
    expect(output.services?.[0]?.modifiers[0]?.reason).toContain('20610');
  });

  it('is not earned by the procedure’s reason alone, nor by a cause of injury', () => {
    const output = run([line('99213', ['knee', 'fall']), line('20610', ['knee'])]);
    expect(coded(output).filter((code) => code.startsWith('99'))).toEqual([]);
    expect(asked(output)).toEqual(['separate-em']);
    expect(output.queries?.[0]?.about).toBe('Procedure/20610');
  });

  it('is judged for a visit without reasons by all the problems of the encounter', () => {
    expect(coded(run([line('99213'), line('20610', ['knee'])]))).toEqual(['99213-25']);
  });

  it('cannot be judged where the procedure has no reason', () => {
    expect(asked(run([line('99213', ['back']), line('20610')]))).toEqual(['separate-em']);
  });

  it('is not for another day', () => {
    expect(run([line('99213', ['back']), line('20610', ['knee'], dayBefore(ON))])).toEqual({
      services: [],
      queries: [],
    });
  });

  it('stands on the office visit beside a preventive one, and on both beside a vaccine', () => {
    expect(coded(run([line('99396'), line('99213', ['back'])]))).toEqual(['99213-25']);
    expect(coded(run([line('99396'), line('99213', ['back']), line('90471')]))).toEqual([
      '99396-25',
      '99213-25',
    ]);
  });

  it('is not added where 24, 25 or 57 stands', () => {
    const recorded = { ...line('99213', ['back']), modifiers: [{ code: '24', reason: '', evidence: [] }] };
    expect(run([recorded, line('20610', ['knee'])])).toEqual({ services: [], queries: [] });
  });
});

describe('a visit with nothing beyond the procedure', () => {
  const replaced = (o: ModuleOutput) => (o.services ?? []).flatMap((s) => s.replaces);

  it('gives way to it, and is asked about', () => {
    const output = run([line('99213', ['knee']), line('20610', ['knee'])]);
    expect(replaced(output)).toEqual(['99213']);
    expect(asked(output)).toEqual(['separate-em']);
  });

  it('stays where somebody recorded it, and where the reason of the procedure is not known', () => {
    const recorded = { ...line('99213', ['knee']), rule: { ...RULE, module: 'services-recorded' } };
    expect(replaced(run([recorded, line('20610', ['knee'])]))).toEqual([]);
    expect(replaced(run([line('99213', ['knee']), line('20610')]))).toEqual([]);
  });
});

describe('a visit beside a treatment', () => {
  it('that evaluated the same problem carries 25 beside an injection', () => {
    expect(coded(run([line('99213', ['back']), line('96372', ['back'])]))).toEqual(['99213-25']);
  });

  it('is asked about where it was recorded, or came for the injection', () => {
    const recorded = { ...line('99213', ['back']), rule: { ...RULE, module: 'services-recorded' } };
    expect(asked(run([recorded, line('96372', ['back'])]))).toEqual(['separate-em']);
    const types = [{ codings: [], words: 'Injection visit' }];
    const planned = { ...base, visit: { ...base.visit, types } };
    const output = suggest(planned, contextOf(planned, [line('99213', ['back']), line('96372', ['back'])]));
    expect(asked(output)).toEqual(['separate-em']);
  });

  it('is asked about beside a splint where no injury is new', () => {
    expect(asked(run([line('99213', ['back']), line('29125', ['back'])]))).toEqual(['separate-em']);
  });
});

describe('modifier 57', () => {
  const surgery = (date: string) => line('27447', ['knee'], date);

  it.each([
    ['the day before', dayAfter(ON), ['99214-57']],
    ['the same day', ON, ['99214-57']],
    ['two days before', dayAfter(dayAfter(ON)), []],
    ['the day after', dayBefore(ON), []],
  ])('%s of the operation', (_name, date, expected) => {
    const output = run(
      [line('99214', ['knee']), surgery(date)],
      'office',
      'Decision for surgery made today.',
    );
    expect(coded(output)).toEqual(expected);
  });

  it('needs words outside an emergency', () => {
    expect(asked(run([line('99214', ['knee']), surgery(ON)]))).toEqual(['decision-for-surgery']);
    expect(coded(run([line('99284', ['knee']), line('25605', ['knee'])], 'emergency'))).toEqual(['99284-57']);
  });

  it('is not for a visit about something else, nor for a preventive one', () => {
    expect(asked(run([line('99214', ['back']), surgery(ON)], 'office', 'Decision for surgery.'))).toEqual([
      'decision-for-surgery',
    ]);
    expect(run([line('99396'), surgery(ON)])).toEqual({ services: [], queries: [] });
  });

  it('stands alone: no 25 beside it', () => {
    const lines = [line('99284', ['knee', 'back']), line('25605', ['knee']), line('96372', ['back'])];
    expect(coded(run(lines, 'emergency'))).toEqual(['99284-57']);
  });
});
