/** Claim.diagnosis of a facility's claim: the reported ones with what was present on admission, then the admitting one (FL 69) and the
 * patient's reasons for an unscheduled outpatient visit (FL 70), which stand apart from them. */
import type { Facts, Problem } from '../../chart/index.ts';
import type { Finding } from '../../edits/index.ts';
import { type ClaimDiagnosis, SYSTEM } from '../../fhir/index.ts';
import { icd10CmCode } from '../../terminology/index.ts';
import type { ClaimInput } from '../model.ts';
import { problem } from '../problems.ts';

/** 2300 HI: one principal and twenty-four others. */
export const MOST_DIAGNOSES = 25;
/** 2300 HI*APR. */
const MOST_REASONS = 3;

const CARIN_TYPE = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType';
const PRESENT_ON_ADMISSION = 'https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator';

export interface InstitutionalDiagnoses {
  readonly elements: ClaimDiagnosis[];
  readonly problems: readonly Finding[];
}

export function institutionalDiagnoses(input: ClaimInput): InstitutionalDiagnoses {
  const { facts } = input;
  const inpatient = facts.visit.setting.value === 'inpatient';
  const reported = input.diagnoses.slice(0, MOST_DIAGNOSES).map((d, i) => reportedAs(d, i, inpatient));
  const dropped = input.diagnoses.slice(MOST_DIAGNOSES).map((d) => d.code);
  const admitting = inpatient ? admittingDiagnosis(input) : undefined;
  const apart = [
    ...(admitting ? [concept(admitting, SYSTEM.diagnosisType, 'admitting')] : []),
    ...(inpatient ? [] : reasonsForVisit(input).map((c) => concept(c, CARIN_TYPE, 'patientreasonforvisit'))),
  ];
  const at = 'Claim.diagnosis';
  return {
    elements: [...reported, ...apart].map((d, i) => ({ sequence: i + 1, ...d })),
    problems: [
      ...(reported.length === 0 ? [problem('claim-diagnosis-missing', at)] : []),
      ...(dropped.length > 0
        ? [
            problem(
              'claim-diagnosis-left-out',
              at,
              { most: MOST_DIAGNOSES, dropped: dropped.join(', ') },
              dropped,
            ),
          ]
        : []),
      ...(inpatient && !admitting ? [problem('claim-admitting-diagnosis-missing', at)] : []),
    ],
  };
}

interface Code {
  readonly code: string;
  readonly display: string | undefined;
}

const concept = (
  { code, display }: Code,
  system: string,
  type: string,
): Omit<ClaimDiagnosis, 'sequence'> => ({
  diagnosisCodeableConcept: { coding: [{ system: SYSTEM.icd10cm, code, ...(display ? { display } : {}) }] },
  type: [{ coding: [{ system, code: type }] }],
});

function reportedAs(
  { code, title, onAdmission }: ClaimInput['diagnoses'][number],
  i: number,
  inpatient: boolean,
): Omit<ClaimDiagnosis, 'sequence'> {
  const type =
    i === 0
      ? { system: SYSTEM.diagnosisType, code: 'principal' }
      : /^[V-Y]/.test(code)
        ? { system: CARIN_TYPE, code: 'externalcauseofinjury' }
        : undefined;
  const indicator = inpatient ? onAdmission?.indicator : undefined;
  return {
    diagnosisCodeableConcept: { coding: [{ system: SYSTEM.icd10cm, code, display: title }] },
    ...(type ? { type: [{ coding: [type] }] } : {}),
    ...(indicator ? { onAdmission: { coding: [{ system: PRESENT_ON_ADMISSION, code: indicator }] } } : {}),
  };
}

/** The one the record says was made at admission; else the one that was the encounter's reason, where it has only one. */
function admittingDiagnosis({ facts, diagnoses }: ClaimInput): Code | undefined {
  const said = facts.problems.filter((p) => p.uses.includes('AD'));
  const reasons = codesOf(
    facts.problems.filter((p) => p.isReason === true),
    diagnoses,
  );
  const admitted = codesOf(said, diagnoses);
  return admitted[0] ?? (reasons.length === 1 ? reasons[0] : undefined);
}

/** Unscheduled visits alone have them: to an emergency department or into observation. */
function reasonsForVisit({ facts, diagnoses }: ClaimInput): readonly Code[] {
  if (!['emergency', 'observation', 'urgent-care'].includes(facts.visit.setting.value)) return [];
  return codesOf(
    facts.problems.filter((p) => p.isReason === true),
    diagnoses,
  )
    .filter(({ code }) => !/^[V-Y]/.test(code))
    .slice(0, MOST_REASONS);
}

/** Codes of problems, each once: the code decided for it, else the ICD-10-CM code it bears. */
function codesOf(problems: Facts['problems'], diagnoses: ClaimInput['diagnoses']): readonly Code[] {
  const all = problems.flatMap((p): readonly Code[] => {
    const decided = diagnoses.find((d) => d.problems.includes(p.id));
    return decided ? [{ code: decided.code, display: decided.title }] : recorded(p);
  });
  return all.filter(({ code }, i) => all.findIndex((other) => other.code === code) === i);
}

function recorded({ concept: { codings } }: Problem): readonly Code[] {
  const own = codings.find((c) => c.system === SYSTEM.icd10cm);
  const code = own && icd10CmCode(own.code);
  return code ? [{ code, display: own.display }] : [];
}
