/** Queue → case → outbox on the embedded database and on a server: encounters a second, what a second worker and many kept cases change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { postgresqlDatabase } from '../src/store/db/postgresql.ts';
import { type Database, openDatabase } from '../src/store/index.ts';
import { knowledge } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { storeSite } from './support/store-site.ts';
import { median } from './support/timing.ts';

export const name =
  'Encounters through queue, case and outbox (a server where CLAIMWRIGHT_TEST_DATABASE_URL names one)';

const WARM = 60;
const MEASURED = Number(process.env.BENCH_ENCOUNTERS ?? 240);
const FEW = 1000;
const MANY = Number(process.env.BENCH_CASES ?? 200_000);
/** One round is a part of what is measured at each size, in turns with the plain inserts of the same rows. */
const ROUND = MEASURED / 4;

export async function run(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  try {
    const url = process.env.CLAIMWRIGHT_TEST_DATABASE_URL;
    return [
      ...(await oneEngine('embedded', () => openDatabase({ folder: join(folder, 'database') }))),
      ...(url ? await oneEngine('server', async () => openDatabase({ url: await emptyOn(url) })) : []),
      ...(url ? await workers(url) : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function emptyOn(url: string): Promise<string> {
  const database = `bench_${randomUUID().replaceAll('-', '')}`;
  const server = postgresqlDatabase(url);
  await server.execute(`CREATE DATABASE ${database}`);
  await server.close();
  const own = new URL(url);
  own.pathname = database;
  return own.href;
}

async function oneEngine(engine: string, open: () => Promise<Database>): Promise<readonly Figure[]> {
  const database = await open();
  const site = await storeSite(database, await knowledge());
  let at = 0;
  /** Milliseconds for each of so many more encounters. */
  const some = async (count: number): Promise<number> => {
    await site.enqueue(at, count);
    at += count;
    const start = performance.now();
    await site.drain();
    return (performance.now() - start) / count;
  };
  try {
    await some(WARM);
    const empty = await some(MEASURED);
    await fill(database, at, FEW);
    const few = await rounds(some);
    const plain = await plainInserts(database);
    await fill(database, FEW, MANY);
    const many = await rounds(some);
    return [
      { label: `${engine}: encounters a second, one worker`, value: 1000 / empty, unit: '/s' },
      {
        label: `${engine}: cost at ${MANY.toLocaleString('en-US')} cases over 1,000`,
        value: many / few,
        unit: '×',
        aim: 1.2,
      },
      { label: `${engine}: plain inserts of the same rows`, value: 1000 / plain, unit: '/s' },
      { label: `${engine}: coding and keeping over plain inserts`, value: few / plain, unit: '×' },
    ];
  } finally {
    await site.close();
    await database.close();
  }
}

async function rounds(some: (count: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 4; i += 1) times.push(await some(ROUND));
  return median(times);
}

/** Rows as cases leave them, without their charts: how many there are is what searching an index depends on. */
async function fill(database: Database, from: number, to: number): Promise<void> {
  const numbers = `generate_series(${from + 1}, ${to}) AS n`;
  const owner = "md5('fill' || n)::uuid";
  // Foreign keys hold by the way the rows are made; checking each would take most of the time.
  await database.execute(`
    BEGIN; SET LOCAL session_replication_role = replica;
    INSERT INTO encounter_case (id, connection, encounter, state, events, changed_at, summary, details)
      SELECT ${owner}, 'fill', 'Encounter/' || n, 'claimed', 4, now(), '{}', '{}' FROM ${numbers};
    INSERT INTO case_event (case_id, sequence, at, who, kind, why, hash)
      SELECT ${owner}, k, '', 'bench', 'read', '', '' FROM ${numbers}, generate_series(1, 4) AS k;
    INSERT INTO claim_number (number, case_id) SELECT 'F' || n, ${owner} FROM ${numbers};
    INSERT INTO past_patient (patient, owner) SELECT 'f' || n, ${owner} FROM ${numbers};
    INSERT INTO delivery (id, kind, case_id, connection, state, attempts, next_at)
      SELECT md5('d' || n)::uuid, 'claim', ${owner}, 'fill', 'done', 0, now() FROM ${numbers};
    COMMIT`);
  await database.execute('ANALYZE');
}

/** Milliseconds to insert the rows of one case, in one transaction: what any program would need. */
async function plainInserts(database: Database): Promise<number> {
  const rows = await database.query<{ id: string; summary: unknown; details: unknown }>(
    "SELECT id, summary::text AS summary, details::text AS details FROM encounter_case WHERE connection = 'bench' LIMIT 200",
  );
  await database.execute(`
    CREATE TABLE plain_case (LIKE encounter_case INCLUDING ALL); CREATE TABLE plain_event (LIKE case_event INCLUDING ALL);`);
  const start = performance.now();
  for (const { id, summary, details } of rows)
    await database.transaction(async (tx) => {
      await tx.query(
        "INSERT INTO plain_case (id, connection, encounter, state, events, changed_at, summary, details) VALUES ($1, 'plain', $2, 'claimed', 4, now(), $3, $4)",
        [id, id, summary, details],
      );
      for (let k = 1; k <= 4; k += 1)
        await tx.query("INSERT INTO plain_event VALUES ($1, $2, '', 'bench', 'read', '', '')", [id, k]);
    });
  const each = (performance.now() - start) / rows.length;
  await database.execute('DROP TABLE plain_event; DROP TABLE plain_case');
  return each;
}

const MANY_WORKERS = 2 * MEASURED;

/** Processes of their own; starting them is not measured. */
async function workers(url: string): Promise<readonly Figure[]> {
  const one = await together(url, 1);
  const two = await together(url, 2);
  return [
    { label: 'server: encounters a second, one worker process', value: one, unit: '/s' },
    { label: 'server: encounters a second, two worker processes', value: two, unit: '/s' },
    { label: 'server: two worker processes over one', value: two / one, unit: '×', aim: 1.7 },
  ];
}

async function together(url: string, count: number): Promise<number> {
  const own = await emptyOn(url);
  const database = await openDatabase({ url: own });
  const site = await storeSite(database, await knowledge());
  const script = resolve(import.meta.dirname, 'support/store-site.ts');
  const processes = Array.from({ length: count }, () => spawn(process.execPath, [script, own]));
  try {
    await Promise.all(processes.map((p) => once(p.stdout, 'data')));
    await site.enqueue(0, MANY_WORKERS);
    const start = performance.now();
    for (const p of processes) p.stdin.write('go\n');
    await Promise.all(processes.map(ended));
    return (1000 * (await site.cases.count())) / (performance.now() - start);
  } finally {
    for (const p of processes) p.kill();
    await site.close();
    await database.close();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`a worker ended with ${code}`);
}
