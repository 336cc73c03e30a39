/** Who pays first, and who is billed now (837 SBR01): the record's own order, Medicaid after every other payer (42 CFR 433.139). */
import type { CoverageFact, PayerAnswer } from '../chart/index.ts';
import { claimNumber } from './claim-number.ts';
import { followable } from './references.ts';

export interface Payers {
  /** Those a claim can name, in the order they pay. */
  readonly coverages: readonly CoverageFact[];
  /** Of these the one that is billed: the first that has not answered. */
  readonly focal: number;
  /** What each of them before it answered. */
  readonly answers: readonly PayerAnswer[];
}

interface Of {
  readonly chartSource: string;
  /** `Encounter/id`. */
  readonly encounter: string;
}

export function payersOf(coverages: readonly CoverageFact[], of: Of): Payers {
  const ordered = payingOrder(coverages);
  const own = claimNumber(of.chartSource, of.encounter);
  const answers: PayerAnswer[] = [];
  for (const { answer } of ordered) {
    if (!answer || !(answer.ofEncounter || answer.number === own)) break;
    answers.push(answer);
  }
  // When all have answered nobody is left to bill: a claim made anew is one to the first, and the edits call it a duplicate.
  const open = answers.length < ordered.length;
  return { coverages: ordered, focal: open ? answers.length : 0, answers: open ? answers : [] };
}

/** Active coverages; who pays for themselves is a payer only where there is no other. */
function payingOrder(coverages: readonly CoverageFact[]): readonly CoverageFact[] {
  const active = coverages.filter((c) => c.active && followable(c.id));
  const insured = active.filter((c) => c.payerKind !== 'self-pay');
  const rank = (c: CoverageFact): number => c.order ?? Number.MAX_SAFE_INTEGER;
  return (insured.length > 0 ? insured : active)
    .map((c, i) => ({ c, i, last: Number(c.payerKind === 'medicaid') }))
    .sort((a, b) => a.last - b.last || rank(a.c) - rank(b.c) || a.i - b.i)
    .map(({ c }) => c);
}

/** A claim to a further payer is another claim than that to the first, which the first has answered under its number. */
export const numberOf = ({ chartSource, encounter }: Of, { focal }: Payers): string =>
  claimNumber(chartSource, focal === 0 ? encounter : `${encounter} payer ${focal + 1}`);
