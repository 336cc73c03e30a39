/** Problems: how strongly each Condition is tied to the encounter, its status in any dress, and the signs of care (guidelines IV.A, IV.G–IV.J). */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import { type CodeableConcept, type Condition, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import {
  category,
  coded,
  condition,
  DAY,
  encounter,
  facts,
  ME,
  made,
  START,
  text,
} from '../support/chart.ts';

const SCT = SYSTEM.snomed;
const problems = (...resources: readonly Resource[]) => facts(...resources).problems;

function one(over: Partial<Condition>, ...more: readonly Resource[]): Problem {
  const found = problems(condition(over), ...more).find((p) => p.id === 'Condition/c');
  if (!found) throw new Error('the Condition is no problem');
  return found;
}

/** A Condition that names no encounter. */
function loose(over: Partial<Condition>, ...more: readonly Resource[]): Problem {
  const { encounter: _none, ...rest } = condition(over);
  const found = problems(rest as Condition, ...more).find((p) => p.id === 'Condition/c');
  if (!found) throw new Error('the Condition is no problem');
  return found;
}

const ITEM = { category: category('problem-list-item') };
const OTHER = { encounter: { reference: 'Encounter/other' } };
const naming = (reference: string, more = {}) =>
  encounter({ diagnosis: [{ condition: { reference }, ...more }] });

describe('the link to the encounter', () => {
  it('Encounter.diagnosis is the strongest, whatever the category', () => {
    const use = coded(SYSTEM.diagnosisRole, 'billing');
    expect(one(ITEM, naming('Condition/c', { rank: 2, use }))).toMatchObject({
      link: 'encounter-diagnosis',
      rank: 2,
      uses: ['billing'],
    });
  });

  it('then Encounter.reasonReference', () => {
    const e = encounter({ reasonReference: [{ reference: 'Condition/c' }] });
    expect(one({ ...ITEM, ...OTHER }, e).link).toBe('encounter-reason');
  });

  it.each([
    [{}, 'condition-encounter'],
    [{ category: category('encounter-diagnosis') }, 'condition-encounter'],
    [ITEM, 'problem-list'],
    [
      { category: [...category('problem-list-item'), ...category('encounter-diagnosis')] },
      'condition-encounter',
    ],
    [{ category: category('vendor') }, 'condition-encounter'],
    [
      { encounter: { reference: 'https://ehr.example.org/fhir/Encounter/e/_history/2' } },
      'condition-encounter',
    ],
    [OTHER, 'problem-list'],
    [{ ...OTHER, category: category('encounter-diagnosis'), recordedDate: DAY }, 'problem-list'],
  ])('%j: %s', (over, link) => expect(one(over).link).toBe(link));

  it.each([
    [{ recordedDate: DAY }, 'dated-with-encounter'],
    [{ recordedDate: `${DAY}T23:59:00-05:00` }, 'dated-with-encounter'],
    [{ onsetDateTime: DAY }, 'dated-with-encounter'],
    [{ recordedDate: '2026-03-09' }, 'problem-list'],
    [{ recordedDate: '2026-03-11' }, 'problem-list'],
    [{ recordedDate: '2026-03' }, 'problem-list'],
    [{ recordedDate: DAY, ...ITEM }, 'problem-list'],
    [{}, 'problem-list'],
  ])('without an encounter, %j: %s', (over, link) => expect(loose(over).link).toBe(link));

  it('a Condition recorded on the last day of a stay belongs to it', () => {
    const stay = encounter({ period: { start: START, end: '2026-03-13T10:00:00-05:00' } });
    expect(loose({ recordedDate: '2026-03-13' }, stay).link).toBe('dated-with-encounter');
    expect(loose({ recordedDate: '2026-03-14' }, stay).link).toBe('problem-list');
  });

  it('orders the problems, strongest first, then by rank', () => {
    const e = encounter({
      diagnosis: [
        { condition: { reference: 'Condition/second' }, rank: 2 },
        { condition: { reference: 'Condition/first' }, rank: 1 },
      ],
    });
    const all = ['list', 'second', 'tied', 'first'].map((id) =>
      condition({ id, ...(id === 'list' ? ITEM : {}) }),
    );
    expect(problems(e, ...all).map((p) => p.id.split('/')[1])).toEqual(['first', 'second', 'tied', 'list']);
  });
});

describe('status', () => {
  const clinical = (clinicalStatus: CodeableConcept) => one({ clinicalStatus }).clinical;
  const verification = (verificationStatus: CodeableConcept) => one({ verificationStatus }).verification;

  it.each([
    ['the R4 system', coded(SYSTEM.conditionClinical, 'resolved')],
    ['the DSTU2 system', coded('http://hl7.org/fhir/condition-clinical', 'resolved')],
    ['no system', { coding: [{ code: 'resolved' }] }],
    ['a capital', { coding: [{ code: 'Resolved' }] }],
    ['text alone', text('Resolved')],
    ['a vendor code before it', { coding: [{ system: 'urn:oid:1.2', code: '3' }, { code: 'resolved' }] }],
    ['a vendor code with the word', coded('urn:oid:1.2', '3', 'Resolved')],
  ])('clinical, by %s', (_name, concept) => expect(clinical(concept)).toBe('resolved'));

  it('clinical: the standard code outweighs the others', () => {
    const coding = [{ code: 'active' }, { system: SYSTEM.conditionClinical, code: 'resolved' }];
    expect(clinical({ coding })).toBe('resolved');
  });

  it.each([
    ['entered-in-error', coded(SYSTEM.conditionVerification, 'entered-in-error')],
    ['entered-in-error', text('Entered in error')],
    ['refuted', coded('http://hl7.org/fhir/condition-ver-status', 'refuted')],
    ['provisional', { coding: [{ code: 'Provisional' }] }],
    ['unstated', text('sure')],
    ['unstated', {}],
  ])('verification %s from %j', (expected, concept) => expect(verification(concept)).toBe(expected));

  it('a statement that only denies refutes, whatever the status says', () => {
    const confirmed = coded(SYSTEM.conditionVerification, 'confirmed');
    const denied = (words: string, display?: string) =>
      one({
        verificationStatus: confirmed,
        code: { ...coded(SYSTEM.icd10cm, 'J18.9', display), text: words },
      }).verification;
    expect(denied('Pneumonia ruled out')).toBe('refuted');
    expect(denied('Chest pain, MI ruled out')).toBe('confirmed');
    expect(denied('Infection ruled out', 'Infection ruled out')).toBe('confirmed');
  });
});

describe('doubt', () => {
  it('is read in the text, not in the title of the code', () => {
    const doubt = (words: string, display: string) =>
      one({ code: { ...coded(SYSTEM.icd10cm, 'T76.11XA', display), text: words } }).uncertainWords;
    const title = 'Child physical abuse, suspected, initial encounter';
    expect(doubt(title, title)).toBeUndefined();
    expect(doubt('Suspected pneumonia', title)).toBe('Suspected');
    // A display that begins with doubt is doubted, whoever wrote it: no official title does.
    expect(one({ code: coded(SCT, '1', 'Suspected pneumonia') }).uncertainWords).toBe('Suspected');
  });
});

describe('side', () => {
  const side = (over: Partial<Condition>) => one(over).side?.value;
  const KNEE = { code: text('Osteoarthritis of knee') };

  it.each([
    ['the qualifier', [coded(SCT, '7771000')], 'left'],
    ['the other qualifier', [coded(SCT, '24028007')], 'right'],
    ['both sides', [coded(SCT, '51440002')], 'bilateral'],
    ['the display of a site', [coded(SCT, '82169009', 'Structure of left knee region')], 'left'],
    ['the words of a site', [text('R knee')], 'right'],
    ['the second site', [text('Knee'), text('left')], 'left'],
    ['left and right of one structure', [text('Left knee'), text('Right knee')], 'bilateral'],
    ['left and right of two structures', [text('Left knee'), text('Right hip')], undefined],
  ])('by %s', (_name, bodySite, expected) => expect(side({ ...KNEE, bodySite })).toBe(expected));

  it('of the site outweighs the words; without one the words tell', () => {
    expect(side({ code: text('left knee pain'), bodySite: [text('Right knee')] })).toBe('right');
    expect(side({ code: text('left knee pain') })).toBe('left');
    expect(side({ code: text('Left knee and right hip pain') })).toBeUndefined();
    expect(one({ ...KNEE, bodySite: [text('x'), text('Left knee')] }).side?.evidence[0]?.path).toBe(
      'Condition.bodySite[1]',
    );
  });
});

describe('signs of care in this encounter', () => {
  const REASON = { reasonReference: [{ reference: 'Condition/c' }] };
  const cared = (resource: Record<string, unknown>) =>
    one(ITEM, made({ resourceType: 'ServiceRequest', code: text('Lipids'), ...resource })).addressed;

  it.each(['MedicationRequest', 'ServiceRequest', 'Procedure', 'MedicationAdministration'])(
    'a %s that names it',
    (resourceType) => expect(cared({ resourceType, ...REASON })).toHaveLength(1),
  );

  it('the evidence is the reference, and what was ordered', () => {
    expect(cared(REASON)).toEqual([
      { reference: 'ServiceRequest/x', path: 'ServiceRequest.reasonReference[0]', words: 'Lipids' },
    ]);
  });

  it('one that repeats its code, but not one of another system', () => {
    expect(cared({ reasonCode: [coded(SYSTEM.icd10cm, 'I10')] })).toHaveLength(1);
    expect(cared({ reasonCode: [coded(SCT, 'I10')] })).toHaveLength(0);
  });

  it.each(['entered-in-error', 'cancelled', 'revoked', 'not-done', 'draft'])('not one that is %s', (status) =>
    expect(cared({ ...REASON, status })).toHaveLength(0),
  );

  it('one of no encounter only when it is of the day', () => {
    const undone = { ...REASON, encounter: undefined };
    expect(cared({ ...undone, authoredOn: DAY })).toHaveLength(1);
    expect(cared({ ...undone, authoredOn: '2025-01-01' })).toHaveLength(0);
    expect(cared({ ...undone, resourceType: 'Procedure', performedDateTime: DAY })).toHaveLength(1);
    expect(cared({ ...REASON, encounter: { reference: 'Encounter/other' } })).toHaveLength(0);
  });

  it('a note of the day on the Condition, not an older or an undated one', () => {
    const noted = (time?: string) => one({ ...ITEM, note: [{ text: 'At goal', ...(time ? { time } : {}) }] });
    expect(noted(START).addressed).toHaveLength(1);
    expect(noted('2025-01-01T09:00:00Z').addressed).toHaveLength(0);
    expect(noted().addressed).toHaveLength(0);
  });
});

describe('reasons for the visit', () => {
  const because = (...reasonCode: CodeableConcept[]) => encounter({ reasonCode });
  const ids = (...resources: readonly Resource[]) => problems(...resources).map((p) => p.id);

  it('are problems of their own', () => {
    const [cough] = problems(condition(), because(coded(SCT, '49727002', 'Cough')));
    expect(cough).toMatchObject({ id: 'Encounter/e#reason-0', link: 'encounter-reason', onset: DAY });
  });

  it('unless a Condition says the same, by code or by words', () => {
    expect(ids(condition(), because(coded(SYSTEM.icd10cm, 'I10')))).toEqual(['Condition/c']);
    expect(ids(condition({ code: text('Cough') }), because(text('cough')))).toEqual(['Condition/c']);
    expect(ids(condition(), because({}))).toEqual(['Condition/c']);
  });

  it('a Condition that was refuted or a mistake does not stand for them', () => {
    const refuted = condition({ code: text('Cough'), verificationStatus: text('refuted') });
    expect(ids(refuted, because(text('Cough')))).toContain('Encounter/e#reason-0');
  });
});

it('a Condition without an id or a code is still a problem', () => {
  const bare = { resourceType: 'Condition', encounter: ME } as unknown as Condition;
  expect(problems(bare)[0]).toMatchObject({ id: 'Condition', concept: { codings: [], words: '' } });
});
