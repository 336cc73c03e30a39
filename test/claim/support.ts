/** A small encounter and decided codes for the claim room's tests; nothing in it comes from a person. */
import type { Facts, Problem } from '../../src/chart/index.ts';
import { authorClaim, type ChargeTable, type ClaimDraft, type ClaimInput } from '../../src/claim/index.ts';
import { npi, SYSTEM } from '../../src/fhir/index.ts';
import { type ServiceDate, serviceDate, usd } from '../../src/kernel/index.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from '../../src/suggest/index.ts';

export const day = (text: string): ServiceDate => {
  const date = serviceDate(text);
  if (!date) throw new Error(`${text} is not a day`);
  return date;
};

export const ON = day('2026-02-10');

const sourced = <T>(value: T) => ({
  value,
  evidence: [{ reference: 'Encounter/e1', path: 'Encounter.class', words: 'AMB' }],
});

export const facts: Facts = {
  visit: {
    id: 'Encounter/e1',
    status: 'finished',
    setting: sourced('office'),
    modality: sourced('in-person'),
    date: ON,
    endDate: ON,
    periodMinutes: 30,
    documentedMinutes: undefined,
    types: [],
    reasons: [],
    patientAt: undefined,
    recordedPlaceOfService: undefined,
    patientStatus: sourced('established'),
    dischargeDisposition: undefined,
  },
  person: { id: 'Patient/p1', birthDate: day('1970-05-01'), sex: 'female', age: 55, pregnant: undefined },
  problems: [],
  services: [],
  measurements: [],
  coverages: [
    {
      id: 'Coverage/c1',
      payerKind: 'commercial',
      payerName: 'Example Health Plan',
      payerId: '12345',
      payerReference: 'Organization/payer',
      memberId: 'M1',
      relationship: 'self',
      active: true,
      evidence: [],
    },
  ],
  parties: [
    {
      role: 'rendering',
      reference: 'Practitioner/r1',
      name: 'Example Physician',
      recordedNpi: '1000000012',
      npi: npi('1000000012'),
      taxonomy: '207Q00000X',
      ein: undefined,
      evidence: [],
    },
    {
      role: 'billing',
      reference: 'Organization/b1',
      name: 'Example Practice',
      recordedNpi: '1234567893',
      npi: npi('1234567893'),
      taxonomy: '261QP2300X',
      ein: '12-3456789',
      evidence: [],
    },
  ],
  notes: [],
};

export const visit = (change: Partial<Facts['visit']>): Facts => ({
  ...facts,
  visit: { ...facts.visit, ...change },
});

const rule = (module: string) => ({
  module,
  version: '1.0.0',
  rule: 'example',
  citation: { source: 'ICD-10-CM Official Guidelines FY 2026', section: 'IV.G' },
});

export function dx(code: string, ...problems: readonly Problem['id'][]): DiagnosisSuggestion {
  return {
    kind: 'diagnosis',
    code,
    title: `Title of ${code}`,
    release: 'icd10cm-2026',
    problems,
    confidence: 0.95,
    evidence: problems.map((id) => ({
      reference: id,
      path: 'Condition.code.coding[0]',
      words: 'SECRET WORDS',
    })),
    rule: rule('example-diagnoses'),
    alternatives: [],
    queries: [],
    replaces: [],
    placement: 'any',
  };
}

export function service(code: string, change: Partial<ServiceSuggestion> = {}): ServiceSuggestion {
  return {
    kind: 'service',
    system: SYSTEM.cpt,
    code,
    label: `Label of ${code}`,
    modifiers: [],
    units: 1,
    date: ON,
    placeOfService: undefined,
    problems: [],
    confidence: 0.9,
    evidence: [{ reference: 'Encounter/e1', path: 'Encounter.type[0]', words: 'SECRET WORDS' }],
    rule: rule('example-services'),
    alternatives: [],
    queries: [],
    worksheet: undefined,
    replaces: [],
    ...change,
  };
}

export const modifier = (code: string) => ({
  code,
  reason: 'example',
  evidence: [{ reference: 'Procedure/x1', path: 'Procedure.bodySite[0]', words: 'left' }],
});

/** Every code costs 10.01, so that a sum shows every line. */
export const flatCharges: ChargeTable = { rows: 1, charge: () => usd(1001) };

export const input = (change: Partial<ClaimInput> = {}): ClaimInput => ({
  facts,
  chartSource: 'https://ehr.example.org/fhir',
  diagnoses: [dx('E11.9', 'Condition/a'), dx('I10', 'Condition/b')],
  services: [service('99214')],
  charges: flatCharges,
  on: ON,
  author: { name: 'Claimwright', version: '0.1.0' },
  madeAt: '2026-02-10T09:30:00-06:00',
  ...change,
});

export const draft = (change: Partial<ClaimInput> = {}): ClaimDraft => authorClaim(input(change));

export const problemIds = (d: ClaimDraft): readonly string[] => d.problems.map((p) => p.edit);
