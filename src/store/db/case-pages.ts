/** Pages of cases and claim numbers in the database: answered from the summaries and an index, never from a chart. */
import {
  type Case,
  type CasePage,
  type CaseSummary,
  type PageQuery,
  placeOf,
  type StateCounts,
} from '../../review/index.ts';
import type { Queries, Row } from './database.ts';

interface SummaryRow extends Row {
  readonly id: string;
  readonly connection: string;
  readonly encounter: string;
  readonly state: Case['state'];
  readonly summary: CaseSummary;
  readonly kept_first: string | number;
}

/** One row more than asked for tells whether there is another page. */
export async function pageOf(db: Queries, { state, after, limit }: PageQuery): Promise<CasePage> {
  const rows = await db.query<SummaryRow>(
    `SELECT id, connection, encounter, state, summary, kept_first FROM encounter_case
     WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR kept_first < $2)
     ORDER BY kept_first DESC LIMIT $3`,
    [state ?? null, placeOf(after) ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map(({ summary, kept_first: _place, ...c }) => ({ case: { ...c }, summary })),
    next: rows.length > limit ? String(shown.at(-1)?.kept_first) : undefined,
  };
}

export async function stateCounts(db: Queries): Promise<StateCounts> {
  const rows = await db.query<{ state: Case['state']; n: string | number }>(
    'SELECT state, count(*) AS n FROM encounter_case GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

/** The first case that bore the number: two never do, unless somebody copied an encounter. */
export async function caseOfClaim(db: Queries, number: string): Promise<string | undefined> {
  const [row] = await db.query<{ case_id: string }>(
    `SELECT n.case_id FROM claim_number n JOIN encounter_case c ON c.id = n.case_id
     WHERE n.number = $1 ORDER BY c.kept_first LIMIT 1`,
    [number.toUpperCase()],
  );
  return row?.case_id;
}

/** A number that a claim once bore still finds its case: an answer to it may come after the claim was made anew. */
export async function addClaimNumbers(
  tx: Queries,
  caseId: string,
  numbers: readonly string[],
): Promise<void> {
  if (numbers.length === 0) return;
  await tx.query(
    'INSERT INTO claim_number (number, case_id) SELECT unnest($1::text[]), $2::uuid ON CONFLICT DO NOTHING',
    [[...numbers], caseId],
  );
}
