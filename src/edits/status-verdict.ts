/** The verdict of an edit that looks at each code's status on the date of service. */
import type { DatedStatus } from './diagnoses.ts';
import { CANNOT_TELL, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { EditSubject, EditVerdict, Hit } from './model.ts';

/** What cannot be looked up leaves the verdict open; `icd10cm-unknown` is the edit that says why. */
export function statusVerdict(
  subject: EditSubject,
  statuses: readonly DatedStatus[] | undefined,
  examine: (d: DatedStatus) => Hit | undefined,
): EditVerdict {
  if (statuses === undefined) return CANNOT_TELL;
  const unread = statuses.length < subject.diagnoses.length;
  if (statuses.length === 0) return unread ? CANNOT_TELL : NOT_APPLICABLE;
  const unknown = statuses.some((d) => d.status.kind === 'cannot-tell' || d.status.kind === 'unknown');
  return verdictOf(
    statuses.flatMap((d) => examine(d) ?? []),
    unread || unknown,
  );
}
