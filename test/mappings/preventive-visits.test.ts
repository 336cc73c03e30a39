/** mappings/preventive-visits: age bands without gap, examination codes of the classification, and what counts as preventive. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bandOf, compile, examinationOf } from '../../mappings/preventive-visits/tables.ts';
import {
  ageInYears,
  chartFromBundle,
  type Encounter,
  factsOf,
  preventiveVisit,
  recordedCodes,
} from '../../src/suggest/module.ts';
import { day } from '../support/fake-terminology.ts';
import { describeWithShared } from '../support/shared.ts';

const MODULE = new URL('../../mappings/preventive-visits/', import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8'));
const tables = compile({
  'visits.json': json('visits.json'),
  'examinations.json': json('examinations.json'),
});

const encounter = (more: Partial<Encounter>): Encounter => ({
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
  period: { start: '2026-03-10T09:00:00-05:00' },
  ...more,
});
const factsFor = (more: Partial<Encounter>, ...others: readonly object[]) =>
  factsOf(
    chartFromBundle(
      {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [encounter(more), ...others].map((resource) => ({ resource: resource as Encounter })),
      },
      'test',
    ),
  );

describe('visits.json', () => {
  it('has a band for every age, and one only', () => {
    for (let age = 0; age <= 120; age++) {
      const fitting = tables.bands.filter((b) => (b.from ?? 0) <= age && age <= (b.to ?? 999));
      expect(fitting, `age ${age}`).toHaveLength(1);
    }
  });

  it.each([
    [0, '99381', '99391'],
    [1, '99382', '99392'],
    [4, '99382', '99392'],
    [5, '99383', '99393'],
    [11, '99383', '99393'],
    [12, '99384', '99394'],
    [17, '99384', '99394'],
    [18, '99385', '99395'],
    [39, '99385', '99395'],
    [40, '99386', '99396'],
    [64, '99386', '99396'],
    [65, '99387', '99397'],
  ])('at %i is %s for a new and %s for an established patient', (age, fresh, established) => {
    expect(bandOf(tables, age)).toMatchObject({ new: fresh, established });
  });

  it('changes on the birthday', () => {
    const at = (on: string) => bandOf(tables, ageInYears(day('2021-03-10'), day(on)))?.established;
    expect([at('2026-03-09'), at('2026-03-10')]).toEqual(['99392', '99393']);
    expect(bandOf(tables, ageInYears(day('2024-02-29'), day('2025-02-28')))?.established).toBe('99391');
  });
});

describe('examinations.json', () => {
  const at = (birth: string | undefined) => {
    const facts = factsFor({});
    const birthDate = birth === undefined ? undefined : day(birth);
    const age = birthDate && ageInYears(birthDate, day('2026-03-10'));
    return examinationOf(tables, { ...facts, person: { ...facts.person, birthDate, age } });
  };

  it.each([
    ['2026-03-10', 'Z00.110', undefined],
    ['2026-03-03', 'Z00.110', undefined],
    ['2026-03-02', 'Z00.111', undefined],
    ['2026-02-10', 'Z00.111', undefined],
    ['2026-02-09', 'Z00.129', 'Z00.121'],
    ['2008-03-11', 'Z00.129', 'Z00.121'],
    ['2008-03-10', 'Z00.00', 'Z00.01'],
    ['1930-01-01', 'Z00.00', 'Z00.01'],
  ])('born %s: %s or %s', (birth, normal, abnormal) => {
    const row = at(birth);
    expect([row?.normal, row?.abnormal]).toEqual([normal, abnormal]);
  });

  it('has none for an age that is not known', () => {
    expect(at(undefined)).toBeUndefined();
  });
});

const ORDER = 'data/icd10cm/icd10cm-order-files-2026.zip';
describeWithShared('the official FY2026 order file', [ORDER], (path) => {
  it('has every examination code as billable', () => {
    const name = 'icd10cm_order_2026.txt';
    const files = unzipSync(readFileSync(path), { filter: (f) => f.name === name });
    const text = new TextDecoder().decode(files[name]);
    const billable = new Set(
      text.split(/\r?\n/).flatMap((l) => (l[14] === '1' ? [l.slice(6, 13).trim()] : [])),
    );
    const codes = tables.examinations.flatMap((e) => [e.normal, e.abnormal ?? []].flat());
    expect(codes.filter((c) => !billable.has(c.replace('.', '')))).toEqual([]);
  });
});

describe('what is a preventive visit', () => {
  const typed = (text: string, code?: string) =>
    preventiveVisit(
      factsFor({
        type: [{ text, ...(code ? { coding: [{ system: 'http://snomed.info/sct', code }] } : {}) }],
      }),
    )?.kind;

  it.each([
    ['Well child visit', 'examination'],
    ['Annual physical', 'examination'],
    ['Routine health checkup', 'examination'],
    ['Preventive visit', 'examination'],
    ['Medicare annual wellness visit', 'wellness'],
    ['AWV', 'wellness'],
    ['Welcome to Medicare visit', 'welcome'],
    ['Initial preventive physical examination', 'welcome'],
  ])('%s: %s', (text, kind) => {
    expect(typed(text)).toBe(kind);
  });

  it.each([
    'Office visit',
    'Follow-up after annual physical',
    'Sports physical',
    'Pre-operative general examination',
    'Annual eye exam',
    'Physical therapy',
    'Encounter for check up (procedure)',
    'Wellness coaching',
  ])('%s is not', (text) => {
    expect(typed(text)).toBeUndefined();
  });

  it.each([
    ['410620009', 'examination'],
    ['162673000', 'examination'],
    ['444971000124105', 'wellness'],
    ['185349003', undefined],
  ])('SNOMED CT %s: %s', (code, kind) => {
    expect(typed('Visit', code)).toBe(kind);
  });

  it('takes the reason where the type says nothing, and speaks for it', () => {
    const visit = preventiveVisit(factsFor({ reasonCode: [{ text: 'Annual physical' }] }));
    expect(visit).toMatchObject({ kind: 'examination', facts: ['Encounter/e1#reason-0'] });
  });

  it('is none in a hospital', () => {
    const type = [{ text: 'Annual physical' }];
    expect(preventiveVisit(factsFor({ type, class: { code: 'IMP' } }))).toBeUndefined();
    expect(preventiveVisit(factsFor({ type, class: { code: 'EMER' } }))).toBeUndefined();
  });

  const examination = (more: object) => ({
    resourceType: 'Condition',
    id: 'c1',
    code: { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'z00129' }] },
    encounter: { reference: 'Encounter/e1' },
    ...more,
  });

  it('takes a recorded examination code, whatever its form', () => {
    expect(preventiveVisit(factsFor({}, examination({})))).toMatchObject({ facts: ['Condition/c1'] });
  });

  it('does not take one that was refuted', () => {
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
    expect(preventiveVisit(factsFor({}, examination(refuted)))).toBeUndefined();
  });
});

describe('recordedCodes', () => {
  const charge = (id: string, status: string, code: string) => ({
    resourceType: 'ChargeItem',
    id,
    status,
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] },
    context: { reference: 'Encounter/e1' },
  });

  it('has what is billed or to be billed, and no order, modifier or broken code', () => {
    const facts = factsFor(
      {},
      charge('a', 'billable', '99396'),
      charge('b', 'billed', '90707'),
      charge('c', 'aborted', '90716'),
      charge('d', 'billable', '25'),
      charge('e', 'billable', '993'),
    );
    expect(recordedCodes(facts).map((r) => r.code)).toEqual(['99396', '90707']);
  });
});
