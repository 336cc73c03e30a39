/** Writes a backup: one snapshot of every table, streamed, so that its size is the disk's concern and not the memory's. */
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Database, Queries, Row } from '../db/database.ts';
import { type BackupFoot, FORMAT, lineHash, lineOf, VERSION } from './format.ts';
import { quoted, stepsOf, type TypedTable, tablesOf } from './tables.ts';

/** A row may hold a whole chart; this many of them fit the memory of a small machine. */
const AT_A_TIME = 50;

/** Answers how many rows of each table it holds. A file that is there already is never written over. */
export async function writeBackup(
  database: Database,
  path: string,
  madeAt: string,
): Promise<BackupFoot['counts']> {
  if (existsSync(path)) throw unusable(path, 'a file is there already');
  // Under its own name only once it is whole: what a crash leaves must not look like a backup.
  const partial = `${path}.partial`;
  const counts: Record<string, number> = {};
  try {
    await database.transaction(async (tx) => {
      await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const lines = Readable.from(linesOf(tx, madeAt, counts));
      await pipeline(lines, createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }));
    });
    await rename(partial, path);
    return counts;
  } catch (fault) {
    await rm(partial, { force: true });
    const { syscall, code } = fault as { syscall?: string; code?: string };
    throw syscall === undefined ? fault : unusable(path, `it cannot be written (${code})`, fault);
  }
}

const unusable = (what: string, detail: string, cause?: unknown): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what, kind: 'place for a backup', detail }, { cause });

async function* linesOf(tx: Queries, madeAt: string, counts: Record<string, number>): AsyncGenerator<string> {
  const hash = lineHash();
  const sealed = (line: string): string => {
    hash.add(line);
    return line;
  };
  const tables = await tablesOf(tx);
  const named = tables.map(({ name, columns }) => ({ name, columns }));
  yield sealed(
    lineOf({ format: FORMAT, version: VERSION, madeAt, schema: await stepsOf(tx), tables: named }),
  );
  for (const [i, table] of tables.entries()) {
    counts[table.name] = 0;
    for await (const values of rowsOf(tx, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + 1;
      yield sealed(lineOf([i, values]));
    }
  }
  yield lineOf({ counts, sha256: hash.end() });
}

/** As text, which both engines read back to the same value; JSON columns keep every byte. */
async function* rowsOf(tx: Queries, table: TypedTable): AsyncGenerator<readonly (string | null)[]> {
  const columns = table.columns.map((column, i) => `${quoted(column)}::text AS c${i}`);
  await tx.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${quoted(table.name)}`,
  );
  for (;;) {
    const rows = await tx.query<Row>(`FETCH FORWARD ${AT_A_TIME} FROM backup_rows`);
    for (const row of rows) yield table.columns.map((_, i) => (row[`c${i}`] ?? null) as string | null);
    if (rows.length === 0) break;
  }
  await tx.query('CLOSE backup_rows');
}
