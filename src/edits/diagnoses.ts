/** How edits read the diagnoses of a subject: which are ICD-10-CM, in what order they are reported, and their status. */
import { SYSTEM } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { type CodeStatus, type Icd10Cm, type Icd10CmCode, icd10CmCode } from '../terminology/index.ts';
import type { EditContext, EditDiagnosis, EditLine, EditSubject } from './model.ts';

/** CMS Blue Button names ICD-10-CM by the URI of the WHO's ICD-10. */
const BLUE_BUTTON = 'http://hl7.org/fhir/sid/icd-10';

/** Diagnoses that 837I sends in their own HI segments (BJ, PR): no part of the order of the others. */
const APART: readonly string[] = ['admitting', 'patientreasonforvisit'];

export interface IcdDiagnosis {
  readonly diagnosis: EditDiagnosis;
  readonly code: Icd10CmCode;
}

export const isIcd10Cm = (system: string): boolean => system === SYSTEM.icd10cm || system === BLUE_BUTTON;

export const isApart = (d: EditDiagnosis): boolean => d.type !== undefined && APART.includes(d.type);

/**
 * The diagnoses that can be read as ICD-10-CM, as given. One without a system is read by its shape: `icd10cm-unknown`
 * reports the missing system, the other edits still find what is wrong with the code.
 */
export function icdDiagnoses(subject: EditSubject): readonly IcdDiagnosis[] {
  return subject.diagnoses.flatMap((diagnosis) => {
    if (diagnosis.system !== undefined && !isIcd10Cm(diagnosis.system)) return [];
    const code = icd10CmCode(diagnosis.code);
    return code ? [{ diagnosis, code }] : [];
  });
}

/** Those a line points at. A line without pointers is dx-pointer's to report; here it stands for all diagnoses. */
export const pointedBy = (
  { pointers }: Pick<EditLine, 'pointers'>,
  diagnoses: readonly IcdDiagnosis[],
): readonly IcdDiagnosis[] =>
  pointers.length === 0 ? diagnoses : diagnoses.filter((d) => pointers.includes(d.diagnosis.sequence));

/** In the order of reporting: the principal first, then by sequence; admitting and reason-for-visit left out. */
export function inOrder(subject: EditSubject): readonly IcdDiagnosis[] {
  const rank = ({ diagnosis: d }: IcdDiagnosis): number =>
    d.type === 'principal' ? Number.NEGATIVE_INFINITY : d.sequence;
  const reported = icdDiagnoses(subject).filter((d) => !isApart(d.diagnosis));
  return reported.toSorted((a, b) => Math.sign(rank(a) - rank(b)) || 0);
}

/** Each code once, at its first place in the order of reporting. */
export function distinctInOrder(subject: EditSubject): readonly IcdDiagnosis[] {
  const first = new Map<Icd10CmCode, IcdDiagnosis>();
  for (const d of inOrder(subject)) if (!first.has(d.code)) first.set(d.code, d);
  return [...first.values()];
}

/** A form carries 25; no claim is helped by comparing more, and a hostile one would be costly. */
const MOST_COMPARED = 100;

/** The codes that an edit compares with each other; `partly` when the claim has more, which `dx-pointer` reports. */
export function comparedInOrder(subject: EditSubject): {
  readonly codes: readonly IcdDiagnosis[];
  readonly partly: boolean;
} {
  const all = distinctInOrder(subject);
  return { codes: all.slice(0, MOST_COMPARED), partly: all.length > MOST_COMPARED };
}

/** The tabular notes as the run remembers them, or the terminology's own. */
export const notesOf = ({ notes, terminology }: EditContext): Icd10Cm['notes'] =>
  notes ?? ((code, on) => terminology.icd10cm.notes(code, on));

export interface DatedStatus extends IcdDiagnosis {
  readonly status: CodeStatus;
  readonly on: ServiceDate;
}

/** Every readable diagnosis with its status on the date of service; undefined when no date is stated. */
export function icdStatuses(
  subject: EditSubject,
  { terminology }: EditContext,
): readonly DatedStatus[] | undefined {
  const { on } = subject;
  if (on === undefined) return undefined;
  return icdDiagnoses(subject).map((d) => ({ ...d, on, status: terminology.icd10cm.status(d.code, on) }));
}
