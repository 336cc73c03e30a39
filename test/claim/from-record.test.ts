/** From the chart to the claim and its 837: payers and what they answered, providers, numbers, accidents, NUBC codes. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import {
  authorClaim,
  authorInstitutional,
  type ClaimDraft,
  claimBytes,
  replaceClaim,
  voidClaim,
} from '../../src/claim/index.ts';
import type { Bundle, Claim, Resource } from '../../src/fhir/index.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { checkedClaims, claimBundle, claimsOf, dossierOf, write837 } from '../../src/x12/index.ts';
import { dx, input, service } from './support.ts';

const npi = (value: string) => [{ system: 'http://hl7.org/fhir/sid/us-npi', value }];
const address = [{ line: ['1 Main St'], city: 'Lubbock', state: 'TX', postalCode: '794131234' }];
const ENCOUNTER = { reference: 'Encounter/e1' };
const practitioner = (id: string, number: string) => ({
  resourceType: 'Practitioner',
  id,
  name: [{ family: id.toUpperCase(), given: ['Ann'] }],
  identifier: npi(number),
});

const encounter = (change: object = {}) => ({
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/p1' },
  participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/doctor' } }],
  period: { start: '2026-02-10T09:00:00-06:00', end: '2026-02-10T09:30:00-06:00' },
  serviceProvider: { reference: 'Organization/clinic' },
  ...change,
});

const payer = (id: string) => ({
  resourceType: 'Organization',
  id,
  name: `${id} plan`,
  identifier: [{ value: `P${id}` }],
});
const coverage = (id: string, order: number | undefined, change: object = {}) => ({
  resourceType: 'Coverage',
  id,
  status: 'active',
  ...(order === undefined ? {} : { order }),
  beneficiary: { reference: 'Patient/p1' },
  subscriber: { reference: 'Patient/p1' },
  subscriberId: `M${id}`,
  relationship: { coding: [{ code: 'self' }] },
  payor: [{ reference: `Organization/${id}` }],
  ...change,
});

const BASE = [
  {
    resourceType: 'Patient',
    id: 'p1',
    name: [{ family: 'Roe', given: ['Jo'] }],
    birthDate: '1970-01-01',
    gender: 'female',
    address,
  },
  {
    resourceType: 'Organization',
    id: 'clinic',
    name: 'Clinic',
    address,
    identifier: [...npi('1234567893'), { system: 'urn:oid:2.16.840.1.113883.4.4', value: '12-3456789' }],
  },
  practitioner('doctor', '1000000012'),
  payer('one'),
  payer('two'),
];

const recorded = (own: object, ...more: readonly object[]) => {
  const entry = [own, ...BASE, ...more].map((resource) => ({ resource })) as unknown as Bundle['entry'];
  return chartFromBundle(
    { resourceType: 'Bundle', type: 'collection', entry: entry ?? [] },
    'file',
    'Encounter/e1',
  );
};

function authored(own: object, more: readonly object[], change: object = {}) {
  const chart = recorded(own, ...more);
  const facts = factsOf(chart);
  const draft = authorClaim(input({ facts, chartSource: 'file', ...change }));
  return { chart, facts, draft, text: textOf(draft, chart.resources) };
}

const textOf = (draft: ClaimDraft, beside: readonly Resource[]): string => textOfClaim(draft.claim, beside);

function textOfClaim(claim: Claim, beside: readonly Resource[]): string {
  const kind = claim.type.coding?.[0]?.code === 'institutional' ? 'institutional' : 'professional';
  return [
    ...write837([dossierOf(claim, beside)], {
      kind,
      sender: { qualifier: 'ZZ', id: 'S1' },
      receiver: { qualifier: 'ZZ', id: 'R1' },
      applicationSender: 'S1',
      applicationReceiver: 'R1',
      at: '2026-03-04T09:30:00Z',
      interchangeControlNumber: 1,
      groupControlNumber: 1,
      usage: 'T',
      submitter: {
        name: 'Desk',
        id: 'S1',
        contact: { name: { text: 'Desk' }, telecom: [{ system: 'phone', value: '5555550100' }] },
      },
      receiverName: 'R',
      receiverId: 'R1',
      batch: '1',
    }),
  ].join('');
}

const faults = (text: string): readonly string[] =>
  checkedClaims(text).flatMap((e) =>
    (e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : []).map(
      (f) => `${f.loop} ${f.message}`,
    ),
  );
const readBack = (text: string): { claim: Claim; bundle: Bundle } => {
  const bundle = claimsOf(text).flatMap((e) => (e.kind === 'claim' ? [claimBundle(e.claim)] : []))[0];
  if (!bundle) throw new Error('no claim');
  return { bundle, claim: bundle.entry?.[0]?.resource as Claim };
};
const edits = (draft: ClaimDraft) => draft.problems.map((p) => p.edit);

describe('payers', () => {
  it('stand in the record’s own order, Medicaid after every other', () => {
    const all = [coverage('two', 2), coverage('one', 1)];
    const ids = (more: readonly object[]) =>
      authored(encounter(), more).draft.claim.insurance.map((i) => i.coverage.reference);
    expect(ids(all)).toEqual(['Coverage/one', 'Coverage/two']);
    const medicaid = coverage('one', 1, {
      type: { coding: [{ system: 'https://nahdo.org/sopt', code: '2' }] },
    });
    expect(ids([medicaid, coverage('two', 2)])).toEqual(['Coverage/two', 'Coverage/one']);
    expect(ids([coverage('two', undefined), coverage('one', 1)])).toEqual(['Coverage/one', 'Coverage/two']);
  });

  it('leave out who pays for themselves where there is another', () => {
    const self = coverage('self', 1, { payor: [{ reference: 'Patient/p1' }] });
    const { claim } = authored(encounter(), [self, coverage('one', 2)]).draft;
    expect(claim.insurance.map((i) => i.coverage.reference)).toEqual(['Coverage/one']);
  });

  it.each([
    ['Medicare', {}, 'MB'],
    ['Great Medicare Advantage', {}, 'CI'],
    ['Texas Medicaid', {}, 'MC'],
    [
      'Any plan',
      { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'WCBPOL' }] } },
      'WC',
    ],
    ['Any plan', {}, 'CI'],
  ])('%s is filed as it is', (name, change, indicator) => {
    const named = { ...payer('three'), name };
    const { text } = authored(encounter(), [named, coverage('three', 1, change)]);
    expect(text).toMatch(new RegExp(`SBR\\*P\\*18(?:\\*[^*~]*){6}\\*${indicator}~`));
  });

  it('name a dependent and the subscriber', () => {
    const parent = {
      resourceType: 'RelatedPerson',
      id: 'mother',
      patient: { reference: 'Patient/p1' },
      name: [{ family: 'Roe', given: ['Ada'] }],
    };
    const child = coverage('one', 1, {
      subscriber: { reference: 'RelatedPerson/mother' },
      relationship: { coding: [{ code: 'child' }] },
    });
    const { text } = authored(encounter(), [parent, child]);
    expect(text).toContain('NM1*IL*1*ROE*ADA****MI*MONE~');
    expect(text).toMatch(/HL\*3\*2\*23\*0~PAT\*19~NM1\*QC\*1\*ROE\*JO~/);
    expect(faults(text)).toEqual([]);
  });
});

const money = (value: number) => ({ value, currency: 'USD' });
const adjusted = (group: string, reason: string, value: number) => ({
  category: { coding: [{ code: 'adjustmentreason' }] },
  reason: {
    coding: [
      { system: 'https://codesystem.x12.org/005010/1033', code: group },
      { system: 'https://x12.org/codes/claim-adjustment-reason-codes', code: reason },
    ],
  },
  amount: money(value),
});
const benefit = (value: number) => ({ category: { coding: [{ code: 'benefit' }] }, amount: money(value) });
const HEAD = {
  status: 'active',
  use: 'claim',
  outcome: 'complete',
  type: { coding: [{ code: 'professional' }] },
  patient: { reference: 'Patient/p1' },
  created: '2026-02-20',
  insurer: { reference: 'Organization/one' },
};
const line = (sequence: number, code: string) => ({
  sequence,
  productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] },
  encounter: [ENCOUNTER],
});
const earlier = {
  resourceType: 'Claim',
  id: 'c0',
  status: 'active',
  use: 'claim',
  type: HEAD.type,
  patient: HEAD.patient,
  created: '2026-02-11',
  provider: {},
  priority: {},
  insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/one' } }],
  item: [line(1, '99214')],
};
const response = (change: object = {}) => ({
  resourceType: 'ClaimResponse',
  id: 'r0',
  ...HEAD,
  request: { reference: 'Claim/c0' },
  item: [{ itemSequence: 1, adjudication: [adjusted('CO', '45', 2), adjusted('PR', '2', 2.01), benefit(6)] }],
  payment: { type: {}, amount: money(6), date: '2026-02-19' },
  processNote: [{ number: 1, text: 'MA18' }],
  ...change,
});

describe('a claim to the second payer', () => {
  const both = [coverage('one', 1), coverage('two', 2)];

  it('carries what the first one answered, is another claim than the first, and comes back as it went', () => {
    const { draft, text, chart } = authored(encounter(), [...both, earlier, response()]);
    const { claim } = draft;
    expect(claim.insurance).toEqual([
      {
        coverage: { reference: 'Coverage/one' },
        claimResponse: { reference: 'ClaimResponse/r0' },
        focal: false,
        sequence: 1,
      },
      { coverage: { reference: 'Coverage/two' }, focal: true, sequence: 2 },
    ]);
    expect(claim.insurer?.reference).toBe('Organization/two');
    expect(text).toMatch(/SBR\*S\*18\*.*SBR\*P\*18\*[^~]*~AMT\*D\*6~OI\*\*\*Y\*\*\*Y~MOA\*\*\*MA18~/);
    expect(text).toContain(
      'SVD*PONE*6*HC:99214**1~CAS*CO*45*2~CAS*PR*2*2.01~DTP*573*D8*20260219~AMT*EAF*2.01~',
    );
    expect(faults(text)).toEqual([]);
    const first = authored(encounter(), both).draft.claim.identifier?.[0]?.value;
    expect(claim.identifier?.[0]?.value).not.toBe(first);
    const again = readBack(text);
    expect(again.claim.insurance.map((i) => [i.sequence, i.focal, i.claimResponse !== undefined])).toEqual([
      [1, false, true],
      [2, true, false],
    ]);
    expect(
      textOfClaim(
        again.claim,
        chart.resources.concat((again.bundle.entry ?? []).flatMap((e) => e.resource ?? [])),
      ),
    ).not.toBe('');
    const answer = again.bundle.entry?.find((e) => e.resource?.resourceType === 'ClaimResponse')?.resource;
    expect(answer).toMatchObject({
      payment: { amount: money(6), date: '2026-02-19' },
      processNote: [{ text: 'MA18' }],
    });
    expect(JSON.stringify(again.claim.extension ?? [])).not.toContain('SVD');
  });

  it('takes a statement of benefits, by the code of the line and not its number', () => {
    const eob = {
      resourceType: 'ExplanationOfBenefit',
      id: 'b0',
      ...HEAD,
      provider: {},
      insurance: [{ focal: true, coverage: { reference: 'Coverage/one' } }],
      item: [{ ...line(7, '99214'), adjudication: [adjusted('CO', '45', 10.01), benefit(0)] }],
      payment: { amount: money(0), date: '2026-02-19' },
    };
    const { draft, text } = authored(encounter(), [...both, eob]);
    expect(draft.claim.insurance[0]?.claimResponse).toEqual({ reference: '#answer-1' });
    expect(draft.claim.contained?.[0]).toMatchObject({
      resourceType: 'ClaimResponse',
      item: [{ itemSequence: 1 }],
    });
    expect(text).toContain('SVD*PONE*0*HC:99214**1~CAS*CO*45*10.01~');
    expect(faults(text)).toEqual([]);
  });

  it.each([
    ['an answer that does not add up', response({ item: [{ itemSequence: 1, adjudication: [benefit(6)] }] })],
    ['lines of another claim', response({ item: [{ itemSequence: 2, adjudication: [benefit(10.01)] }] })],
    ['an answer to fewer lines', undefined],
  ])('is held up by %s', (_, answer) => {
    const more = [...both, earlier, answer ?? response()];
    const services = answer ? [service('99214')] : [service('99214'), service('36415')];
    const { draft } = authored(encounter(), more, { services });
    expect(edits(draft)).toContain('claim-answer-unfit');
    expect(draft.claim.insurance[0]?.claimResponse).toBeUndefined();
  });

  it.each([
    ['queued', response({ outcome: 'queued' })],
    ['cancelled', response({ status: 'cancelled' })],
    ['of a claim of another encounter', response({ request: { reference: 'Claim/elsewhere' } })],
    ['to a request for authorisation', response({ use: 'preauthorization' })],
  ])('waits while the answer is %s', (_, answer) => {
    const { claim } = authored(encounter(), [...both, earlier, answer]).draft;
    expect(claim.insurance.map((i) => i.focal)).toEqual([true, false]);
  });
});

describe('providers', () => {
  const others = [practitioner('refers', '1000000020'), practitioner('guides', '1000000038')];
  const participant = (person: string, type: object) => ({
    type: [type],
    individual: { reference: `Practitioner/${person}` },
  });
  const roles = (claim: Claim) =>
    claim.careTeam?.map((m) => [m.role?.coding?.[0]?.code, m.provider.reference]);

  it('are told by the encounter: who refers and who supervises', () => {
    const own = encounter({
      participant: [
        participant('guides', { text: 'Supervising physician' }),
        participant('doctor', { coding: [{ code: 'ATND' }] }),
        participant('refers', { coding: [{ code: 'REF' }] }),
      ],
    });
    const { draft, text } = authored(own, [...others, coverage('one', 1)]);
    expect(roles(draft.claim)).toEqual([
      ['rendering', 'Practitioner/doctor'],
      ['referring', 'Practitioner/refers'],
      ['supervising', 'Practitioner/guides'],
    ]);
    expect(text).toContain('NM1*DN*1*REFERS*ANN****XX*1000000020~');
    expect(faults(text)).toEqual([]);
  });

  it('are told by the order the encounter was made on', () => {
    const order = {
      resourceType: 'ServiceRequest',
      id: 'o1',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      requester: { reference: 'PractitionerRole/role' },
    };
    const role = {
      resourceType: 'PractitionerRole',
      id: 'role',
      practitioner: { reference: 'Practitioner/refers' },
    };
    const own = encounter({ basedOn: [{ reference: 'ServiceRequest/o1' }] });
    const { claim } = authored(own, [...others, order, role, coverage('one', 1)]).draft;
    expect(roles(claim)).toContainEqual(['referring', 'Practitioner/refers']);
  });

  it('stand at the line they ordered, where another renders it', () => {
    const order = (by: string) => ({
      resourceType: 'ServiceRequest',
      id: 'o2',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      encounter: ENCOUNTER,
      code: { text: 'CBC' },
      requester: { reference: `Practitioner/${by}` },
    });
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd1',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      encounter: ENCOUNTER,
      code: { text: 'CBC' },
      basedOn: [{ reference: 'ServiceRequest/o2' }],
    };
    const services = [
      service('99214', { evidence: [{ reference: 'DiagnosticReport/d1', path: '', words: '' }] }),
      service('85025', { evidence: [{ reference: 'DiagnosticReport/d1', path: '', words: '' }] }),
    ];
    const made = authored(encounter(), [...others, order('refers'), report, coverage('one', 1)], {
      services,
    });
    expect(made.draft.claim.item?.map((i) => i.careTeamSequence)).toEqual([[1], [1, 2]]);
    expect(made.text).toMatch(/SV1\*HC:85025.*NM1\*DK\*1\*REFERS\*ANN\*{4}XX\*1000000020~/);
    expect(made.text.match(/NM1\*DK/g)).toHaveLength(1);
    expect(faults(made.text)).toEqual([]);
    const own = authored(encounter(), [order('doctor'), report, coverage('one', 1)], { services });
    expect(roles(own.draft.claim)).toEqual([['rendering', 'Practitioner/doctor']]);
  });
});

describe('numbers of the payer', () => {
  const preauthorised = (id: string, number: string) => ({
    ...response({ use: 'preauthorization', preAuthRef: number, request: undefined, item: undefined }),
    id,
  });
  const order = (change: object) => ({
    resourceType: 'ServiceRequest',
    id: 'o1',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    encounter: ENCOUNTER,
    ...change,
  });

  it('are taken from what an order names, and from its identifiers', () => {
    const named = order({
      insurance: [{ reference: 'ClaimResponse/a1' }],
      identifier: [{ type: { text: 'Referral number' }, value: 'REF77' }],
    });
    const { draft, text } = authored(encounter(), [coverage('one', 1), preauthorised('a1', 'PA123'), named]);
    expect(draft.claim.insurance[0]?.preAuthRef).toEqual(['PA123']);
    expect(text).toContain('REF*9F*REF77~');
    expect(text).toContain('REF*G1*PA123~');
    expect(faults(text)).toEqual([]);
    const { claim } = readBack(text);
    expect(claim.insurance[0]?.preAuthRef).toEqual(['PA123']);
    expect(claim.supportingInfo).toEqual(draft.claim.supportingInfo);
  });

  it('are not taken from an authorisation that nothing ties to the encounter, or that has run out', () => {
    expect(authored(encounter(), [coverage('one', 1), preauthorised('a1', 'PA123')]).text).not.toContain(
      'REF*G1',
    );
    const old = { ...preauthorised('a1', 'PA123'), preAuthPeriod: { end: '2026-02-09' } };
    const named = order({ insurance: [{ reference: 'ClaimResponse/a1' }] });
    expect(authored(encounter(), [coverage('one', 1), old, named]).text).not.toContain('REF*G1');
    const last = { ...old, preAuthPeriod: { end: '2026-02-10' } };
    expect(authored(encounter(), [coverage('one', 1), last, named]).text).toContain('REF*G1*PA123~');
  });

  it('of several none is chosen', () => {
    const named = order({
      insurance: [{ reference: 'ClaimResponse/a1' }, { reference: 'ClaimResponse/a2' }],
    });
    const { draft } = authored(encounter(), [
      coverage('one', 1),
      preauthorised('a1', 'PA1'),
      preauthorised('a2', 'PA2'),
      named,
    ]);
    expect(edits(draft)).toContain('claim-authorization-several');
    expect(draft.claim.insurance[0]?.preAuthRef).toBeUndefined();
  });
});

describe('an accident', () => {
  const injury = (onset: string | undefined) => ({
    resourceType: 'Condition',
    id: 'a',
    subject: { reference: 'Patient/p1' },
    encounter: ENCOUNTER,
    code: { text: 'wrist fracture' },
    ...(onset ? { onsetDateTime: onset } : {}),
  });
  const due = (code: string, onset: string | undefined, ...more: readonly object[]) =>
    authored(encounter(), [coverage('one', 1), injury(onset), ...more], {
      diagnoses: [dx('S52.501A', 'Condition/a'), dx(code, 'Condition/a')],
    });
  const told = (accident: object) => ({ ...earlier, accident });

  it('is told by its external cause and the day it happened', () => {
    const { draft, text } = due('W01.0XXA', '2026-02-09');
    expect(draft.claim.accident).toEqual({
      date: '2026-02-09',
      type: { coding: [{ code: 'OA', system: 'https://codesystem.x12.org/005010/1362' }] },
    });
    expect(text).toMatch(/CLM\*[^~]*\*OA~DTP\*439\*D8\*20260209~/);
    expect(faults(text)).toEqual([]);
    expect(readBack(text).claim.accident).toEqual(draft.claim.accident);
  });

  it.each([
    ['W01.0XXS', 'sequelae'],
    ['X78.8XXA', 'intent'],
    ['Y92.009', 'a place'],
    ['V00.131A', 'a skateboard, which is no motor vehicle'],
  ])('is none by %s: %s', (code) => {
    const { draft } = due(code, '2026-02-09');
    expect(draft.claim.accident).toBeUndefined();
    expect(edits(draft)).not.toContain('claim-accident-incomplete');
  });

  it('of a motor vehicle needs its state, which only a recorded claim tells', () => {
    const without = due('V43.52XA', '2026-02-09').draft;
    expect(without.claim.accident).toBeUndefined();
    expect(edits(without)).toContain('claim-accident-incomplete');
    const { draft, text } = due(
      'V43.52XA',
      undefined,
      told({ date: '2026-02-08', locationAddress: { state: 'tx' } }),
    );
    expect(draft.claim.accident).toMatchObject({ date: '2026-02-08', locationAddress: { state: 'TX' } });
    expect(text).toMatch(/\*AA:::TX~DTP\*439\*D8\*20260208~/);
    expect(faults(text)).toEqual([]);
  });

  it('at work is told by the code or by who pays, also without a day', () => {
    expect(due('Y99.0', '2026-02-09').text).toMatch(/\*EM~DTP\*439/);
    const compensation = coverage('one', 1, { type: { coding: [{ code: 'WCBPOL' }] } });
    const { text } = authored(encounter(), [compensation]);
    expect(text).toMatch(/CLM\*[^~]*\*EM~/);
    expect(text).not.toContain('DTP*439');
    expect(faults(text)).toEqual([]);
  });
});

describe('a stay', () => {
  const hospital = {
    resourceType: 'Organization',
    id: 'clinic',
    name: 'Hospital',
    address,
    type: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', code: '282N00000X' }] }],
    identifier: [...npi('1234567893'), { system: 'urn:oid:2.16.840.1.113883.4.4', value: '123456789' }],
  };
  const stay = (change: object = {}) =>
    encounter({
      class: { code: 'IMP' },
      period: { start: '2026-02-10T21:35:00-06:00', end: '2026-02-12T08:05:00-06:00' },
      priority: {
        coding: [{ system: 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit', code: '4' }],
      },
      hospitalization: {
        admitSource: { coding: [{ code: 'born' }] },
        dischargeDisposition: { coding: [{ code: 'home' }] },
      },
      diagnosis: [{ condition: { reference: 'Condition/a' }, use: { coding: [{ code: 'AD' }] } }],
      ...change,
    });
  const condition = {
    resourceType: 'Condition',
    id: 'a',
    subject: { reference: 'Patient/p1' },
    encounter: ENCOUNTER,
    code: { text: 'newborn' },
  };
  const observed = (id: string, change: object) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    subject: { reference: 'Patient/p1' },
    encounter: ENCOUNTER,
    ...change,
  });
  const nubc = (list: string, code: string) => ({
    coding: [{ system: `https://www.nubc.org/CodeSystem/${list}`, code }],
  });

  function made(own: object, ...more: readonly object[]) {
    const entry = [
      own,
      hospital,
      ...BASE.filter((r) => r.id !== 'clinic'),
      condition,
      coverage('one', 1),
      ...more,
    ];
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: entry.map((resource) => ({ resource })),
    } as unknown as Bundle;
    const chart = chartFromBundle(bundle, 'file', 'Encounter/e1');
    const charges = { ...input().charges, accommodation: () => [], revenue: () => '0300' };
    const draft = authorInstitutional(
      input({
        facts: factsOf(chart),
        chartSource: 'file',
        charges,
        diagnoses: [dx('Z38.00', 'Condition/a')],
        services: [service('85025')],
      }),
    );
    return { draft, text: textOf(draft, chart.resources) };
  }

  it('says hours, birth weight and the codes that were recorded', () => {
    const { draft, text } = made(
      stay(),
      observed('w', {
        code: { coding: [{ system: 'http://loinc.org', code: '8339-4' }] },
        valueQuantity: { value: 3.41, unit: 'kg', code: 'kg' },
      }),
      observed('c', { code: nubc('ConditionCodes', 'C1') }),
      observed('o', { code: nubc('OccurrenceCodes', '11'), effectiveDateTime: '2026-02-10' }),
      observed('s', {
        code: nubc('OccurrenceSpanCodes', '74'),
        effectivePeriod: { start: '2026-02-10', end: '2026-02-11' },
      }),
      observed('v', { code: nubc('ValueCodes', '37'), valueQuantity: { value: 2 } }),
    );
    expect(text).toContain('DTP*096*TM*0805~');
    expect(text).toContain('DTP*435*DT*202602102135~');
    expect(text).toContain('CL1*4*5*01~');
    expect(text).toContain(
      'HI*BI:74:RD8:20260210-20260211~HI*BH:11:D8:20260210~HI*BE:37:::2*BE:54:::3410~HI*BG:C1~',
    );
    expect(faults(text)).toEqual([]);
    const kinds = ['condition', 'occurrence', 'occurrencespan', 'value'];
    const coded = (claim: Claim) =>
      claim.supportingInfo
        ?.filter((i) => kinds.includes(i.category.coding?.[0]?.code ?? ''))
        .map(({ sequence: _s, ...info }) => canonicalJson(info))
        .sort();
    expect(coded(readBack(text).claim)).toEqual(coded(draft.claim));
  });

  it('says no weight of a patient who was not born here, none in pounds, and no code without its day', () => {
    const weight = (unit: string) =>
      observed('w', {
        code: { coding: [{ system: 'http://loinc.org', code: '8339-4' }] },
        valueQuantity: { value: 7, unit, code: unit },
      });
    const urgent = stay({ priority: { coding: [{ code: 'UR' }] } });
    expect(made(urgent, weight('kg')).text).not.toContain('BE:54');
    expect(made(stay(), weight('[lb_av]')).text).not.toContain('BE:54');
    expect(made(stay(), observed('o', { code: nubc('OccurrenceCodes', '11') })).text).not.toContain('BH:11');
    expect(
      made(stay(), observed('c', { code: nubc('ConditionCodes', 'C1'), valueBoolean: false })).text,
    ).not.toContain('BG:C1');
  });

  it('names who operated where there was surgery, and nobody where two did', () => {
    const procedure = (id: string, by: string) => ({
      resourceType: 'Procedure',
      id,
      status: 'completed',
      subject: { reference: 'Patient/p1' },
      encounter: ENCOUNTER,
      performedDateTime: '2026-02-11',
      code: { coding: [{ system: 'http://www.cms.gov/Medicare/Coding/ICD10', code: '0VTTXZZ' }] },
      performer: [{ actor: { reference: `Practitioner/${by}` } }],
    });
    const cuts = practitioner('cuts', '1000000020');
    const { text } = made(stay(), cuts, procedure('x', 'cuts'));
    expect(text).toContain('NM1*71*1*DOCTOR*ANN****XX*1000000012~');
    expect(text).toContain('NM1*72*1*CUTS*ANN****XX*1000000020~');
    expect(faults(text)).toEqual([]);
    expect(made(stay(), cuts, procedure('x', 'cuts'), procedure('y', 'doctor')).text).not.toContain('NM1*72');
    expect(made(stay(), cuts).text).not.toContain('NM1*72');
  });
});

describe('a claim that stands for another', () => {
  it('goes out with its frequency and the payer’s number, and comes back so', () => {
    const { draft, chart } = authored(encounter(), [coverage('one', 1)]);
    for (const [make, frequency, word] of [
      [replaceClaim, '7', 'prior'],
      [voidClaim, '8', 'void'],
    ] as const) {
      const text = textOfClaim(make(draft.claim, 'ICN123'), chart.resources);
      expect(text).toMatch(new RegExp(`CLM\\*[^~]*\\*11:B:${frequency}\\*`));
      expect(text).toContain('REF*F8*ICN123~');
      expect(faults(text)).toEqual([]);
      const [related] = readBack(text).claim.related ?? [];
      expect(related?.reference?.value).toBe('ICN123');
      expect(related?.relationship?.coding?.[0]?.code).toBe(word);
    }
  });

  it('is made of the same bytes each time', () => {
    const once = () =>
      claimBytes(
        authored(encounter(), [coverage('two', 2), coverage('one', 1), earlier, response()]).draft.claim,
      );
    expect(once()).toBe(once());
  });
});
