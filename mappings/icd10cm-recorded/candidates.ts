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
export type Origin =
  | 'recorded'
  | 'recorded-as-icd-10'
  | 'recorded-without-system'
  | 'recorded-under-other-system';

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

/** Origins in which the code alone says what it is. */
const GUESSED: readonly Origin[] = ['recorded-without-system', 'recorded-under-other-system'];

// Blue Button means ICD-10-CM by it, others the WHO's ICD-10: the code itself must be valid ICD-10-CM to count.
const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';

export function candidatesOf(problem: Problem, context: ModuleContext): readonly (Candidate | Malformed)[] {
  return problem.concept.codings.flatMap((coding) => {
    const origin = originOf(coding);
    return origin ? candidate(coding, origin, context) : [];
  });
}

function originOf(coding: NormalCoding): Origin | undefined {
  const { system } = coding;
  if (system === SYSTEM.icd10cm) return 'recorded';
  if (system === ICD_10) return 'recorded-as-icd-10';
  if (system === undefined) return 'recorded-without-system';
  if (meansIcd10(system)) return 'recorded-as-icd-10';
  return isNoCodeOf(system, coding.code) ? 'recorded-under-other-system' : undefined;
}

/** Systems as they are met in exports: `ICD-10-CM`, `icd10`, `http://hl7.org/fhir/sid/icd-10-us`, the WHO's OID. */
const meansIcd10 = (system: string): boolean =>
  /(?:^|[/:.])icd-?10(?:-?(?:cm|us))?$/i.test(system) || system === 'urn:oid:2.16.840.1.113883.6.3';

/** A dotted code with a letter cannot be SNOMED CT, LOINC or RxNorm; ICD-9-CM has letters only in V and E codes. */
function isNoCodeOf(system: string, code: string): boolean {
  if (!/^[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}$/i.test(code)) return false;
  return system === SYSTEM.snomed || (system === SYSTEM.icd9cm && !/^[EV]/i.test(code));
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
  if (GUESSED.includes(origin) && status.kind !== 'active') return [];
  return [{ coding, origin, code, status }];
}
