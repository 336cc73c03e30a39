/** The codings of a problem that are, or are meant as, ICD-10-CM, in normal form (guideline I.A.2) with their status on the date. */
import {
  type CodeStatus,
  type Icd10CmCode,
  icd10CmCode,
  type ModuleContext,
  type NormalCoding,
  type Problem,
  SYSTEM,
} from '../../src/suggest/module.ts';

/** How the coding says that it is ICD-10-CM: by its system, by Blue Button's, or by its shape alone. */
export type Origin = 'recorded' | 'recorded-as-icd-10' | 'recorded-without-system';

export interface Candidate {
  readonly coding: NormalCoding;
  readonly origin: Origin;
  readonly code: Icd10CmCode;
  readonly status: CodeStatus;
}

/** A coding of the ICD-10-CM system whose code has not the shape of one. */
export interface Malformed {
  readonly coding: NormalCoding;
  readonly code: undefined;
}

// Blue Button means ICD-10-CM by it, others the WHO's ICD-10: the code itself must be valid ICD-10-CM to count.
const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';

export function candidatesOf(problem: Problem, context: ModuleContext): readonly (Candidate | Malformed)[] {
  return problem.concept.codings.flatMap((coding) => {
    const origin = originOf(coding);
    return origin ? candidate(coding, origin, context) : [];
  });
}

function originOf(coding: NormalCoding): Origin | undefined {
  if (coding.system === SYSTEM.icd10cm) return 'recorded';
  if (coding.system === ICD_10) return 'recorded-as-icd-10';
  return coding.system === undefined ? 'recorded-without-system' : undefined;
}

function candidate(
  coding: NormalCoding,
  origin: Origin,
  { terminology, on }: ModuleContext,
): readonly (Candidate | Malformed)[] {
  const code = icd10CmCode(coding.code.replace(/\s+/g, '').replace(/\.$/, ''));
  if (!code) return origin === 'recorded' ? [{ coding, code: undefined }] : [];
  const status = terminology.icd10cm.status(code, on);
  // Without the system's word only a code of the release is believed: `A12` may be anything.
  if (origin === 'recorded-without-system' && status.kind !== 'active') return [];
  return [{ coding, origin, code, status }];
}
