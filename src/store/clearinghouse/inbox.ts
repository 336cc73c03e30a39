/** Received files in the database, each known by its hash. */
import type { FileSummary, Inbox, ReceivedFile } from '../../clearinghouse/index.ts';
import type { Queries, Row } from '../db/database.ts';

interface FileRow extends Row, Omit<ReceivedFile, 'bytes'> {
  readonly bytes: string | number;
  readonly summary: FileSummary | null;
}

export const databaseInbox = (database: Queries): Inbox => ({
  isDone: async (sha256) => {
    const sql = 'SELECT 1 FROM received_file WHERE sha256 = $1 AND summary IS NOT NULL';
    return (await database.query(sql, [sha256])).length > 0;
  },
  arrived: async ({ sha256, name, bytes, at }) => {
    await database.query(
      'INSERT INTO received_file (sha256, name, bytes, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [sha256, name, bytes, at],
    );
  },
  done: async (sha256, summary) => {
    await database.query('UPDATE received_file SET summary = $2 WHERE sha256 = $1', [
      sha256,
      JSON.stringify(summary),
    ]);
  },
  list: async () => {
    const rows = await database.query<FileRow>(
      'SELECT sha256, name, bytes, at, summary FROM received_file ORDER BY place',
    );
    return rows.map(({ bytes, summary, ...row }) => ({
      ...row,
      bytes: Number(bytes),
      summary: summary ?? undefined,
    }));
  },
});
