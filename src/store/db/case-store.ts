/** Cases in the database: state and details in one row, events in a chain that is only ever added to. */
import type { CasePast } from '../../clearinghouse/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Case, CaseIndex, CaseStore, CaseSummary, StoredCase } from '../../review/index.ts';
import { keepPast } from '../clearinghouse/past-lines.ts';
import { databaseOutbox, keepDelivery, settleDelivery } from '../deliveries.ts';
import { addClaimNumbers, caseOfClaim, pageOf, stateCounts } from './case-pages.ts';
import type { Database, Queries, Row } from './database.ts';
import { brokenAt, eventHash, type KeptEvent } from './event-chain.ts';

/** How details become a JSON value and are read again: a Chart has methods, and what was read is kept, not what was made of it. */
export interface DetailsCodec<Details> extends CaseIndex<Details> {
  write(details: Details): unknown;
  read(value: unknown): Details;
  /** What the claims of the case add to the history of its patient. */
  past?(kept: StoredCase<Details>): CasePast | undefined;
}

interface CaseRow extends Row {
  readonly id: string;
  readonly connection: string;
  readonly encounter: string;
  readonly state: Case['state'];
  readonly details: unknown;
}

export interface DatabaseCaseStore<Details> extends CaseStore<Details> {
  /** Every case whose chain of events does not hold, with the first event at fault. */
  verify(): AsyncIterable<BrokenCase>;
  /** The summary of every case, in the order in which they were first kept. */
  summaries(): AsyncIterable<KeptSummary>;
}

export interface KeptSummary {
  readonly id: string;
  readonly summary: CaseSummary;
}

export interface BrokenCase {
  readonly id: string;
  readonly event: number;
  readonly why: string;
}

export function databaseCaseStore<Details>(
  database: Database,
  codec: DetailsCodec<Details>,
  /** Keeps, in the same transaction, what others are shown of the case. */
  beside?: (tx: Queries, kept: StoredCase<Details>) => Promise<void>,
): DatabaseCaseStore<Details> {
  const stored = (row: CaseRow, events: readonly KeptEvent[]): StoredCase<Details> => ({
    case: {
      id: row.id,
      connection: row.connection,
      encounter: row.encounter,
      state: row.state,
      events: events.map(({ sequence, at, who, kind, why }) => ({ sequence, at, who, kind, why })),
    },
    details: codec.read(row.details),
  });
  const get = async (id: string): Promise<StoredCase<Details> | undefined> => {
    if (!UUID.test(id)) return undefined;
    const [row] = await database.query<CaseRow>(`${SELECT} WHERE id = $1`, [id]);
    return row && stored(row, await eventsOf(database, id));
  };
  return {
    get,
    counts: () => stateCounts(database),
    page: (query) => pageOf(database, query),
    byClaimNumber: async (number) => {
      const id = await caseOfClaim(database, number);
      return id === undefined ? undefined : get(id);
    },
    list: async () => {
      const rows = await database.query<CaseRow>(`${SELECT} ORDER BY kept_first`);
      const events = Map.groupBy(await allEvents(database), (event) => event.case_id);
      return rows.map((row) => stored(row, events.get(row.id) ?? []));
    },
    put: (kept, seen, deliveries = [], settled = []) =>
      database.transaction(async (tx) => {
        await put(tx, kept, seen, codec);
        for (const delivery of deliveries) await keepDelivery(tx, delivery);
        for (const id of settled) await settleDelivery(tx, id);
        await beside?.(tx, kept);
      }),
    outbox: databaseOutbox(database),
    verify: () => verify(database),
    summaries: () => summaries(database),
    count: async () => Number((await database.query('SELECT count(*) AS n FROM encounter_case'))[0]?.n ?? 0),
  };
}

const SELECT = 'SELECT id, connection, encounter, state, details FROM encounter_case';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function put<Details>(
  tx: Queries,
  { case: c, details }: StoredCase<Details>,
  seen: number,
  codec: DetailsCodec<Details>,
): Promise<void> {
  const [row] = await tx.query<{ events: number }>(
    'SELECT events FROM encounter_case WHERE id = $1 FOR UPDATE',
    [c.id],
  );
  if ((row?.events ?? 0) !== seen) throw new ClaimwrightError('CW-4002');
  const values = [
    c.id,
    c.connection,
    c.encounter,
    c.state,
    c.events.length,
    c.events.at(-1)?.at ?? EPOCH,
    JSON.stringify(codec.summary?.(details) ?? {}),
    JSON.stringify(codec.write(details)),
  ];
  // Two that begin the same case at once both find no row: the second waits for the first here, and then has none.
  const [written] = row
    ? await tx.query(
        'UPDATE encounter_case SET state = $4, events = $5, changed_at = $6, summary = $7, details = $8 WHERE id = $1 AND connection = $2 AND encounter = $3 RETURNING id',
        values,
      )
    : await tx.query(
        'INSERT INTO encounter_case (id, connection, encounter, state, events, changed_at, summary, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING id',
        values,
      );
  if (!written) throw new ClaimwrightError('CW-4002');
  await addEvents(tx, c, seen);
  await addClaimNumbers(tx, c.id, codec.claimNumbers?.(details) ?? []);
  const past = codec.past?.({ case: c, details });
  if (past) await keepPast(tx, { owner: c.id, ...past }, past.from);
}

const EPOCH = '1970-01-01T00:00:00Z';

/** All in one statement: each would be a way to the server and back. */
async function addEvents(tx: Queries, c: Case, seen: number): Promise<void> {
  let before = seen === 0 ? c.id : await lastHash(tx, c.id);
  const events = c.events.slice(seen).map((event) => {
    before = eventHash(before, event);
    return { ...event, hash: before };
  });
  if (events.length === 0) return;
  const column = (key: keyof KeptEvent) => events.map((event) => event[key]);
  await tx.query(
    `INSERT INTO case_event (case_id, sequence, at, who, kind, why, hash)
     SELECT $1::uuid, * FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    [c.id, ...(['sequence', 'at', 'who', 'kind', 'why', 'hash'] as const).map(column)],
  );
}

async function lastHash(tx: Queries, id: string): Promise<string> {
  const [last] = await tx.query<{ hash: string }>(
    'SELECT hash FROM case_event WHERE case_id = $1 ORDER BY sequence DESC LIMIT 1',
    [id],
  );
  return last?.hash ?? id;
}

const eventsOf = (database: Queries, id: string): Promise<readonly KeptEvent[]> =>
  database.query<KeptEvent & Row>(
    'SELECT sequence, at, who, kind, why, hash FROM case_event WHERE case_id = $1 ORDER BY sequence',
    [id],
  );

const allEvents = (database: Queries): Promise<readonly (KeptEvent & { readonly case_id: string })[]> =>
  database.query<KeptEvent & { readonly case_id: string } & Row>(
    'SELECT case_id, sequence, at, who, kind, why, hash FROM case_event ORDER BY case_id, sequence',
  );

/** Page by page, so that the memory it takes does not grow with the number of cases. */
async function* summaries(database: Database): AsyncGenerator<KeptSummary> {
  let after = 0;
  for (;;) {
    const rows = await database.query<KeptSummary & { kept_first: string | number } & Row>(
      'SELECT id, summary, kept_first FROM encounter_case WHERE kept_first > $1 ORDER BY kept_first LIMIT 1000',
      [after],
    );
    if (rows.length === 0) return;
    for (const { id, summary } of rows) yield { id, summary };
    after = Number(rows.at(-1)?.kept_first ?? 0);
  }
}

/** Case by case, so that the memory it takes does not grow with the number of cases. */
async function* verify(database: Database): AsyncGenerator<BrokenCase> {
  let after = 0;
  for (;;) {
    const rows = await database.query<{ id: string; events: number; kept_first: string | number }>(
      'SELECT id, events, kept_first FROM encounter_case WHERE kept_first > $1 ORDER BY kept_first LIMIT 200',
      [after],
    );
    if (rows.length === 0) return;
    for (const { id, events } of rows) {
      const kept = await eventsOf(database, id);
      const broken = brokenAt(id, kept);
      if (broken !== undefined) yield { id, event: broken, why: 'the chain of hashes is broken' };
      else if (kept.length !== events)
        yield { id, event: kept.length + 1, why: `${events - kept.length} events at its end are missing` };
    }
    after = Number(rows.at(-1)?.kept_first ?? 0);
  }
}
