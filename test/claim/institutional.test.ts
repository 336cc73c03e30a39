import { describe, expect, it } from 'vitest';
import type { Facts, Problem } from '../../src/chart/index.ts';
import { authorInstitutional, type ClaimDraft, claimKind, parseChargeTable } from '../../src/claim/index.ts';
import { type Claim, SYSTEM } from '../../src/fhir/index.ts';
import { checkedClaims, dossierOf, write837 } from '../../src/x12/index.ts';
import { day, dx, facts, input, service } from './support.ts';

const concept = (words: string, ...codings: { system: string; code: string }[]) => ({
  codings: codings.map((c) => ({ ...c, display: undefined })),
  words,
});
const sourced = <T>(value: T) => ({ value, evidence: [] });

const problem = (id: string, change: Partial<Problem> = {}): Problem => ({
  id,
  concept: concept('pneumonia'),
  clinical: 'active',
  verification: 'confirmed',
  categories: ['encounter-diagnosis'],
  link: 'encounter-diagnosis',
  rank: undefined,
  uses: [],
  side: undefined,
  severity: undefined,
  stage: undefined,
  course: sourced('unstated'),
  uncertainWords: undefined,
  onset: undefined,
  abated: undefined,
  notes: [],
  addressed: [],
  evidence: [],
  ...change,
});

const charges = parseChargeTable(
  [
    'code,modifier,price,effectiveFrom,effectiveTo,revenue',
    ',,1500.00,2025-01-01,,0120',
    '85025,,30.00,2025-01-01,,',
    '93005,,80.10,2025-01-01,,0731',
    '99284,,500.00,2025-01-01,,',
    'A0425,,10.00,2025-01-01,,',
  ].join('\n'),
);

const hospital = (change: Partial<Facts> = {}, visit: Partial<Facts['visit']> = {}): Facts => ({
  ...facts,
  parties: facts.parties.map((p) => (p.role === 'billing' ? { ...p, taxonomy: '282N00000X' } : p)),
  problems: [problem('Condition/b', { uses: ['AD'] })],
  visit: {
    ...facts.visit,
    setting: sourced('inpatient'),
    date: day('2026-02-10'),
    endDate: day('2026-02-13'),
    ...visit,
  },
  stay: {
    admitted: '2026-02-10T21:35:00-06:00',
    discharged: '2026-02-13T14:20:00-06:00',
    priority: concept('emergency', {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority',
      code: 'EM',
    }),
    admitSource: concept('Emergency room', {
      system: 'http://terminology.hl7.org/CodeSystem/admit-source',
      code: 'emd',
    }),
    dischargeDisposition: concept('Home', {
      system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition',
      code: 'home',
    }),
    evidence: [],
  },
  ...change,
});

const author = (of: Facts, change: Partial<Parameters<typeof authorInstitutional>[0]> = {}): ClaimDraft =>
  authorInstitutional({
    ...input(),
    facts: of,
    charges,
    diagnoses: [dx('A41.9', 'Condition/a'), dx('J18.9', 'Condition/b')],
    services: [service('85025')],
    ...change,
  });

const info = (claim: Claim, category: string) =>
  claim.supportingInfo?.find((i) => i.category.coding?.[0]?.code === category);
const code = (claim: Claim, category: string) => info(claim, category)?.code?.coding?.[0]?.code;
const problems = (draft: ClaimDraft) => draft.problems.map((p) => p.edit);

describe('which kind of claim', () => {
  it.each([
    ['282N00000X', 'institutional'],
    ['314000000X', 'institutional'],
    ['251E00000X', 'institutional'],
    ['273R00000X', 'institutional'],
    ['208M00000X', 'professional'],
    ['261QP2300X', 'professional'],
    ['193200000X', 'professional'],
    [undefined, 'professional'],
  ])('%s bills %s', (taxonomy, kind) => {
    expect(claimKind({ ...facts, parties: facts.parties.map((p) => ({ ...p, taxonomy })) })).toBe(kind);
  });
});

describe('an inpatient claim', () => {
  const draft = author(hospital(), {
    diagnoses: [
      { ...dx('A41.9', 'Condition/a'), onAdmission: { indicator: 'Y', why: 'It made the admission.' } },
      dx('J18.9', 'Condition/b'),
    ],
  });
  const { claim } = draft;

  it('has type of bill, admission, source, status and the attending physician', () => {
    expect([
      code(claim, 'typeofbill'),
      code(claim, 'admtype'),
      code(claim, 'pointoforigin'),
      code(claim, 'discharge-status'),
    ]).toEqual(['0111', '1', '1', '01']);
    expect(info(claim, 'admissionperiod')?.timingPeriod).toEqual({
      start: '2026-02-10T21:35:00-06:00',
      end: '2026-02-13T14:20:00-06:00',
    });
    expect(claim.careTeam?.[0]?.role?.coding?.[0]?.code).toBe('attending');
    expect(claim.billablePeriod).toEqual({ start: '2026-02-10', end: '2026-02-13' });
    expect(problems(draft)).toEqual([]);
  });

  it('bills the room by the midnights, and each service under its revenue code', () => {
    expect(
      claim.item?.map((i) => [
        i.revenue?.coding?.[0]?.code,
        i.productOrService.coding?.[0]?.code,
        i.quantity?.value,
        i.net?.value,
      ]),
    ).toEqual([
      ['0120', 'not-applicable', 3, 4500],
      ['0300', '85025', 1, 30],
    ]);
    expect(claim.total?.value).toBe(4530);
  });

  it('tells what was present on admission where it must be told', () => {
    expect(claim.diagnosis?.map((d) => d.onAdmission?.coding?.[0]?.code)).toEqual([
      'Y',
      undefined,
      undefined,
    ]);
  });

  it('takes the revenue code of the charge row before the usual one', () => {
    const own = author(hospital(), { services: [service('93005')] }).claim;
    expect(own.item?.[1]?.revenue?.coding?.[0]?.code).toBe('0731');
  });

  it('is one day when it begins and ends on one', () => {
    const short = author(hospital({}, { endDate: day('2026-02-10') })).claim;
    expect(short.item?.[0]?.quantity?.value).toBe(1);
  });

  it('is written to an 837I that passes SNIP 1 to 4 but for what its parties lack', () => {
    const submission = {
      kind: 'institutional' as const,
      sender: { qualifier: 'ZZ', id: 'S' },
      receiver: { qualifier: 'ZZ', id: 'R' },
      applicationSender: 'S1',
      applicationReceiver: 'R1',
      at: '2026-03-04T09:30:00Z',
      interchangeControlNumber: 1,
      groupControlNumber: 1,
      usage: 'T' as const,
      submitter: {
        name: 'Hospital',
        id: 'H1',
        contact: { name: { text: 'Desk' }, telecom: [{ system: 'phone' as const, value: '5555550100' }] },
      },
      receiverName: 'Payer',
      receiverId: 'P1',
      batch: '1',
    };
    const text = [...write837([dossierOf(claim, [])], submission)].join('');
    expect(text).toContain('CLM*');
    expect(text).toMatch(/\*\*\*11:A:1\*/);
    expect(text).toContain('CL1*1*1*01~');
    expect(text).toContain('DTP*435*DT*202602102135~');
    expect(text).toContain('DTP*434*RD8*20260210-20260213~');
    expect(text).toContain('HI*ABK:A419:::::::Y~HI*ABJ:J189~HI*ABF:J189~');
    expect(text).toContain('SV2*0120**4500*DA*3~');
    expect(text).toContain('SV2*0300*HC:85025*30*UN*1~');
    const levels = checkedClaims(text).flatMap((e) =>
      e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : [],
    );
    expect(levels.filter((f) => f.loop === '2300' || f.loop === '2400').map((f) => f.id)).toEqual([]);
  });
});

describe('an outpatient claim', () => {
  it('tells the drug behind a line by its NDC', () => {
    const drug = { code: '00409475901', quantity: { value: 1, unit: 'ML' as const } };
    const draft = author(outpatient, { services: [{ ...service('99284'), ndc: drug }, service('99284')] });
    expect(draft.claim.item?.map((i) => i.detail?.[0]?.productOrService.coding?.[0]?.code)).toEqual([
      '00409475901',
      undefined,
    ]);
    expect(draft.claim.item?.[0]?.detail?.[0]?.quantity).toEqual({ value: 1, unit: 'ML' });
  });

  const outpatient = hospital(
    {},
    { setting: sourced('emergency'), date: day('2026-02-10'), endDate: day('2026-02-10') },
  );

  it('has type of bill 0131, no room, and needs no admission', () => {
    const draft = author(outpatient, { services: [service('99284')] });
    expect(code(draft.claim, 'typeofbill')).toBe('0131');
    expect(draft.claim.item?.map((i) => i.revenue?.coding?.[0]?.code)).toEqual(['0450']);
    expect(info(draft.claim, 'admissionperiod')).toBeUndefined();
    expect(draft.claim.diagnosis?.every((d) => d.onAdmission === undefined)).toBe(true);
    expect(problems(draft)).toEqual([]);
  });

  it('tells what the patient came for: the code decided for a reason, or the one it bears; never an external cause', () => {
    const bearing = (id: string, icd: string) =>
      problem(id, { isReason: true, concept: concept('r', { system: SYSTEM.icd10cm, code: icd }) });
    const reasons = [
      problem('Condition/a', { isReason: true }),
      bearing('Condition/x', 'R07.9'),
      bearing('Condition/y', 'W26.0XXA'),
      problem('Condition/z', { isReason: true }),
    ];
    const types = (of: Facts) =>
      author(of, { services: [service('99284')] })
        .claim.diagnosis?.filter((d) => d.type?.[0]?.coding?.[0]?.code === 'patientreasonforvisit')
        .map((d) => d.diagnosisCodeableConcept?.coding?.[0]?.code);
    expect(types({ ...outpatient, problems: reasons })).toEqual(['A41.9', 'R07.9']);
    const office = { ...outpatient.visit, setting: sourced('office' as const) };
    expect(types({ ...outpatient, problems: reasons, visit: office })).toEqual([]);
  });
});

describe('the admitting diagnosis', () => {
  const admitting = (of: readonly Problem[]) => {
    const draft = author(hospital({ problems: of }));
    const found = draft.claim.diagnosis?.find((d) => d.type?.[0]?.coding?.[0]?.code === 'admitting');
    return [found?.diagnosisCodeableConcept?.coding?.[0]?.code, ...problems(draft)];
  };

  it('is the one of use AD, whatever else was a reason', () => {
    const reason = problem('Condition/a', { isReason: true });
    expect(admitting([reason, problem('Condition/b', { uses: ['AD'] })])).toEqual(['J18.9']);
  });

  it('is the only reason of the encounter where none is of use AD', () => {
    expect(admitting([problem('Condition/a', { isReason: true }), problem('Condition/b')])).toEqual([
      'A41.9',
    ]);
  });

  it('is asked for where nothing tells it', () => {
    const reasons = [problem('Condition/a', { isReason: true }), problem('Condition/b', { isReason: true })];
    expect(admitting(reasons)).toEqual([undefined, 'claim-admitting-diagnosis-missing']);
    expect(admitting([])).toEqual([undefined, 'claim-admitting-diagnosis-missing']);
  });
});

describe('what is missing is said, never guessed', () => {
  const stay = hospital().stay;
  const without = (change: Partial<NonNullable<Facts['stay']>>) =>
    problems(author(hospital({ ...(stay ? { stay: { ...stay, ...change } } : {}) })));

  it.each<[string, Partial<NonNullable<Facts['stay']>>, string]>([
    ['how urgent', { priority: undefined }, 'claim-admission-type-missing'],
    ['from where', { admitSource: undefined }, 'claim-point-of-origin-missing'],
    ['to where', { dischargeDisposition: undefined }, 'claim-discharge-status-missing'],
    [
      'which long-term care',
      { dischargeDisposition: concept('Long-term care', { system: 'x', code: 'long' }) },
      'claim-discharge-status-missing',
    ],
    [
      'which hospice',
      { dischargeDisposition: concept('x', { system: 'x', code: 'hosp' }) },
      'claim-discharge-status-missing',
    ],
    [
      'no name of an object',
      { admitSource: concept('x', { system: 'x', code: 'constructor' }) },
      'claim-point-of-origin-missing',
    ],
  ])('%s', (_, change, id) => {
    expect(without(change)).toEqual([id]);
  });

  it('home with home health is 06, hospice at home 50', () => {
    const status = (words: string) =>
      code(
        author(
          hospital({
            ...(stay
              ? { stay: { ...stay, dischargeDisposition: concept(words, { system: 'x', code: 'home' }) } }
              : {}),
          }),
        ).claim,
        'discharge-status',
      );
    expect([
      status('Home health'),
      status('Home hospice'),
      status('Hospice facility'),
      status('Home'),
    ]).toEqual(['06', '50', '51', '01']);
  });

  it('a charge or a revenue code', () => {
    expect(problems(author(hospital(), { services: [service('A0425', { system: SYSTEM.hcpcs })] }))).toEqual([
      'claim-revenue-missing',
    ]);
    expect(problems(author(hospital(), { services: [service('70450')] }))).toEqual(['claim-charge-missing']);
  });

  it('which procedure was the principal one', () => {
    const pcs = (id: string, code_: string, date: string | undefined, reasons: string[] = []) => ({
      id,
      kind: 'procedure' as const,
      status: 'completed',
      concept: concept('p', { system: SYSTEM.icd10pcs, code: code_ }),
      recordedModifiers: [],
      date: date === undefined ? undefined : day(date),
      quantity: undefined,
      performer: undefined,
      bodySite: [],
      side: undefined,
      reasons,
      origin: 'this' as const,
      action: undefined,
      notes: [],
      evidence: [],
    });
    const two = author(
      hospital({
        services: [pcs('Procedure/1', '0DTJ4ZZ', '2026-02-12'), pcs('Procedure/2', '02HV33Z', '2026-02-11')],
      }),
    );
    expect(two.claim.procedure?.map((p) => p.procedureCodeableConcept?.coding?.[0]?.code)).toEqual([
      '02HV33Z',
      '0DTJ4ZZ',
    ]);
    expect(problems(two)).toEqual(['claim-principal-procedure-unsure']);
    const undated = author(hospital({ services: [pcs('Procedure/1', '0DTJ4ZZ', undefined)] }));
    expect(problems(undated)).toEqual(['claim-procedure-date-missing']);
  });
});
