/** Short ways to write an EditSubject and Facts in tests: everything right unless the test says otherwise. */
import type { CoverageFact, Facts, Party, Visit } from '../../src/chart/index.ts';
import { coveragesOf } from '../../src/edits/claim-coverages.ts';
import type {
  EditBill,
  EditCoverage,
  EditDiagnosis,
  EditLine,
  EditParty,
  EditSubject,
  PastLine,
} from '../../src/edits/index.ts';
import { npi, SYSTEM } from '../../src/fhir/index.ts';
import { day } from '../support/fake-terminology.ts';

/** CMS's own example of a right check digit, and the same with a wrong one. */
export const GOOD_NPI = '1234567893';
export const BAD_NPI = '1234567890';
export const ON = day('2026-03-04');

type Parts = Partial<Omit<EditSubject, 'diagnoses' | 'lines'>> & {
  readonly dx?: readonly (string | Partial<EditDiagnosis>)[];
  readonly lines?: readonly (string | Partial<EditLine>)[];
};

/** Codes as text are ICD-10-CM diagnoses and CPT (or HCPCS) lines that point at the first of them. */
export function subject({ dx = [], lines = [], ...rest }: Parts = {}): EditSubject {
  return {
    kind: 'professional',
    claimType: 'professional',
    on: ON,
    inpatient: false,
    parties: [party('billing', GOOD_NPI, 'Claim.provider', false), party('rendering', GOOD_NPI)],
    patient: { birthDate: day('1970-05-06'), sex: 'female', expression: 'Claim.patient' },
    totalCents: undefined,
    facts: undefined,
    coverages: coveragesOf(rest.facts),
    ...rest,
    diagnoses: dx.map(diagnosis),
    lines: lines.map(line),
  };
}

function diagnosis(given: string | Partial<EditDiagnosis>, index: number): EditDiagnosis {
  const own = typeof given === 'string' ? { code: given } : given;
  return {
    sequence: index + 1,
    code: '',
    system: SYSTEM.icd10cm,
    type: undefined,
    onAdmission: undefined,
    expression: `Claim.diagnosis[${index}]`,
    ...own,
  };
}

function line(given: string | Partial<EditLine>, index: number): EditLine {
  const own = typeof given === 'string' ? { code: given } : given;
  return {
    sequence: index + 1,
    code: undefined,
    system: /^[A-V]\d{4}$/.test(own.code ?? '') ? SYSTEM.hcpcs : SYSTEM.cpt,
    modifiers: [],
    units: 1,
    unitPriceCents: undefined,
    netCents: undefined,
    date: ON,
    placeOfService: undefined,
    pointers: [1],
    expression: `Claim.item[${index}]`,
    ...own,
  };
}

/** The NUBC elements of a bill: a hospital outpatient's, unless the test says otherwise. */
export const bill = (own: Partial<EditBill> = {}): EditBill => ({
  typeOfBill: info('0131', 0),
  admissionType: undefined,
  pointOfOrigin: undefined,
  dischargeStatus: undefined,
  admission: undefined,
  discharge: undefined,
  conditions: [],
  occurrences: [],
  spans: [],
  values: [],
  ...own,
});

export const info = (
  code: string,
  index: number,
): { readonly code: string; readonly expression: string } => ({
  code,
  expression: `Claim.supportingInfo[${index}]`,
});

/** A coverage that came with the claim. */
export const insured = (own: Partial<EditCoverage> = {}): EditCoverage => ({
  payerKind: 'commercial',
  payerId: '60054',
  named: true,
  memberId: 'W123456',
  relationship: 'self',
  active: true,
  from: undefined,
  to: undefined,
  subscriberNamed: undefined,
  expression: 'Claim.insurance[0].coverage',
  ...own,
});

export const INSTITUTIONAL = { kind: 'institutional', claimType: 'institutional' } as const;
export const STAY = { ...INSTITUTIONAL, inpatient: true } as const;

/** A line of an earlier claim. */
export const past = (code: string, date: string, own: Partial<PastLine> = {}): PastLine => ({
  claim: 'CW1',
  date: day(date),
  code,
  modifiers: [],
  provider: GOOD_NPI,
  diagnoses: [],
  ...own,
});

export const party = (
  role: EditParty['role'],
  number: string | undefined,
  expression = `Claim.careTeam[0].provider`,
  individual: boolean | undefined = true,
): EditParty => ({ role, npi: number, expression, resolved: true, individual });

const sourced = <T>(value: T): { readonly value: T; readonly evidence: readonly [] } => ({
  value,
  evidence: [],
});

interface FactParts {
  readonly visit?: Partial<Omit<Visit, 'patientStatus' | 'modality' | 'setting'>>;
  readonly patientStatus?: Visit['patientStatus']['value'];
  readonly modality?: Visit['modality']['value'];
  readonly setting?: Visit['setting']['value'];
  readonly age?: number;
  readonly coverages?: readonly Partial<CoverageFact>[];
  readonly parties?: readonly Party[];
}

/** An office visit of an established patient with one commercial coverage. */
export function facts(parts: FactParts = {}): Facts {
  return {
    visit: {
      id: 'Encounter/1',
      status: 'finished',
      setting: sourced(parts.setting ?? 'office'),
      modality: sourced(parts.modality ?? 'in-person'),
      date: ON,
      endDate: ON,
      periodMinutes: 20,
      documentedMinutes: undefined,
      types: [],
      reasons: [],
      patientAt: undefined,
      recordedPlaceOfService: undefined,
      patientStatus: sourced(parts.patientStatus ?? 'established'),
      dischargeDisposition: undefined,
      ...parts.visit,
    },
    person: { id: 'Patient/1', birthDate: undefined, sex: 'female', age: parts.age, pregnant: undefined },
    problems: [],
    services: [],
    measurements: [],
    coverages: (parts.coverages ?? [{}]).map(coverage),
    parties: parts.parties ?? [],
    notes: [],
  };
}

const coverage = (own: Partial<CoverageFact>): CoverageFact => ({
  id: 'Coverage/1',
  payerKind: 'commercial',
  payerName: 'Acme Health',
  payerId: '60054',
  payerReference: 'Organization/payer',
  memberId: 'W1',
  relationship: 'self',
  active: true,
  evidence: [],
  ...own,
});

export const factParty = (role: Party['role'], reference: string, recordedNpi?: string): Party => ({
  role,
  reference,
  name: undefined,
  recordedNpi,
  npi: npi(recordedNpi),
  taxonomy: undefined,
  ein: undefined,
  evidence: [],
});
