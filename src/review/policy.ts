/** What becomes of a coded encounter without a person: a claim, a coder's look, or a hold with its findings. */
import type { Finding } from '../edits/index.ts';
import type { SuggestionSet } from '../suggest/index.ts';

export interface ReviewPolicy {
  /** A suggestion below this calibrated confidence is a person's decision. */
  readonly minConfidence: number;
  /** Queries that must be answered before a claim is made. */
  readonly blockingQueries: readonly string[];
  /** A person has looked at the codes: what is doubtful is decided, what is missing is not. */
  readonly approved?: boolean;
}

export const DEFAULT_POLICY: ReviewPolicy = { minConfidence: 0.5, blockingQueries: ['codings-disagree'] };

export interface Disposition {
  readonly to: 'ready' | 'review' | 'held';
  /** Sentences without patient data, one per reason; empty when ready. */
  readonly reasons: readonly string[];
}

export function dispose(set: SuggestionSet, findings: readonly Finding[], policy: ReviewPolicy): Disposition {
  const errors = findings.filter((f) => f.severity === 'error');
  if (errors.length > 0) return { to: 'held', reasons: errors.map((f) => f.message) };
  const open = policy.approved ? [] : [...unverified(findings), ...doubtful(set, policy)];
  const reasons = [...incomplete(set), ...open];
  return reasons.length > 0 ? { to: 'review', reasons } : { to: 'ready', reasons: [] };
}

function incomplete(set: SuggestionSet): readonly string[] {
  return [
    ...(set.diagnoses.length === 0 ? ['No diagnosis could be coded.'] : []),
    ...(set.services.length === 0
      ? ['No service could be coded: no module covers it and the record carries no code.']
      : []),
  ];
}

/** An ICD-10-CM code that no loaded release can confirm does not go out unseen. */
function unverified(findings: readonly Finding[]): readonly string[] {
  return findings.filter((f) => f.answer === 'cannot-tell' && f.severity === 'warning').map((f) => f.message);
}

function doubtful(set: SuggestionSet, policy: ReviewPolicy): readonly string[] {
  const low = [...set.diagnoses, ...set.services].filter((s) => s.confidence < policy.minConfidence);
  const open = set.queries.filter((q) => policy.blockingQueries.includes(q.id));
  return [
    ...low.map((s) => `${s.code} is suggested with confidence ${s.confidence.toFixed(2)}.`),
    ...open.map((q) => q.question),
  ];
}
