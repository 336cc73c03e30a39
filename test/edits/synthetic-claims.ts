/** Made-up claims, clean and with one injected fault each: the same for the same seed. One kind of fault for every edit. */
import type { Problem } from '../../src/chart/index.ts';
import type { EditLine, EditPolicy, EditSubject } from '../../src/edits/index.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import { addDays, addYears, type ServiceDate } from '../../src/kernel/index.ts';
import type { Terminology } from '../../src/terminology/index.ts';
import { day } from '../support/fake-terminology.ts';
import { BAD_NPI, bill, facts, GOOD_NPI, info, insured, party, past, subject } from './subjects.ts';
import { tables } from './tables.ts';

const FREE = '93000 94010 94760 92551 99173 71046 80053 85025'.split(' ');
const DIAGNOSES = 'I10 E11.9 E78.5 M25.511 K21.9 J30.1 L30.4 R05.1'.split(' ');
const TITLES: Readonly<Record<string, string>> = {
  'F02.80': 'Dementia in other diseases classified elsewhere, without behavioral disturbance',
  'F32.A': 'Depression, unspecified',
  'I50.9': 'Heart failure, unspecified',
  'H25.11': 'Age-related nuclear cataract, right eye',
  'H25.12': 'Age-related nuclear cataract, left eye',
  'H25.13': 'Age-related nuclear cataract, bilateral',
};

/** Every table that an edit asks, so that nothing is left open. */
export const SYNTHETIC_TERMINOLOGY: Terminology = tables({
  codes: {
    ...Object.fromEntries(
      [
        ...DIAGNOSES,
        ...'Z23 Z00.00 Z37.0 N40.0 P22.0 W19.XXXA N39.0 B96.20 J44.9 J20.9 H05.10 E05.00 I50.22 F32.1 G30.9 E10.9 Z13.21 S01.01XA'.split(
          ' ',
        ),
      ].map((c) => [c, c]),
    ),
    ...TITLES,
    E11: { title: 'Diabetes', billable: false },
    'S01.01': { title: 'Laceration', billable: false },
  },
  retired: { 'R05.9': { lastDay: '2021-09-30' } },
  notYet: { 'Z99.8': '2030-10-01' },
  notes: [
    { kind: 'excludes1', node: 'E11', targets: ['E10'] },
    { kind: 'excludes2', node: 'J44', targets: ['J20'] },
    {
      kind: 'codeFirst',
      node: 'F02',
      targets: ['G30'],
      text: 'the underlying physiological condition (G30.-)',
    },
    {
      kind: 'useAdditional',
      node: 'N39.0',
      targets: ['B95-B97'],
      text: 'code (B95-B97), to identify infectious agent',
    },
    { kind: 'codeAlso', node: 'H05.1', targets: ['E05'], text: 'thyroid disorder (E05.-)' },
  ],
  procedures: {
    ...Object.fromEntries(
      [
        ...FREE,
        ...'99213 99214 99203 99215 99284 99396 99243 36415 90471 90472 90460 77067 58150 G0439 82306 87880 G0103'.split(
          ' ',
        ),
      ].map((c) => [c, { globalDays: 'XXX' }]),
    ),
    '20610': { globalDays: '000', bilateral: '1' },
    '27447': { globalDays: '090' },
    '99441': { lastDay: '2024-12-31' },
    '12345': { unknown: true },
  },
  ptp: [['93000', '93005', 1]],
  mue: [['93000', 3, 3]],
  addOns: { '90472': [1, ['90471']] },
  places: ['02', '10', '11', '21', '22', '23'],
  mce: {
    newborn: ['P22.0'],
    male: ['N40.0'],
    female: [],
    'unacceptable-principal': ['Z37.0'],
    manifestation: ['F02.80'],
  },
  hccs: { 'I50.22': [226], 'I50.9': [226], 'F32.1': [155] },
  coverage: { '82306': { covered: ['E55.9'] } },
  seventh: {
    'S01.01': {
      kind: 'required',
      node: 'S01',
      characters: new Map([['A', 'initial']]),
      stem: 'S01.01X',
      given: undefined,
      edition: 'test',
    },
  },
  modifiers: { QW: 'active', KX: 'active', LT: 'active', RT: 'active' },
});

export const SYNTHETIC_POLICY: EditPolicy = [
  { edit: 'dates-timely', parameters: { days: 365 } },
  { edit: 'telehealth-eligible', parameters: { codes: ['99213', '99214'] } },
];

/** Whole numbers below a limit, the same on every run (Numerical Recipes' generator of 32 bits). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const some = (from: readonly string[], count: number, random: (n: number) => number): readonly string[] => {
  const rest = [...from];
  return Array.from({ length: count }, () => rest.splice(random(rest.length), 1)[0] ?? '');
};

const whole = { named: true, addressed: true } as const;

/** A clean claim: an office visit with tests, or an inpatient bill. */
export function cleanClaim(random: (limit: number) => number): EditSubject {
  return random(4) === 0 ? stay(random) : visit(random);
}

function visit(random: (limit: number) => number): EditSubject {
  const on = addDays(day('2026-01-05'), random(150));
  const dx = some(DIAGNOSES, 1 + random(6), random);
  const codes = [random(2) === 0 ? '99213' : '99214', ...some(FREE, random(6), random)];
  const lines = codes.map((code) => {
    const price = 100 + random(20_000);
    const pointers = [1 + random(dx.length)];
    return {
      code,
      date: on,
      placeOfService: '11',
      units: 1,
      unitPriceCents: price,
      netCents: price,
      pointers,
    };
  });
  return subject({
    on,
    dx,
    lines,
    totalCents: lines.reduce((sum, l) => sum + l.netCents, 0),
    period: { from: on, to: on },
    currencies: ['USD'],
    facts: { ...facts(), visit: { ...facts().visit, date: on, endDate: on } },
    supportedVisits: ['99214'],
    clia: info('05D0123456', 0),
    ...known(on, random),
  });
}

function stay(random: (limit: number) => number): EditSubject {
  const from = addDays(day('2026-01-05'), random(150));
  const on = addDays(from, 1 + random(9));
  const dx = some(DIAGNOSES, 1 + random(6), random).map((code) => ({ code, onAdmission: 'YNUW'[random(4)] }));
  const net = 100_000 + random(1_000_000);
  return subject({
    kind: 'institutional',
    claimType: 'institutional',
    inpatient: true,
    on,
    dx,
    lines: [{ revenue: '0120', date: from, units: 1, unitPriceCents: net, netCents: net }],
    totalCents: net,
    period: { from, to: on },
    bill: bill({
      typeOfBill: info('0111', 0),
      admissionType: info('1', 1),
      pointOfOrigin: info('1', 2),
      dischargeStatus: info('01', 3),
      admission: from,
    }),
    ...known(on, random),
    parties: [
      {
        ...party('billing', GOOD_NPI, 'Claim.provider', false),
        ...whole,
        taxId: '12-3456789',
        taxonomy: '282N00000X',
      },
      party('attending', GOOD_NPI),
    ],
  });
}

const known = (on: ServiceDate, random: (limit: number) => number): Partial<EditSubject> => ({
  parties: [
    {
      ...party('billing', GOOD_NPI, 'Claim.provider', false),
      ...whole,
      taxId: '12-3456789',
      taxonomy: '207Q00000X',
    },
    party('rendering', GOOD_NPI),
  ],
  patient: {
    birthDate: addYears(on, -(20 + random(60))),
    sex: random(2) === 0 ? 'female' : 'male',
    expression: 'Claim.patient',
    ...whole,
  },
  coverages: [insured({ from: addYears(on, -1) })],
  claimNumbers: [`CW${random(1_000_000_000)}`],
  history: [past('99213', addYears(on, -1), { claim: 'OLD' })],
  today: addDays(on, random(30)),
});

type Fault = (s: EditSubject) => EditSubject;

const lineOf = (s: EditSubject, own: Partial<EditLine>): EditLine => {
  const i = s.lines.length;
  return {
    sequence: i + 1,
    code: '93000',
    system: /^[A-V]/.test(own.code ?? '') ? SYSTEM.hcpcs : SYSTEM.cpt,
    modifiers: [],
    units: 1,
    unitPriceCents: 100,
    netCents: 100,
    date: s.on,
    placeOfService: '11',
    pointers: [1],
    expression: `Claim.item[${i}]`,
    ...own,
  };
};
/** Another line, with its charge in the total. */
const more =
  (...all: Partial<EditLine>[]): Fault =>
  (s) => {
    const lines = [...s.lines];
    for (const own of all) lines.push(lineOf({ ...s, lines }, own));
    const added = all.reduce((sum, own) => sum + (own.netCents ?? 100), 0);
    return { ...s, lines, totalCents: (s.totalCents ?? 0) + added };
  };
/** Other diagnoses altogether. */
const only =
  (...codes: string[]): Fault =>
  (s) => ({
    ...s,
    diagnoses: codes.map((code, i) => ({
      sequence: i + 1,
      code,
      system: SYSTEM.icd10cm,
      type: undefined,
      onAdmission: 'Y',
      expression: `Claim.diagnosis[${i}]`,
    })),
  });
const firstLine =
  (own: Partial<EditLine>): Fault =>
  (s) => ({ ...s, lines: s.lines.map((l, i) => (i === 0 ? { ...l, ...own } : l)) });
const onBill =
  (own: Parameters<typeof bill>[0]): Fault =>
  (s) =>
    s.bill ? { ...s, bill: { ...s.bill, ...own } } : s;
const both =
  (...faults: Fault[]): Fault =>
  (s) =>
    faults.reduce((now, f) => f(now), s);
const atDay =
  (on: string): Fault =>
  (s) => ({ ...s, on: day(on), lines: s.lines.map((l) => ({ ...l, date: day(on) })) });
const withBilling =
  (own: Partial<EditSubject['parties'][number]>): Fault =>
  (s) => ({
    ...s,
    parties: s.parties.map((p) => (p.role === 'billing' ? { ...p, ...own } : p)),
  });
const before =
  (code: string, days: number, own: Parameters<typeof past>[2] = {}): Fault =>
  (s) => ({
    ...s,
    history: [past(code, addDays(s.on ?? day('2026-01-01'), -days), own)],
  });

const chronic: Problem = {
  id: 'Condition/1',
  concept: { codings: [{ system: SYSTEM.icd10cm, code: 'I50.22', display: undefined }], words: '' },
  clinical: 'active',
  verification: 'confirmed',
  categories: [],
  link: 'problem-list',
  rank: undefined,
  uses: [],
  side: undefined,
  severity: undefined,
  stage: undefined,
  course: { value: 'unstated', evidence: [] },
  uncertainWords: undefined,
  onset: undefined,
  abated: undefined,
  notes: [],
  addressed: [],
  evidence: [],
};

/** Faults of an office visit, by the edit that has to find them. */
export const VISIT_FAULTS: Readonly<Record<string, Fault>> = {
  'add-on-without-primary': more({ code: '90472' }),
  amounts: (s) => ({ ...s, totalCents: (s.totalCents ?? 0) + 1 }),
  'claim-readable': (s) => ({
    ...s,
    unreadable: [{ expression: 'Claim.item[0].net', expected: 'a number' }],
  }),
  'claim-type': (s) => ({ ...s, claimType: undefined }),
  dates: firstLine({ endDate: day('2025-01-01') }),
  'dates-coverage': (s) => ({ ...s, coverages: [insured({ to: addDays(s.on ?? day('2026-01-01'), -1) })] }),
  'dates-timely': (s) => ({ ...s, today: addDays(s.on ?? day('2026-01-01'), 366) }),
  'documentation-gap': only('F32.A'),
  'duplicate-claim': (s) => both(before(s.lines[0]?.code ?? '', 0))(s),
  'duplicate-line': more({ code: '36415' }, { code: '36415' }),
  'dx-pointer': firstLine({ pointers: [30] }),
  'em-level-support': firstLine({ code: '99215' }),
  'em-new-vs-established': firstLine({ code: '99203' }),
  'em-same-day': more({ code: '99215' }),
  frequency: both(more({ code: 'G0439' }), before('G0439', 40)),
  'global-period': before('27447', 30, { provider: GOOD_NPI }),
  'hcc-recapture': both(before('99213', 300, { diagnoses: ['I50.22'] }), (s) => ({
    ...s,
    facts: s.facts && { ...s.facts, problems: [chronic] },
  })),
  'icd10cm-age': only('P22.0'),
  'icd10cm-code-also': only('H05.10'),
  'icd10cm-code-first': only('F02.80', 'G30.9'),
  'icd10cm-dot': only('E119'),
  'icd10cm-duplicate': only('I10', 'I10'),
  'icd10cm-excludes1': only('E11.9', 'E10.9'),
  'icd10cm-excludes2': only('J44.9', 'J20.9'),
  'icd10cm-external-cause-first': only('W19.XXXA', 'I10'),
  'icd10cm-laterality': only('H25.11', 'H25.12'),
  'icd10cm-manifestation-first': only('F02.80'),
  'icd10cm-not-billable': only('E11'),
  'icd10cm-not-effective': only('Z99.8'),
  'icd10cm-retired': only('R05.9'),
  'icd10cm-seventh-character': only('S01.01'),
  'icd10cm-sex': both(atDay('2024-09-15'), only('N40.0'), (s) => ({
    ...s,
    patient: { ...s.patient, sex: 'female' },
  })),
  'icd10cm-unknown': only('A99.99'),
  'icd10cm-unspecified': only('I50.9', 'I50.22'),
  'icd10cm-use-additional': only('N39.0'),
  'identifiers-claim': (s) => ({ ...s, claimNumbers: ['CW*1'] }),
  'identifiers-clia': both(more({ code: '87880', modifiers: ['QW'] }), (s) => ({ ...s, clia: undefined })),
  'identifiers-member': (s) => ({ ...s, coverages: [insured({ memberId: 'W~1' })] }),
  'identifiers-npi': withBilling({ npi: BAD_NPI }),
  'identifiers-tax-id': withBilling({ taxId: '12345' }),
  'identifiers-taxonomy': withBilling({ taxonomy: '207Q' }),
  'medical-necessity': both(more({ code: '82306' }), (s) => ({
    ...s,
    facts: undefined,
    coverages: [insured({ payerKind: 'medicare', memberId: '1EG4TE5MK73' })],
  })),
  'modifier-conflict': firstLine({ modifiers: ['50'] }),
  'modifier-missing': more({ code: '20610', modifiers: ['LT'] }),
  'modifier-unknown': firstLine({ modifiers: ['48'] }),
  'ncci-mue': more({ code: '93000', units: 4, unitPriceCents: 25 }),
  'ncci-ptp': more({ code: '93000' }, { code: '93005' }),
  'parties-billing': withBilling({ addressed: false }),
  'parties-coverage': (s) => ({ ...s, coverages: [insured({ memberId: undefined })] }),
  'parties-facility': firstLine({ placeOfService: '22' }),
  'parties-patient': (s) => ({ ...s, patient: { ...s.patient, named: false } }),
  'parties-referring': more({ code: '99243' }),
  'parties-subscriber': (s) => ({
    ...s,
    coverages: [insured({ relationship: 'child', subscriberNamed: false })],
  }),
  'pos-mismatch': more({ code: '99284' }),
  'preventive-dx': firstLine({ code: '99396' }),
  'procedure-age': more({ code: '90460' }),
  'procedure-not-effective': more({ code: '99441' }),
  'procedure-sex': both(more({ code: '58150' }), (s) => ({ ...s, patient: { ...s.patient, sex: 'male' } })),
  'procedure-shape': firstLine({ modifiers: ['2'] }),
  'procedure-unknown': more({ code: '12345' }),
  'screening-dx': more({ code: '77067' }),
  'telehealth-eligible': more({ code: '93000', modifiers: ['95'], placeOfService: '10' }),
  'telehealth-pos-modifier': firstLine({ modifiers: ['95'] }),
};

/** Faults of an inpatient bill. */
export const STAY_FAULTS: Readonly<Record<string, Fault>> = {
  'icd10cm-poa': (s) => ({ ...s, diagnoses: s.diagnoses.map((d) => ({ ...d, onAdmission: undefined })) }),
  'icd10cm-unacceptable-principal': only('Z37.0'),
  'institutional-admission': onBill({ admissionType: undefined }),
  'institutional-attending': (s) => ({ ...s, parties: s.parties.filter((p) => p.role !== 'attending') }),
  'institutional-bill-type': onBill({ typeOfBill: info('0991', 0) }),
  'institutional-codes': onBill({ values: [{ ...info('80', 5), amount: undefined }] }),
  'institutional-discharge': onBill({ dischargeStatus: undefined }),
  'institutional-revenue': firstLine({ revenue: '12' }),
};

export interface FaultyClaim {
  readonly edit: string;
  readonly claim: EditSubject;
}

/** The n-th faulty claim: every kind in turn. */
export function faultyClaim(n: number, random: (limit: number) => number): FaultyClaim {
  const visits = Object.entries(VISIT_FAULTS).map(([edit, fault]) => ({ edit, fault, make: visit }));
  const stays = Object.entries(STAY_FAULTS).map(([edit, fault]) => ({ edit, fault, make: stay }));
  const all = [...visits, ...stays];
  const chosen = all[n % all.length] ?? all[0];
  if (!chosen) throw new Error('no fault');
  return { edit: chosen.edit, claim: chosen.fault(chosen.make(random)) };
}
