/** Coordination of benefits: the answer of a payer who paid before goes with the claim to the next, and balances. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Claim, Resource } from '../../src/fhir/index.ts';
import { checkedClaims, dossierOf, write837 } from '../../src/x12/index.ts';

const base = JSON.parse(
  readFileSync(
    new URL('../../profiles/examples/pass/professional-claim-office-visit.json', import.meta.url),
    'utf8',
  ),
) as Claim;

const coverage = (id: string, order: number, payer: string) => ({
  resourceType: 'Coverage',
  id,
  status: 'active',
  order,
  subscriber: { reference: 'Patient/example' },
  subscriberId: `M${order}`,
  beneficiary: { reference: 'Patient/example' },
  relationship: { coding: [{ code: 'self' }] },
  payor: [{ reference: `Organization/${payer}` }],
});
const address = [{ line: ['1 Main St'], city: 'Lubbock', state: 'TX', postalCode: '79413' }];
const adjusted = (group: string, reason: string, value: number) => ({
  category: { coding: [{ code: 'adjustmentreason' }] },
  reason: {
    coding: [
      { system: 'https://codesystem.x12.org/005010/1033', code: group },
      { system: 'https://x12.org/codes/claim-adjustment-reason-codes', code: reason },
    ],
  },
  amount: { value, currency: 'USD' },
});
const benefit = (value: number) => ({
  category: { coding: [{ code: 'benefit' }] },
  amount: { value, currency: 'USD' },
});

/** 248.97 charged: 150 and 20 paid, the rest written off or the patient's. */
const response = (change: object = {}) => ({
  resourceType: 'ClaimResponse',
  id: 'first',
  created: '2026-03-01',
  item: [
    { itemSequence: 1, adjudication: [adjusted('CO', '45', 19), adjusted('PR', '1', 20), benefit(150)] },
    { itemSequence: 2, adjudication: [adjusted('CO', '45', 39.97), benefit(20)] },
  ],
  payment: { amount: { value: 170, currency: 'USD' }, date: '2026-02-27' },
  ...change,
});

const claim = {
  ...base,
  insurance: [
    {
      sequence: 1,
      focal: false,
      coverage: { reference: 'Coverage/a' },
      claimResponse: { reference: 'ClaimResponse/first' },
    },
    { sequence: 2, focal: true, coverage: { reference: 'Coverage/b' } },
  ],
} as Claim;

function written(answer: object): string {
  const beside = [
    {
      resourceType: 'Patient',
      id: 'example',
      name: [{ family: 'A', given: ['B'] }],
      birthDate: '1970-01-01',
      gender: 'male',
      address,
    },
    {
      resourceType: 'Organization',
      id: 'example',
      name: 'Clinic',
      address,
      identifier: [{ system: 'urn:oid:2.16.840.1.113883.4.4', value: '12-3456789' }],
    },
    { resourceType: 'Practitioner', id: 'example', name: [{ family: 'C' }] },
    { resourceType: 'Organization', id: 'one', name: 'First', identifier: [{ value: 'P1' }] },
    { resourceType: 'Organization', id: 'two', name: 'Second', identifier: [{ value: 'P2' }] },
    coverage('a', 1, 'one'),
    coverage('b', 2, 'two'),
    answer,
  ] as unknown as Resource[];
  return [
    ...write837([dossierOf(claim, beside)], {
      kind: 'professional',
      sender: { qualifier: 'ZZ', id: 'S' },
      receiver: { qualifier: 'ZZ', id: 'R' },
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
    (e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : []).map((f) => f.id),
  );

describe('a claim to the second payer', () => {
  it('says what the first one paid and adjusted, of the claim and of its lines, and balances', () => {
    const text = written(response());
    expect(text).toMatch(/SBR\*S\*18\*/);
    expect(text).toMatch(/SBR\*P\*18\*[^~]*~AMT\*D\*170~OI/);
    expect(text).toContain('SVD*P1*150*HC:99214**1~CAS*CO*45*19~CAS*PR*1*20~DTP*573*D8*20260227~');
    expect(text).toContain('SVD*P1*20*HC:83036**3~CAS*CO*45*39.97~DTP*573*D8*20260227~');
    expect(faults(text)).toEqual([]);
  });

  it('is found out of balance when the answer is', () => {
    expect(faults(written(response({ payment: { amount: { value: 171 } } })))).toEqual(['payer-balance']);
  });

  it('gives a denial of the whole claim as one adjustment, and no line', () => {
    const text = written(
      response({
        item: [],
        adjudication: [adjusted('CO', '29', 248.97)],
        payment: undefined,
        total: [benefit(0)],
      }),
    );
    expect(text).toContain('CAS*CO*29*248.97~AMT*D*0~');
    expect(text).not.toContain('SVD*');
    expect(faults(text)).toEqual([]);
  });

  it('puts a seventh reason of a group into a segment of its own', () => {
    const many = Array.from({ length: 7 }, (_, i) => adjusted('CO', String(90 + i), 1));
    const text = written(response({ item: [{ itemSequence: 1, adjudication: [...many, benefit(182)] }] }));
    expect(text.match(/CAS\*CO/g)).toHaveLength(2);
  });

  it('says nothing of a payer that has not answered', () => {
    expect(written({ resourceType: 'Basic', id: 'x' })).not.toMatch(/AMT\*D|CAS\*|SVD\*/);
  });
});
