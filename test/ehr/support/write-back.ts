/** A transaction with two lines, as the claim room makes them: codes, pointers, an encounter, and the evidence for each. */
import {
  type Bundle,
  CLAIMWRIGHT_BASE,
  type Claim,
  type Extension,
  type Provenance,
  SYSTEM,
} from '../../../src/fhir/index.ts';

export const CLAIMS = `${CLAIMWRIGHT_BASE}/NamingSystem/claim`;

export interface Made {
  readonly number?: string;
  /** Evidence for the second line. */
  readonly second?: string;
  readonly codes?: readonly string[];
  readonly diagnosis?: string;
}

export function transactionFor({
  number = 'CW1',
  second = 'Procedure/pr1',
  codes = ['99213', '93000'],
  diagnosis = 'Essential (primary) hypertension',
}: Made = {}): Bundle {
  const fullUrl = 'urn:uuid:5a1c7a44-7a0e-4b6f-8d9c-1f2e3d4c5b6a';
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl,
        resource: claimFor(number, codes, diagnosis),
        request: { method: 'POST', url: 'Claim', ifNoneExist: `identifier=${CLAIMS}|${number}` },
      },
      {
        fullUrl: 'urn:uuid:9d2b8b55-8b1f-4c70-9ead-203f4e5d6c7b',
        resource: provenanceFor(number, fullUrl, codes, second),
        request: { method: 'POST', url: 'Provenance', ifNoneExist: `_tag=${CLAIMS}|${number}` },
      },
    ],
  };
}

function claimFor(number: string, codes: readonly string[], diagnosis: string): Claim {
  return {
    resourceType: 'Claim',
    identifier: [{ system: CLAIMS, value: number }],
    status: 'active',
    type: { coding: [{ system: SYSTEM.claimType, code: 'professional' }] },
    use: 'claim',
    patient: { reference: 'Patient/p1' },
    created: '2026-03-05',
    billablePeriod: { start: '2026-03-04', end: '2026-03-04' },
    provider: { reference: 'Practitioner/dr' },
    priority: { coding: [{ system: SYSTEM.processPriority, code: 'normal' }] },
    insurance: [{ sequence: 1, focal: true, coverage: { display: 'Example payer' } }],
    careTeam: [{ sequence: 1, provider: { reference: 'Practitioner/dr' } }],
    diagnosis: [
      { sequence: 1, diagnosisCodeableConcept: coded(SYSTEM.icd10cm, 'I10', diagnosis) },
      { sequence: 2, diagnosisCodeableConcept: coded(SYSTEM.icd10cm, 'R05.9', 'Cough, unspecified') },
    ],
    item: codes.map((code, i) => ({
      sequence: i + 1,
      careTeamSequence: [1],
      diagnosisSequence: i === 0 ? [2, 1] : [1],
      productOrService: coded(SYSTEM.cpt, code, `Service ${i + 1}`),
      ...(i === 0 ? { modifier: [{ coding: [{ system: SYSTEM.cpt, code: '25' }] }] } : {}),
      servicedDate: '2026-03-04',
      quantity: { value: 1 },
      net: { value: 120, currency: 'USD' },
      encounter: [{ reference: 'Encounter/e1' }],
    })),
    total: { value: 120 * codes.length, currency: 'USD' },
  };
}

const coded = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });

function provenanceFor(number: string, target: string, codes: readonly string[], second: string): Provenance {
  return {
    resourceType: 'Provenance',
    meta: { tag: [{ system: CLAIMS, code: number }] },
    target: [{ reference: target }],
    recorded: '2026-03-05T10:00:00Z',
    agent: [{ who: { display: 'Claimwright' } }],
    entity: [{ role: 'source', what: { reference: 'Encounter/e1' } }],
    extension: [
      evidence('Claim.diagnosis[0]', 'I10', 'Condition/c1'),
      evidence('Claim.diagnosis[1]', 'R05.9', 'Condition/c2'),
      ...codes.map((code, i) => evidence(`Claim.item[${i}]`, code, i === 0 ? 'Encounter/e1' : second)),
      evidence('Claim.item[0].modifier[0]', '25', 'Procedure/pr1'),
    ],
  };
}

const evidence = (element: string, code: string, reference: string): Extension => ({
  url: `${CLAIMWRIGHT_BASE}/StructureDefinition/code-evidence`,
  extension: [
    { url: 'element', valueString: element },
    { url: 'code', valueCoding: { code } },
    { url: 'evidence', extension: [{ url: 'resource', valueReference: { reference } }] },
  ],
});
