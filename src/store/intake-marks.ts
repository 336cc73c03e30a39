/** The marks and leases of polling in the database: a mark is written only by whoever holds its connection's lease. */
import type { Mark, Marks } from '../ehr/index.ts';
import type { Database, Row } from './db/database.ts';

interface MarkRow extends Row {
  readonly at: string;
  readonly set_at: string;
  readonly seen: readonly string[];
}

export function databaseMarks(database: Database): Marks {
  return {
    async get(connection, feed) {
      const [row] = await database.query<MarkRow>(
        'SELECT at, set_at, seen FROM intake_mark WHERE connection = $1 AND feed = $2',
        [connection, feed],
      );
      return row && { at: row.at, setAt: row.set_at, seen: row.seen };
    },
    put: (connection, feed, mark, holder) => put(database, connection, feed, mark, holder),
    lease: (connection, holder, seconds) => lease(database, connection, holder, seconds),
    async release(connection, holder) {
      await database.query('DELETE FROM intake_lease WHERE connection = $1 AND holder = $2', [
        connection,
        holder,
      ]);
    },
  };
}

/** One statement, so that a lease which ends in between cannot let two marks cross. */
async function put(
  database: Database,
  connection: string,
  feed: string,
  { at, setAt, seen }: Mark,
  holder: string,
): Promise<boolean> {
  const rows = await database.query(
    `INSERT INTO intake_mark (connection, feed, at, set_at, seen)
     SELECT connection, $2::text, $3::text, $4::text, $5::jsonb FROM intake_lease
     WHERE connection = $1 AND holder = $6 FOR UPDATE
     ON CONFLICT (connection, feed)
     DO UPDATE SET at = excluded.at, set_at = excluded.set_at, seen = excluded.seen
     RETURNING feed`,
    [connection, feed, at, setAt, JSON.stringify(seen), holder],
  );
  return rows.length > 0;
}

async function lease(
  database: Database,
  connection: string,
  holder: string,
  seconds: number,
): Promise<boolean> {
  const rows = await database.query(
    `INSERT INTO intake_lease AS held (connection, holder, until)
     VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (connection) DO UPDATE SET holder = excluded.holder, until = excluded.until
     WHERE held.holder = excluded.holder OR held.until <= clock_timestamp()
     RETURNING holder`,
    [connection, holder, seconds],
  );
  return rows.length > 0;
}
