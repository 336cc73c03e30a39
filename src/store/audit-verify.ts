/** Whether the events of the audit trail are as they were kept: finds a change, a deletion, an insertion and another order. */
import { type AuditEntry, auditHash, CHAIN_START } from '../review/index.ts';
import type { Queries, Row } from './db/database.ts';

export interface AuditVerdict {
  readonly events: number;
  /** The first event at fault; those after it cannot be told. Undefined when the chain holds. */
  readonly broken: { readonly event: number; readonly why: string } | undefined;
}

interface EventRow extends Row {
  readonly sequence: string | number;
  readonly recorded: string;
  readonly patient: string | null;
  readonly event: string;
  readonly hash: string;
}

const PAGE = 1000;

/** Page by page up to the end as it was when it began: events that are added meanwhile are left to the next time. */
export async function verifyAudit(db: Queries): Promise<AuditVerdict> {
  const [end] = await db.query<{ sequence: string | number; hash: string }>(
    'SELECT sequence, hash FROM audit_chain WHERE id = 1',
  );
  if (!end) return { events: 0, broken: { event: 0, why: 'the end of the chain is missing' } };
  const last = Number(end.sequence);
  let [at, hash] = [0, CHAIN_START];
  while (at < last) {
    const rows = await page(db, at, last);
    if (rows.length === 0) return broken(at, `the last ${last - at} events are missing`);
    for (const row of rows) {
      const fault = faultOf(row, at + 1, hash);
      if (fault) return broken(at, fault);
      [at, hash] = [at + 1, row.hash];
    }
  }
  if (hash !== end.hash) return broken(last - 1, 'it is not the one the chain ended with');
  return (await beyond(db, last)) ?? { events: last, broken: undefined };
}

const broken = (before: number, why: string): AuditVerdict => ({
  events: before,
  broken: { event: before + 1, why },
});

const page = (db: Queries, after: number, last: number): Promise<readonly EventRow[]> =>
  db.query<EventRow>(
    `SELECT sequence, recorded, patient, event, hash FROM audit_event
     WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT ${PAGE}`,
    [after, last],
  );

function faultOf(row: EventRow, expected: number, before: string): string | undefined {
  if (Number(row.sequence) !== expected) return 'it is missing';
  if (row.hash !== auditHash(before, expected, row.event)) return 'the chain of hashes is broken';
  const { recorded, patient = null } = JSON.parse(row.event) as AuditEntry;
  // By these columns events are found; a changed one would hide its event.
  return recorded === row.recorded && patient === row.patient
    ? undefined
    : 'it is filed under something else';
}

/** What stands behind the end and was not appended: an append moves the end in the same transaction. */
async function beyond(db: Queries, last: number): Promise<AuditVerdict | undefined> {
  const [row] = await db.query<{ first: string | null; ended: string | number | null }>(
    `SELECT (SELECT min(sequence) FROM audit_event WHERE sequence > c.sequence) AS first, c.sequence AS ended
     FROM audit_chain c WHERE id = 1`,
  );
  if (row?.first === null || row?.first === undefined) return undefined;
  return broken(Math.max(last, Number(row.ended)), 'it was put there without being appended');
}
