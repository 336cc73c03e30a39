/** A PostgreSQL server, by its address; a pool of connections, each statement prepared by the server. */
import pg from 'pg';
import type { Database, Queries, Row } from './database.ts';

/** Enough for the work of one process; many processes share the server. */
const CONNECTIONS = 10;

export function postgresqlDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // An idle connection that the server closes must not end the process: the next query opens another.
  pool.on('error', () => undefined);
  return {
    kind: 'postgresql',
    ...over(pool),
    // The driver answers several statements with a list of results; a connection on which one failed is not used again.
    script: async (sql) => [await pool.query(sql)].flat().flatMap(({ rows }) => rows as Row[]),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
  };
}

async function transaction<T>(
  pool: pg.Pool,
  work: (queries: Queries & Pick<Database, 'execute'>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(over(client));
    await client.query('COMMIT');
    return result;
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw fault;
  } finally {
    // A connection that could not even roll back is not given to anybody else.
    client.release(broken);
  }
}

const over = (db: Pick<pg.Pool, 'query'> | pg.PoolClient): Queries & Pick<Database, 'execute'> => ({
  query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await db.query(sql, [...parameters])).rows as R[],
  execute: async (sql) => {
    await db.query(sql);
  },
});
