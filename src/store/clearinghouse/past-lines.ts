/** The services claimed before, in the database, found by the hashes of their patient. */
import type { KeptPast, PastFrom, PastLines } from '../../clearinghouse/index.ts';
import type { PastLine } from '../../edits/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import type { Database, Queries, Row } from '../db/database.ts';

export const databasePastLines = (database: Database): PastLines => ({
  keep: (past, from) => database.transaction((tx) => keepPast(tx, past, from)),
  of: (patients, except) => pastOf(database, patients, except),
  keptFrom: async (source) => {
    const sql = 'SELECT day FROM past_from WHERE source = $1';
    return (await database.query<{ day: ServiceDate }>(sql, [source]))[0]?.day;
  },
});

/** Within the transaction of the case that it is of. */
export async function keepPast(tx: Queries, past: KeptPast, from: PastFrom | undefined): Promise<void> {
  const { owner, patients, lines } = past;
  await tx.query('DELETE FROM past_patient WHERE owner = $1', [owner]);
  await tx.query('DELETE FROM past_line WHERE owner = $1', [owner]);
  if (from)
    await tx.query('INSERT INTO past_from (source, day) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      from.source,
      from.day,
    ]);
  if (lines.length === 0) return;
  await tx.query(
    'INSERT INTO past_patient (patient, owner) SELECT DISTINCT unnest($1::text[]), $2::uuid ON CONFLICT DO NOTHING',
    [[...patients], owner],
  );
  for (const [position, line] of lines.entries()) await addLine(tx, owner, position, line);
}

async function addLine(tx: Queries, owner: string, position: number, line: PastLine): Promise<void> {
  const { claim, date, code, modifiers, provider, diagnoses } = line;
  await tx.query(
    `INSERT INTO past_line (owner, position, claim, date, code, modifiers, provider, diagnoses)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [owner, position, claim ?? null, date, code, [...modifiers], provider ?? null, [...diagnoses]],
  );
}

interface LineRow extends Row, Omit<PastLine, 'claim' | 'provider'> {
  readonly claim: string | null;
  readonly provider: string | null;
}

async function pastOf(
  database: Queries,
  patients: readonly string[],
  except: string | undefined,
): Promise<readonly PastLine[]> {
  const rows = await database.query<LineRow>(
    `SELECT claim, date, code, modifiers, provider, diagnoses FROM past_line
     WHERE owner IN (SELECT owner FROM past_patient WHERE patient = ANY ($1::text[]))
       AND ($2::uuid IS NULL OR owner <> $2) ORDER BY date, owner, position`,
    [[...patients], except ?? null],
  );
  return rows.map((row) => ({ ...row, claim: row.claim ?? undefined, provider: row.provider ?? undefined }));
}
