/** PostgreSQL within the process (PGlite), kept in a folder: nothing to install, the same SQL as a served one. */
import { mkdirSync } from 'node:fs';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Queries, Row } from './database.ts';
import { lockFolder } from './folder-lock.ts';

/** `folder` undefined: in memory, for tests and the sandbox. */
export async function embeddedDatabase(folder?: string): Promise<Database> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const unlock = folder === undefined ? () => undefined : lockFolder(folder);
  const db = await PGlite.create(folder === undefined ? {} : { dataDir: folder }).catch((fault: unknown) => {
    unlock();
    throw fault;
  });
  return {
    kind: 'embedded',
    ...over(db),
    // PGlite has one connection and takes transactions in turn.
    script: async (sql) => {
      try {
        return (await db.exec(sql)).flatMap(({ rows }) => rows as Row[]);
      } catch (fault) {
        await db.query('ROLLBACK').catch(() => undefined);
        throw fault;
      }
    },
    transaction: (work) => db.transaction((tx) => work(over(tx))),
    close: () => db.close().finally(unlock),
  };
}

const over = (db: Pick<Transaction, 'query' | 'exec'>): Queries & Pick<Database, 'execute'> => ({
  query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await db.query<R>(sql, [...parameters])).rows,
  execute: async (sql) => {
    await db.exec(sql);
  },
});
