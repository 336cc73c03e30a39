/** Accesses to patient data in the database: one chain of hashes for all processes, added to under the lock of its end. */
import { ClaimwrightError } from '../kernel/index.ts';
import {
  type AuditEntry,
  type AuditFilter,
  type AuditTrail,
  auditHash,
  type KeptAuditEntry,
} from '../review/index.ts';
import type { Database, Queries, Row } from './db/database.ts';

/** Another process holds the end of the chain for milliseconds; longer means that it is stuck, and the caller is told. */
const PATIENCE = "SET LOCAL lock_timeout = '5s'";
const PAGE = 1000;

interface Waiting {
  readonly entries: readonly AuditEntry[];
  readonly kept: () => void;
  readonly lost: (fault: ClaimwrightError) => void;
}

export function databaseAuditTrail(database: Database): AuditTrail {
  let waiting: Waiting[] = [];
  let writing = false;
  // What comes while one transaction is under way is written by the next, all together: the chain has one end, and each
  // transaction waits for the disk.
  const drain = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await database.transaction((tx) =>
          add(
            tx,
            batch.flatMap((w) => w.entries),
          ),
        );
        for (const { kept } of batch) kept();
      } catch (cause) {
        for (const { lost } of batch) lost(new ClaimwrightError('CW-8201', {}, { cause }));
      }
    }
    writing = false;
  };
  return {
    append: (entries) =>
      entries.length === 0
        ? Promise.resolve()
        : new Promise((kept, lost) => {
            waiting.push({ entries, kept, lost });
            void drain();
          }),
    events: (filter = {}) => events(database, filter),
  };
}

interface End extends Row {
  readonly sequence: string | number;
  readonly hash: string;
}

async function add(tx: Queries, entries: readonly AuditEntry[]): Promise<void> {
  await tx.query(PATIENCE);
  const [end] = await tx.query<End>('SELECT sequence, hash FROM audit_chain WHERE id = 1 FOR UPDATE');
  if (!end) throw new ClaimwrightError('CW-6001', { detail: 'the end of the audit chain is missing' });
  let { hash } = end;
  let sequence = Number(end.sequence);
  const rows = entries.map((entry) => {
    sequence += 1;
    const event = JSON.stringify(entry);
    hash = auditHash(hash, sequence, event);
    return { sequence, recorded: entry.recorded, patient: entry.patient ?? null, event, hash };
  });
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  await tx.query(
    `INSERT INTO audit_event (sequence, recorded, patient, event, hash)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [column('sequence'), column('recorded'), column('patient'), column('event'), column('hash')],
  );
  await tx.query('UPDATE audit_chain SET sequence = $1, hash = $2 WHERE id = 1', [sequence, hash]);
}

interface EventRow extends End {
  readonly event: string;
}

/** Page by page, so that the memory it takes does not grow with the number of events. */
async function* events(db: Queries, { since, patient }: AuditFilter): AsyncGenerator<KeptAuditEntry> {
  let after = 0;
  for (;;) {
    const rows = await db.query<EventRow>(
      `SELECT sequence, event, hash FROM audit_event
       WHERE sequence > $1 AND ($2::text IS NULL OR recorded >= $2)
         AND ($3::text IS NULL OR patient = $3 OR right(patient, length($3) + 1) = '/' || $3)
       ORDER BY sequence LIMIT ${PAGE}`,
      [after, since ?? null, patient ?? null],
    );
    for (const { sequence, event, hash } of rows)
      yield { sequence: Number(sequence), entry: JSON.parse(event) as AuditEntry, hash };
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.sequence);
  }
}
