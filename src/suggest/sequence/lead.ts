/** Codes that keep their place but never lead while another code can (guidelines I.A.13, I.C.1.d.1.b, I.C.18.g). */
import { underAny } from '../consolidate.ts';
import type { DiagnosisSuggestion } from '../model.ts';

/** Severe sepsis needs the infection before it; weeks of gestation and coma or stroke scales need their condition. */
const NEVER = ['R65', 'R40.2', 'R29.7'];

/** "In diseases classified elsewhere" (I.A.13): the title itself says that another code comes first. */
const MANIFESTATION = /\bin (?:other )?diseases classified elsewhere\b/i;

const mayNotLead = (d: DiagnosisSuggestion): boolean =>
  underAny(d.code, NEVER) || MANIFESTATION.test(d.title.slice(0, 300));

/** The next code that may lead is drawn before those that may not; where there is none, the order stays. */
export function leaderFirst(
  ordered: readonly DiagnosisSuggestion[],
  isLast: (d: DiagnosisSuggestion) => boolean,
): readonly DiagnosisSuggestion[] {
  const [first] = ordered;
  if (!first || !mayNotLead(first)) return ordered;
  const leader = ordered.find((d) => !mayNotLead(d) && !isLast(d));
  return leader ? [leader, ...ordered.filter((d) => d !== leader)] : ordered;
}
