/** The outbox in the database. Rows are kept and settled in the transaction of their case (db/case-store.ts). */
import type { Delivery, DeliveryCounts, KeptDelivery, Outbox } from '../review/index.ts';
import type { Database, Queries, Row } from './db/database.ts';

interface DeliveryRow extends Row {
  readonly id: string;
  readonly kind: KeptDelivery['kind'];
  readonly case_id: string;
  readonly connection: string;
  readonly state: KeptDelivery['state'];
  readonly attempts: number;
  readonly next_at: Date;
  readonly fault: KeptDelivery['fault'] | null;
  readonly body: unknown;
}

const COLUMNS = 'id, kind, case_id, connection, state, attempts, next_at, fault, body';

/** In place of an earlier one of the same id, whatever had become of it. */
export async function keepDelivery(tx: Queries, d: Delivery): Promise<void> {
  await tx.query(
    `INSERT INTO delivery (${COLUMNS}) VALUES ($1, $2, $3, $4, 'open', 0, $5, NULL, $6)
     ON CONFLICT (id) DO UPDATE SET state = 'open', attempts = 0, next_at = $5, fault = NULL, body = $6`,
    [d.id, d.kind, d.case, d.connection, d.notBefore, JSON.stringify(d.body)],
  );
}

export async function settleDelivery(tx: Queries, id: string): Promise<void> {
  await tx.query("UPDATE delivery SET state = 'done', body = NULL WHERE id = $1", [id]);
}

export function databaseOutbox(database: Database): Outbox {
  return {
    get: async (id) => {
      const [row] = await database.query<DeliveryRow>(`SELECT ${COLUMNS} FROM delivery WHERE id = $1`, [id]);
      return row && deliveryOf(row);
    },
    take: async ({ now, until, limit }) => {
      // Another worker's rows are passed over, not waited for.
      const rows = await database.query<DeliveryRow>(
        `UPDATE delivery SET next_at = $2 WHERE id IN (
           SELECT id FROM delivery WHERE state = 'open' AND next_at <= $1 ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) RETURNING ${COLUMNS}`,
        [now, until, limit],
      );
      return rows.map(deliveryOf);
    },
    failed: async (id, seen, fault, nextAt) => {
      await database.query(
        `UPDATE delivery SET attempts = attempts + 1, fault = $3, next_at = coalesce($4, next_at),
           state = CASE WHEN $4::timestamptz IS NULL THEN 'dead' ELSE state END
         WHERE id = $1 AND attempts = $2 AND state = 'open'`,
        [id, seen, JSON.stringify(fault), nextAt ?? null],
      );
    },
    dead: async (limit) => {
      const rows = await database.query<DeliveryRow>(
        `SELECT ${COLUMNS} FROM delivery WHERE state = 'dead' ORDER BY next_at LIMIT $1`,
        [limit],
      );
      return rows.map(deliveryOf);
    },
    redrive: async (ids, now) => {
      const rows = await database.query(
        `UPDATE delivery SET state = 'open', attempts = 0, fault = NULL, next_at = $1
         WHERE state = 'dead' AND ($2::text[] IS NULL OR id::text = ANY($2)) RETURNING id`,
        [now, ids === 'all' ? null : ids],
      );
      return rows.length;
    },
    drop: async (id) => {
      const rows = await database.query(
        "DELETE FROM delivery WHERE state = 'dead' AND id::text = $1 RETURNING id",
        [id],
      );
      return rows.length > 0;
    },
    counts: () => counts(database),
  };
}

async function counts(database: Queries): Promise<DeliveryCounts> {
  const rows = await database.query<{ state: string; n: number | string; oldest: Date }>(
    "SELECT state, count(*) AS n, min(next_at) AS oldest FROM delivery WHERE state <> 'done' GROUP BY state",
  );
  const of = (state: string) => rows.find((r) => r.state === state);
  return {
    open: Number(of('open')?.n ?? 0),
    dead: Number(of('dead')?.n ?? 0),
    oldest: of('open')?.oldest.toISOString(),
  };
}

function deliveryOf({ case_id, next_at, fault, body, ...row }: DeliveryRow): KeptDelivery {
  return {
    ...row,
    case: case_id,
    nextAt: next_at.toISOString(),
    fault: fault ?? undefined,
    body: body ?? undefined,
  };
}
