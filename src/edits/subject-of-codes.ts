/** What the edits look at before a claim exists: the suggested codes, as the elements of the Claim they would make. */
import type { Facts, Party } from '../chart/index.ts';
import { SYSTEM } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from '../suggest/index.ts';
import { coveragesOf } from './claim-coverages.ts';
import { isExternalCause } from './icd10cm-external-cause-first.ts';
import type { EditDiagnosis, EditLine, EditParty, EditSubject } from './model.ts';

/** 837P SV107: a line carries four pointers. */
const MOST_POINTERS = 4;

/** Diagnoses in their order of reporting; `on` decides the releases; `inpatient` as the claim would be. */
export function subjectOfCodes(
  diagnoses: readonly DiagnosisSuggestion[],
  services: readonly ServiceSuggestion[],
  facts: Facts,
  on: ServiceDate | undefined,
  inpatient: boolean,
): EditSubject {
  return {
    kind: 'professional',
    stage: 'codes',
    claimType: undefined,
    on,
    inpatient,
    diagnoses: diagnoses.map(diagnosisOf),
    lines: services.map((s, i) => lineOf(s, i, diagnoses, facts)),
    parties: partiesOf(facts),
    patient: { birthDate: facts.person.birthDate, sex: facts.person.sex, expression: 'Claim.patient' },
    totalCents: undefined,
    facts,
    coverages: coveragesOf(facts),
    supportedVisits: services.map((s) => s.code.toUpperCase()),
  };
}

const diagnosisOf = (d: DiagnosisSuggestion, index: number): EditDiagnosis => ({
  sequence: index + 1,
  code: d.code,
  system: SYSTEM.icd10cm,
  type: index === 0 ? 'principal' : undefined,
  onAdmission: undefined,
  expression: `Claim.diagnosis[${index}]`,
});

function lineOf(
  service: ServiceSuggestion,
  index: number,
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
): EditLine {
  return {
    sequence: index + 1,
    code: service.code.toUpperCase(),
    system: service.system,
    modifiers: service.modifiers.map((m) => m.code.toUpperCase()),
    units: service.units,
    unitPriceCents: undefined,
    netCents: undefined,
    date: service.date ?? facts.visit.date,
    placeOfService: service.placeOfService ?? facts.visit.recordedPlaceOfService?.value,
    pointers: pointersOf(service, diagnoses),
    expression: `Claim.item[${index}]`,
  };
}

/** The conditions of the service's problems in the service's order; of none, the first of the claim (as claim/ does). */
function pointersOf(
  service: ServiceSuggestion,
  diagnoses: readonly DiagnosisSuggestion[],
): readonly number[] {
  const numbered = diagnoses
    .map((d, i) => ({ code: d.code, problems: d.problems, sequence: i + 1 }))
    .filter((d) => !isExternalCause(d.code));
  const own = service.problems.flatMap((p) => numbered.filter((d) => d.problems.includes(p)));
  const chosen = own.length > 0 ? own : numbered;
  return [...new Set(chosen.map((d) => d.sequence))].slice(0, MOST_POINTERS);
}

/** Whom no edit asks about by role is `other`, as it is on a claim made elsewhere. */
const SEEN: Readonly<Record<Party['role'], Pick<EditParty, 'role' | 'expression'>>> = {
  billing: { role: 'billing', expression: 'Claim.provider' },
  rendering: { role: 'rendering', expression: 'Claim.careTeam[0].provider' },
  referring: { role: 'referring', expression: 'Claim.careTeam[1].provider' },
  ordering: { role: 'other', expression: 'Claim.careTeam' },
  supervising: { role: 'other', expression: 'Claim.careTeam' },
  operating: { role: 'other', expression: 'Claim.careTeam' },
  'service-facility': { role: 'service-facility', expression: 'Claim.facility' },
};

const partiesOf = ({ parties }: Facts): readonly EditParty[] =>
  parties.map((p) => ({
    ...SEEN[p.role],
    npi: p.recordedNpi,
    resolved: true,
    reference: p.reference,
    taxonomy: p.taxonomy,
    taxId: p.ein,
    individual: /^Practitioner(?:Role)?\//.test(p.reference)
      ? true
      : p.reference.startsWith('Organization/')
        ? false
        : undefined,
  }));
