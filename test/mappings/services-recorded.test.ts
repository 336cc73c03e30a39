/** mappings/services-recorded: one line per service, what is asked, and what is left out in silence because it was not done. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/services-recorded/index.ts';
import { compile, within } from '../../mappings/services-recorded/tables.ts';
import {
  chartFromBundle,
  diagnosis,
  type Encounter,
  factsOf,
  type ModuleOutput,
} from '../../src/suggest/module.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const MODULE = new URL('../../mappings/services-recorded/', import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8'));
const raw = { 'families.json': json('families.json'), 'not-billable.json': json('not-billable.json') };
const tables = compile(raw);
const suggest = prepare(raw);

const CPT = 'http://www.ama-assn.org/go/cpt';
const SNOMED = 'http://snomed.info/sct';
const E1 = { reference: 'Encounter/e1' };
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
  period: { start: '2026-03-10T09:00:00-05:00', end: '2026-03-10T09:30:00-05:00' },
};
const code = (value: string, system = CPT, text?: string) => ({
  coding: [{ system, code: value }],
  ...(text ? { text } : {}),
});
const procedure = (id: string, concept: object, more: object = {}) => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  code: concept,
  encounter: E1,
  performedDateTime: '2026-03-10',
  ...more,
});
const charge = (id: string, concept: object, more: object = {}) => ({
  resourceType: 'ChargeItem',
  id,
  status: 'billable',
  code: concept,
  context: E1,
  occurrenceDateTime: '2026-03-10',
  ...more,
});
const condition = (id: string, icd: string, onset?: string) => ({
  resourceType: 'Condition',
  id,
  code: code(icd, 'http://hl7.org/fhir/sid/icd-10-cm'),
  encounter: E1,
  ...(onset ? { onsetDateTime: onset } : {}),
});

const ON = day('2026-03-10');
const terminology = fakeTerminology({
  procedures: { 20610: {}, 99213: {}, 90837: {}, 12002: { lastDay: '2025-12-31' } },
});
const ruleOf = (rule: string, citation: { source: string; section: string }) => ({
  module: 'services-recorded',
  version: '1.0.0',
  rule,
  citation,
});

function run(resources: readonly object[], encounter: object = ENCOUNTER): ModuleOutput {
  const entry = [encounter, ...resources].map((resource) => ({ resource: resource as Encounter }));
  const facts = factsOf(chartFromBundle({ resourceType: 'Bundle', type: 'collection', entry }, 'test'));
  const diagnoses = facts.problems.map((p) => {
    const draft = {
      problems: [p.id],
      confidence: 1,
      evidence: [],
      rule: ruleOf('x', { source: 's', section: '1' }),
    };
    return diagnosis({ code: p.concept.codings[0]?.code ?? '', ...draft }, terminology, ON);
  });
  return suggest(facts, {
    on: ON,
    terminology,
    problems: facts.problems,
    diagnoses,
    services: [],
    tables: {},
    rule: ruleOf,
  });
}

const coded = (o: ModuleOutput): readonly string[] =>
  (o.services ?? []).map((s) => `${[s.code, ...s.modifiers.map((m) => m.code)].join('-')} x${s.units}`);
const asked = (o: ModuleOutput): readonly string[] =>
  [...(o.services ?? []).flatMap((s) => s.queries), ...(o.queries ?? [])].map((q) => q.id);

describe('families.json', () => {
  it('has psychotherapy bands that follow on one another', () => {
    expect(tables.psychotherapy.map((b) => [b.from, b.to])).toEqual([
      [16, 37],
      [38, 52],
      [53, undefined],
    ]);
  });

  it('has spans of codes in order, and sides only for codes of surgery', () => {
    for (const span of [...tables.visits, ...tables.sided]) expect(span.from <= span.to).toBe(true);
    expect(tables.sided.every((s) => /^[26]\d{4}$/.test(s.from))).toBe(true);
    expect(within('12002', tables.sided)).toBe(false);
  });

  it('knows blocks of diagnoses by their ends', () => {
    expect(
      ['F01.50', 'F43.12', 'F99', 'Z55.0', 'Z63.0', 'Z65.8'].every((c) =>
        within(c, tables.psychotherapyAlso),
      ),
    ).toBe(true);
    expect(['G35', 'Z54.0', 'Z66', 'E11.9'].some((c) => within(c, tables.psychotherapyAlso))).toBe(false);
  });
});

describe('not-billable.json', () => {
  it('has SNOMED CT identifiers, each once', () => {
    const { concepts } = raw['not-billable.json'] as { concepts: readonly { code: string }[] };
    expect(concepts.every((c) => /^\d{6,18}$/.test(c.code))).toBe(true);
    expect(new Set(concepts.map((c) => c.code)).size).toBe(concepts.length);
  });
});

describe('a service on a Procedure and on a ChargeItem', () => {
  it('is one line: units of the charge, reasons and side of the procedure', () => {
    const output = run([
      condition('knee', 'M17.11'),
      procedure('p', code('20610'), {
        reasonReference: [{ reference: 'Condition/knee' }],
        bodySite: [{ text: 'Right knee' }],
      }),
      charge('c', code('20610'), { quantity: { value: 2 } }),
    ]);
    expect(coded(output)).toEqual(['20610-RT x2']);
    expect(output.services?.[0]?.problems).toEqual(['Condition/knee']);
    expect(asked(output)).toEqual([]);
  });

  it('takes the side of the charge where the procedure has none, and asks nothing', () => {
    const modified = {
      coding: [
        { system: CPT, code: '20610' },
        { system: CPT, code: 'LT' },
      ],
    };
    const output = run([procedure('p', code('20610')), charge('c', modified)]);
    expect(coded(output)).toEqual(['20610-LT x1']);
    expect(asked(output)).toEqual([]);
  });

  it('is two lines for two sides', () => {
    const left = {
      coding: [
        { system: CPT, code: '20610' },
        { system: CPT, code: 'LT' },
      ],
    };
    const output = run([
      procedure('p', code('20610'), { bodySite: [{ text: 'Right knee' }] }),
      charge('c', left),
    ]);
    expect(coded(output)).toEqual(['20610-RT x1', '20610-LT x1']);
    expect(asked(output)).toEqual([]);
  });

  it('of different days is two lines', () => {
    const output = run([
      procedure('p', code('99213')),
      charge('c', code('99213'), { occurrenceDateTime: '2026-03-09' }),
    ]);
    expect(output.services?.map((s) => s.date)).toEqual(['2026-03-10', '2026-03-09']);
  });
});

describe('what is not a service done', () => {
  it.each(['not-done', 'entered-in-error', 'preparation', 'in-progress', 'on-hold'])(
    'Procedure %s',
    (status) => {
      expect(run([procedure('p', code('99213'), { status })])).toEqual({ services: [], queries: [] });
    },
  );

  it.each(['planned', 'not-billable', 'aborted', 'entered-in-error'])('ChargeItem %s', (status) => {
    expect(run([charge('c', code('99213'), { status })])).toEqual({ services: [], queries: [] });
  });

  it.each([
    ['Procedure', procedure('p', code('99213'), { status: 'stopped' })],
    ['Procedure', procedure('p', code('99213'), { status: 'unknown' })],
    ['ChargeItem', charge('c', code('99213'), { status: 'billed' })],
  ])('%s of another status is asked about', (_type, resource) => {
    expect(asked(run([resource]))).toEqual(['service-status']);
  });

  it('is not asked about when it is a part of the visit, or a vaccination told as such', () => {
    const given = {
      resourceType: 'Immunization',
      id: 'i',
      status: 'completed',
      encounter: E1,
      occurrenceDateTime: '2026-03-10',
    };
    const shot = procedure('s', code('33879002', SNOMED, 'Administration of vaccine'));
    expect(asked(run([procedure('m', code('430193006', SNOMED, 'Medication reconciliation'))]))).toEqual([]);
    expect(asked(run([shot, given]))).toEqual([]);
    expect(asked(run([shot]))).toEqual(['service-unmapped']);
    expect(asked(run([procedure('t', { text: 'Toe thing' })]))).toEqual(['service-unmapped']);
  });
});

describe('a code', () => {
  it.each([
    ['20610', 0.96],
    ['36415', 0.93],
    ['12002', 0.4],
  ])('%s has a confidence of %d', (value, confidence) => {
    const output = run([procedure('p', code(value), { bodySite: [{ text: 'Left knee' }] })]);
    expect(output.services?.[0]?.confidence).toBe(confidence);
  });

  it.each(['9921', 'ABCDE', '992133', 'W1234'])('%s has the wrong shape', (value) => {
    expect(asked(run([charge('c', code(value))]))).toEqual(['service-code-shape']);
  });

  it('of a small letter and with spaces is taken in normal form', () => {
    const output = run([charge('c', code(' j1100 ', 'urn:oid:2.16.840.1.113883.6.285'))]);
    expect(output.services?.[0]).toMatchObject({
      code: 'J1100',
      system: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    });
  });

  it('beside another one is asked about', () => {
    const two = {
      coding: [
        { system: CPT, code: '90471' },
        { system: CPT, code: '96372' },
      ],
    };
    expect(asked(run([charge('c', two)]))).toEqual(['service-codes-differ']);
  });
});

describe('units', () => {
  it.each([
    [1, 1, []],
    [315, 315, []],
    [0, 1, ['service-units']],
    [-1, 1, ['service-units']],
    [1.5, 1, ['service-units']],
    [undefined, 1, []],
  ])('of quantity %s are %i', (value, units, queries) => {
    const output = run([charge('c', code('36415'), value === undefined ? {} : { quantity: { value } })]);
    expect(output.services?.[0]?.units).toBe(units);
    expect(asked(output)).toEqual(queries);
  });
});

describe('psychotherapy', () => {
  it.each([
    [37, '90832'],
    [38, '90834'],
    [52, '90834'],
    [53, undefined],
    [15, undefined],
  ])('of %i minutes recorded as 90837', (minutes, right) => {
    const [query] =
      run([procedure('p', code('90837'), { note: [{ text: `Session of ${minutes} minutes.` }] })])
        .services?.[0]?.queries ?? [];
    expect(query?.id).toBe(minutes === 53 ? undefined : 'psychotherapy-time');
    expect(query?.options[0]?.code).toBe(right);
  });
});

describe('reasons', () => {
  const STAY = {
    ...ENCOUNTER,
    class: { code: 'IMP' },
    period: { start: '2026-03-10T09:00:00-05:00', end: '2026-03-12T10:00:00-05:00' },
  };

  it('leave out what began after the day of the service', () => {
    const output = run(
      [
        condition('born', 'Z38.00'),
        condition('jaundice', 'P59.9', '2026-03-11'),
        charge('d1', code('99460')),
        charge('d2', code('99462'), { occurrenceDateTime: '2026-03-11' }),
      ],
      STAY,
    );
    expect(output.services?.map((s) => s.problems)).toEqual([['Condition/born'], []]);
  });

  it('keep what is only written down on the last day', () => {
    const output = run([condition('hf', 'I50.9', '2026-03-12'), charge('d1', code('99223'))], STAY);
    expect(output.services?.[0]?.problems).toEqual([]);
  });
});

it('a recorded level is shown as recorded, and other services have no worksheet', () => {
  const output = run([charge('a', code('99213')), charge('b', code('36415'))]);
  expect(output.services?.map((s) => s.worksheet?.title)).toEqual([
    'Level of service as recorded',
    undefined,
  ]);
});
