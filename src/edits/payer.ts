/** The payer as the edits see it: that of the first coverage in force, of the chart or of the claim's own records. */
import type { CoverageFact, PayerKind } from '../chart/index.ts';
import type { EditSubject } from './model.ts';

export const primaryCoverage = (subject: EditSubject): CoverageFact | undefined =>
  subject.facts?.coverages.find((c) => c.active);

export interface Payer {
  readonly kind: PayerKind;
  readonly id: string | undefined;
}

/** Undefined for a claim that came alone. */
export function payerOf(subject: EditSubject): Payer | undefined {
  const fact = primaryCoverage(subject);
  if (fact) return { kind: fact.payerKind, id: fact.payerId };
  const own = subject.coverages?.find((c) => c.active) ?? subject.coverages?.[0];
  return own && { kind: own.payerKind, id: own.payerId };
}
