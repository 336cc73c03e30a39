/** A page of cases: what a list shows of each, without its chart; the one kept first last. */
import type { Case, CaseState } from './case.ts';

export interface PageQuery {
  /** Only cases in this state. */
  readonly state?: CaseState | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface CasePage {
  readonly rows: readonly SummarisedCase[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

export interface SummarisedCase {
  readonly case: Omit<Case, 'events'>;
  readonly summary: CaseSummary;
}

export type CaseSummary = Readonly<Record<string, unknown>>;

/** What is kept beside the details, so that nothing else need be read. */
export interface CaseIndex<Details> {
  /** What a list of cases shows or asks. */
  summary?(details: Details): CaseSummary;
  /** The numbers of its claims, in capitals, by which an answer of a payer finds the case. */
  claimNumbers?(details: Details): readonly string[];
}

/** A cursor is the place of the last row in the order of keeping. */
export const placeOf = (after: string | undefined): number | undefined =>
  after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : undefined;

/** The page of cases that lie in memory, given in the order in which they were first kept. */
export function memoryPage<Details>(
  kept: readonly { readonly case: Case; readonly details: Details }[],
  { state, after, limit }: PageQuery,
  index: CaseIndex<Details>,
): CasePage {
  const before = placeOf(after) ?? kept.length + 1;
  const found = kept
    .map((stored, i) => ({ ...stored, place: i + 1 }))
    .filter((s) => s.place < before && (state === undefined || s.case.state === state))
    .reverse();
  const rows = found.slice(0, limit);
  return {
    rows: rows.map(({ case: { events: _events, ...c }, details }) => ({
      case: c,
      summary: index.summary?.(details) ?? {},
    })),
    next: found.length > limit ? String(rows.at(-1)?.place) : undefined,
  };
}
