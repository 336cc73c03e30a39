/** The lists of the Medicare Code Editor for the diagnoses of a subject; one edit says when none are loaded. */
import { ageInYears, type ServiceDate } from '../kernel/index.ts';
import type { MceList } from '../terminology/index.ts';
import { type IcdDiagnosis, icdDiagnoses } from './diagnoses.ts';
import type { EditContext, EditSubject } from './model.ts';

export interface Listed extends IcdDiagnosis {
  readonly lists: readonly MceList[];
}

export type ListedDiagnoses =
  | { readonly kind: 'known'; readonly listed: readonly Listed[]; readonly published: readonly string[] }
  | { readonly kind: 'cannot-tell'; readonly reason: string }
  | { readonly kind: 'none' };

/** `none`: no diagnosis can be read. */
export function listedDiagnoses(
  subject: EditSubject,
  on: ServiceDate,
  { terminology }: EditContext,
): ListedDiagnoses {
  const listed: Listed[] = [];
  let published: readonly string[] = [];
  for (const d of icdDiagnoses(subject)) {
    const answer = terminology.mce.lists(d.code, on);
    if (answer.kind === 'cannot-tell') return answer;
    published = answer.published;
    listed.push({ ...d, lists: answer.lists });
  }
  return listed.length === 0 ? { kind: 'none' } : { kind: 'known', listed, published };
}

/** Completed years on the first day of the stay or service; undefined without a date of birth. */
export function ageOn({ patient, facts, period, bill, on }: EditSubject): number | undefined {
  const first = bill?.admission ?? period?.from ?? on;
  if (patient.birthDate && first) return Math.max(0, ageInYears(patient.birthDate, first));
  return facts?.person.age;
}
