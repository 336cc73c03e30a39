/** Parties and coverages: who rendered, billed and referred (837P loops 2010AA, 2310A, 2310B), and who pays (2010BB). */
import { describe, expect, it } from 'vitest';
import type { CoverageFact, Party, PartyRole } from '../../src/chart/index.ts';
import { type Coverage, type Encounter, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import {
  BASE,
  by,
  coded,
  coverage,
  encounter,
  facts,
  NPI,
  organization,
  patient,
  practitioner,
  role,
  taxonomy,
  text,
} from '../support/chart.ts';

const FAMILY = '207Q00000X';
const HEART = '207RC0000X';

const party = (as: PartyRole, ...resources: readonly Resource[]): Party | undefined =>
  facts(...resources).parties.find((p) => p.role === as);
const participants = (...all: readonly ReturnType<typeof by>[]) => encounter({ participant: [...all] });
const other = (over = {}) =>
  practitioner({ id: 'other', identifier: [{ system: SYSTEM.npi, value: NPI.other }], ...over });

describe('the rendering provider', () => {
  const rendering = (...resources: readonly Resource[]) => party('rendering', ...resources);

  it('is a Practitioner, with name, NPI and evidence', () => {
    expect(rendering()).toEqual({
      role: 'rendering',
      reference: 'Practitioner/dr',
      name: 'Ada Example',
      recordedNpi: NPI.dr,
      npi: NPI.dr,
      taxonomy: undefined,
      ein: undefined,
      evidence: [{ reference: 'Practitioner/dr', path: 'Practitioner.identifier', words: NPI.dr }],
    });
  });

  it.each([
    ['absolute', `${BASE}/Practitioner/dr`],
    ['versioned', 'Practitioner/dr/_history/2'],
    ['conditional', `Practitioner?identifier=${SYSTEM.npi}|${NPI.dr}`],
    ['a role', 'PractitionerRole/role'],
  ])('by a reference that is %s', (_name, reference) =>
    expect(rendering(participants(by(reference)), role())).toMatchObject({
      reference: 'Practitioner/dr',
      npi: NPI.dr,
    }),
  );

  it('contained in the Encounter', () => {
    const { identifier, name } = practitioner();
    const contained = [
      {
        resourceType: 'Practitioner' as const,
        id: 'x',
        ...(identifier ? { identifier } : {}),
        ...(name ? { name } : {}),
      },
    ];
    expect(rendering(encounter({ contained, participant: [by('#x')] }))).toMatchObject({
      reference: 'Encounter/e#x',
      npi: NPI.dr,
    });
  });

  it.each([
    ['the attender before the primary performer', ['PPRF', 'ATND'], 1],
    ['the primary performer before a secondary one', ['SPRF', 'PPRF'], 1],
    ['any performer before one without a type', [undefined, 'PART'], 1],
    ['one without a type before nobody', ['REF', undefined], 1],
    ['the first of two alike', ['ATND', 'ATND'], 0],
  ])('%s', (_name, types, expected) => {
    const ids = ['Practitioner/dr', 'Practitioner/other'];
    const e = participants(...types.map((t, i) => by(ids[i] ?? '', t)));
    expect(rendering(e, other())?.reference).toBe(ids[expected]);
  });

  it('is never the one who only referred, nor someone who is no practitioner', () => {
    expect(rendering(participants(by('Practitioner/dr', 'REF')))).toBeUndefined();
    expect(rendering(participants(by('Patient/p', 'ATND')))).toBeUndefined();
    expect(rendering(participants(by('Practitioner/none', 'ATND')))).toBeUndefined();
  });

  it('with a wrong NPI keeps it as recorded', () => {
    const wrong = (value: string) => practitioner({ identifier: [{ system: SYSTEM.npi, value }] });
    expect(rendering(wrong(NPI.wrong))).toMatchObject({ recordedNpi: NPI.wrong, npi: undefined });
    expect(rendering(wrong('12345'))).toMatchObject({ recordedNpi: '12345', npi: undefined });
    expect(rendering(wrong(` ${NPI.dr} `))).toMatchObject({ recordedNpi: NPI.dr, npi: NPI.dr });
    const oid = { system: 'urn:oid:2.16.840.1.113883.4.6', value: NPI.dr };
    expect(rendering(practitioner({ identifier: [{ system: 'urn:x', value: '9' }, oid] }))?.npi).toBe(NPI.dr);
  });

  it('with no NPI of his own has the one of his role', () => {
    const nameless = practitioner({ identifier: [] });
    const theirs = role({ identifier: [{ system: SYSTEM.npi, value: NPI.other }] });
    const found = rendering(participants(by('PractitionerRole/role')), nameless, theirs);
    expect(found).toMatchObject({ reference: 'Practitioner/dr', npi: NPI.other });
    expect(found?.evidence[0]).toMatchObject({
      reference: 'PractitionerRole/role',
      path: 'PractitionerRole.identifier',
    });
  });

  it('has the taxonomy of the role that is named, else of the qualification, else of any role', () => {
    const qualified = practitioner({ qualification: [{ code: taxonomy(FAMILY) }] });
    const heart = role({ specialty: [taxonomy(HEART)] });
    expect(rendering(qualified, heart)?.taxonomy).toBe(FAMILY);
    expect(rendering(participants(by('PractitionerRole/role')), qualified, heart)?.taxonomy).toBe(HEART);
    expect(rendering(heart)?.taxonomy).toBe(HEART);
    expect(rendering(role({ code: [taxonomy(HEART)] }))?.taxonomy).toBe(HEART);
    const alone = role({ practitioner: { reference: 'Practitioner/none' }, specialty: [taxonomy(HEART)] });
    expect(rendering(participants(by('PractitionerRole/role')), alone)?.taxonomy).toBe(HEART);
    expect(
      rendering(practitioner({ qualification: [{ code: coded('urn:x', FAMILY) }] }))?.taxonomy,
    ).toBeUndefined();
  });
});

describe('the referring provider', () => {
  it('is the participant who referred, and nobody else', () => {
    const both = participants(by('Practitioner/dr', 'ATND'), by('Practitioner/other', 'REF'));
    expect(party('referring', both, other())).toMatchObject({
      reference: 'Practitioner/other',
      npi: NPI.other,
    });
    expect(party('referring', other())).toBeUndefined();
  });
});

describe('the billing provider', () => {
  const billing = (...resources: readonly Resource[]) => party('billing', ...resources);
  const { serviceProvider: _none, ...unsaid } = encounter();
  const clinic = organization({ id: 'clinic', identifier: [{ system: SYSTEM.npi, value: NPI.other }] });

  it('is the service provider, with its EIN and taxonomy', () => {
    const whole = organization({
      identifier: [
        { system: SYSTEM.npi, value: NPI.group },
        { system: 'urn:oid:2.16.840.1.113883.4.4', value: '89-9901004' },
      ],
      type: [taxonomy(FAMILY)],
    });
    expect(billing(whole)).toMatchObject({
      reference: 'Organization/org',
      name: 'Example Group',
      npi: NPI.group,
      ein: '89-9901004',
      taxonomy: FAMILY,
    });
  });

  it('where the encounter names none, is the only organisation with an NPI that is no payer', () => {
    const payer = organization({ id: 'payer', identifier: [{ system: SYSTEM.npi, value: NPI.other }] });
    const paid = coverage({ payor: [{ reference: 'Organization/payer' }] });
    const bare = organization({ id: 'bare', identifier: [] });
    expect(billing(unsaid as Encounter, payer, paid, bare)?.reference).toBe('Organization/org');
  });

  it('is not guessed among two', () => {
    expect(billing(unsaid as Encounter, clinic)).toBeUndefined();
  });

  it('that is named and cannot be read is not replaced by another', () => {
    expect(billing(encounter({ serviceProvider: { reference: 'Organization/absent' } }))).toBeUndefined();
  });
});

describe('a payer', () => {
  const fact = (over: Partial<Coverage>, ...more: readonly Resource[]): CoverageFact | undefined =>
    facts(coverage(over), ...more).coverages[0];
  const SOPT = 'https://nahdo.org/sopt';

  it.each([
    [{ type: coded(SOPT, '1') }, 'medicare'],
    [{ type: coded(SOPT, '119') }, 'medicare'],
    [{ type: coded('urn:oid:2.16.840.1.113883.3.221.5', '2') }, 'medicaid'],
    [{ type: coded(SOPT, '81') }, 'self-pay'],
    [{ type: text('Medicare Part B') }, 'medicare'],
    [{ payor: [{ display: 'Summit Medicare Advantage HMO' }] }, 'medicare'],
    [{ payor: [{ display: 'State Medicaid' }] }, 'medicaid'],
    [{ payor: [{ display: 'Example Mutual' }] }, 'commercial'],
    [{ type: coded('http://terminology.hl7.org/CodeSystem/coverage-selfpay', 'pay') }, 'self-pay'],
    [{ payor: [{ display: 'Self-pay' }] }, 'self-pay'],
    [{ payor: [{ reference: 'Patient/p', display: 'Ada Example' }] }, 'self-pay'],
    [{ payor: [{ reference: 'Organization/none' }] }, 'unknown'],
    [{ payor: [] }, 'unknown'],
    [{ type: coded('urn:x', '1'), payor: [{ display: 'Example Mutual' }] }, 'commercial'],
  ])('%j is %s', (over, kind) => expect(fact(over, patient())?.payerKind).toBe(kind));

  it('is read from the organisation, whatever the display says', () => {
    const identifier = [{ system: 'urn:payer', value: 'EXMCR' }];
    const medicare = organization({ id: 'payer', name: 'Medicare Part B', identifier });
    const payor = [{ reference: 'Organization/payer', display: 'Commercial' }];
    expect(fact({ payor, subscriberId: '1EG4' }, medicare)).toMatchObject({
      payerKind: 'medicare',
      payerName: 'Medicare Part B',
      payerId: 'EXMCR',
      payerReference: 'Organization/payer',
      memberId: '1EG4',
    });
  });

  it.each([
    ['active, undated', {}, true],
    ['cancelled', { status: 'cancelled' as const }, false],
    ['entered in error', { status: 'entered-in-error' as const }, false],
    ['ended the day before', { period: { end: '2026-03-09' } }, false],
    ['ending that day', { period: { end: '2026-03-10' } }, true],
    ['beginning that day', { period: { start: '2026-03-10' } }, true],
    ['beginning the day after', { period: { start: '2026-03-11' } }, false],
    ['ended in an earlier year', { period: { end: '2025' } }, false],
    ['ending this year', { period: { end: '2026' } }, true],
    ['ended last month', { period: { end: '2026-02' } }, false],
    ['beginning next month', { period: { start: '2026-04' } }, false],
    ['with a period that is none', { period: { start: 'soon', end: 'later' } }, true],
  ])('%s', (_name, over, active) => expect(fact(over)?.active).toBe(active));

  it('knows the member by subscriber id, else by identifier', () => {
    expect(fact({ identifier: [{ value: 'M1' }] })?.memberId).toBe('M1');
    expect(fact({ relationship: coded('urn:x', 'child') })?.relationship).toBe('child');
  });
});
