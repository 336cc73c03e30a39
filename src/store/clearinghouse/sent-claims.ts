/** What was sent, in the database: every byte with its hash, and the claims by each number that a response may name. */
import {
  controlKey,
  numberKey,
  type Payload,
  type Receipt,
  type SentBatch,
  type SentClaim,
  type SentClaims,
  sentContent,
} from '../../clearinghouse/index.ts';
import { ClaimwrightError, sha256 } from '../../kernel/index.ts';
import type { Database, Queries, Row } from '../db/database.ts';
import { damaged } from './damaged.ts';

export function databaseSentClaims(database: Database): SentClaims {
  const claims = async (where: string, values: readonly string[]): Promise<readonly SentClaim[]> => {
    // What is no X12 has no control numbers: an empty one names nothing.
    if (values.includes('')) return [];
    const sql = `SELECT claim FROM sent_claim WHERE ${where} ORDER BY place`;
    return (await database.query<{ claim: SentClaim }>(sql, values)).map((row) => row.claim);
  };
  return {
    prepare: (batch) => database.transaction((tx) => prepare(tx, batch)),
    delivered: async (id, receipt) => {
      await database.query('UPDATE sent_batch SET receipt = $2 WHERE id = $1 AND receipt IS NULL', [
        id,
        JSON.stringify(receipt),
      ]);
    },
    batch: (id) => batchOf(database, id),
    undelivered: async function* (channel) {
      const rows = await database.query<{ id: string }>(
        'SELECT id FROM sent_batch WHERE receipt IS NULL AND ($1::text IS NULL OR channel = $1) ORDER BY place',
        [channel ?? null],
      );
      for (const { id } of rows) {
        const batch = await batchOf(database, id);
        if (batch && !batch.receipt) yield batch;
      }
    },
    byNumber: (number) => claims('number_key = $1', [numberKey(number)]),
    inGroup: (group, transaction) =>
      transaction === undefined
        ? claims('group_key = $1', [controlKey(group)])
        : claims('group_key = $1 AND transaction_key = $2', [controlKey(group), controlKey(transaction)]),
    inInterchange: (interchange) => claims('interchange_key = $1', [controlKey(interchange)]),
  };
}

async function prepare(tx: Queries, batch: SentBatch): Promise<void> {
  const [made] = await tx.query(
    'INSERT INTO sent_batch (id, channel, receipt) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING id',
    [batch.id, batch.channel, batch.receipt ? JSON.stringify(batch.receipt) : null],
  );
  if (!made) return;
  for (const [position, p] of batch.payloads.entries())
    await tx.query(
      `INSERT INTO sent_payload (batch_id, position, name, content_type, sha256, idempotency_key, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [batch.id, position, p.name, p.contentType, p.sha256, p.idempotencyKey, Buffer.from(p.bytes)],
    );
  for (const [position, claim] of batch.claims.entries()) await addClaim(tx, claim, position);
}

async function addClaim(tx: Queries, claim: SentClaim, position: number): Promise<void> {
  const { interchange, group, transaction } = claim.controlNumbers;
  const [added] = await tx.query(
    `INSERT INTO sent_claim
       (batch_id, position, number_key, interchange_key, group_key, transaction_key, claim, content)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number_key, content) DO NOTHING RETURNING position`,
    [
      claim.batch,
      position,
      numberKey(claim.number),
      controlKey(interchange),
      controlKey(group),
      controlKey(transaction),
      JSON.stringify(claim),
      sentContent(claim.claim),
    ],
  );
  // Thrown within the transaction: the whole batch is undone, and whoever was first stands.
  if (!added) throw new ClaimwrightError('CW-8701', { number: claim.number });
}

interface PayloadRow extends Row, Omit<Payload, 'contentType' | 'idempotencyKey'> {
  readonly content_type: string;
  readonly idempotency_key: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function batchOf(database: Queries, id: string): Promise<SentBatch | undefined> {
  if (!UUID.test(id)) return undefined;
  const [row] = await database.query<{ channel: string; receipt: Receipt | null }>(
    'SELECT channel, receipt FROM sent_batch WHERE id = $1',
    [id],
  );
  if (!row) return undefined;
  const payloads = await database.query<PayloadRow>(
    'SELECT name, content_type, sha256, idempotency_key, bytes FROM sent_payload WHERE batch_id = $1 ORDER BY position',
    [id],
  );
  const claims = await database.query<{ claim: SentClaim }>(
    'SELECT claim FROM sent_claim WHERE batch_id = $1 ORDER BY position',
    [id],
  );
  return {
    id,
    channel: row.channel,
    receipt: row.receipt ?? undefined,
    payloads: payloads.map(payloadOf),
    claims: claims.map(({ claim }) => claim),
  };
}

/** What was sent must be what is shown: bytes that no longer have their hash are not handed on. */
function payloadOf({ name, content_type, idempotency_key, bytes, ...row }: PayloadRow): Payload {
  if (sha256(bytes) !== row.sha256) throw damaged(`the bytes of ${name} no longer have their hash`);
  return { name, contentType: content_type, bytes, sha256: row.sha256, idempotencyKey: idempotency_key };
}
