/** NCCI PTP edits: 2.6 million generated pairs read, kept, loaded and looked up by day, beside the same look-up in SQLite. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ServiceDate, serviceDate } from '../src/kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../src/terminology/code.ts';
import { ncciTables } from '../src/terminology/ncci/ncci.ts';
import { type NcciSet, readNcciBinary } from '../src/terminology/ncci/ncci-set.ts';
import { ncci as importer } from '../src/terminology/ncci/official.ts';
import type { PtpTable } from '../src/terminology/ncci/ptp-table.ts';
import type { Figure } from './support/figure.ts';
import { median } from './support/timing.ts';

export const name = 'NCCI PTP edits, 2.6 million generated pairs';

const EDITS = 2_600_000;
// As many codes as the tables of 2026 name.
const CODES = 13_000;
const PARTS = 4;
// Look-ups of one round: enough that what the other engine left in the caches does not count.
const OURS = 200_000;
const THEIRS = 20_000;
const ROUNDS = 16;

/** Three numbers a question: the places of its two codes and of its day. Kept small, for it is not they that are measured. */
interface Questions {
  readonly codes: readonly ProcedureCode[];
  readonly days: readonly ServiceDate[];
  readonly numbers: Uint16Array;
}

type Has = (a: ProcedureCode, b: ProcedureCode, on: ServiceDate) => boolean;

export async function run(): Promise<readonly Figure[]> {
  const codes = allCodes();
  const parts = officialParts(codes);
  const built = timed(() => importer.read(parts, {}));
  const bytes = built.value[0]?.bytes;
  if (!bytes) throw new Error('no edition was built');
  const loads = Array.from({ length: 5 }, () =>
    timed(() => readNcciBinary(bytes, 'ncci-ptp-practitioner-2026q1')),
  );
  const set = loads[0]?.value;
  if (set?.kind !== 'ncci-ptp') throw new Error('another kind was built');
  const text = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  return [
    { label: 'edits', value: set.table.size, unit: '' },
    { label: 'read, checked and built from four text files', value: built.ms, unit: 'ms' },
    { label: 'the same', value: text / 2 ** 20 / (built.ms / 1_000), unit: 'MB of text/s' },
    { label: 'stored form', value: bytes.length / 2 ** 20, unit: 'MB' },
    { label: 'more resident in a process that loads it', value: grownBy(bytes), unit: 'MB', aim: 40 },
    { label: 'load, seal checked', value: median(loads.map(({ ms }) => ms)), unit: 'ms', aim: 100 },
    ...besideSqlite(set, askable(set.table, codes), bytes.length),
  ];
}

/** Both are asked the same questions, and must know an edit in as many of them. */
function besideSqlite(
  set: Extract<NcciSet, { kind: 'ncci-ptp' }>,
  questions: Questions,
  size: number,
): readonly Figure[] {
  const tables = ncciTables([set]);
  const has: Has = (a, b, on) => tables.ptp(a, b, on, 'practitioner').kind === 'edit';
  const sqlite = inSqlite(set.table);
  const count = questions.numbers.length / 3;
  const [ours, theirs] = [has, sqlite.has].map((answer) => asker(questions, answer)(count));
  if (ours !== theirs) throw new Error(`of ${count} questions ${ours} and ${theirs} have an edit`);
  const times = inTurns(asker(questions, has), asker(questions, sqlite.has));
  sqlite.close();
  const [rate, theirRate] = [OURS / times.ours / 1_000, THEIRS / times.theirs / 1_000];
  return [
    { label: 'questions that have an edit', value: ((ours ?? 0) / count) * 100, unit: '%' },
    { label: 'dated look-ups, either order', value: rate, unit: 'million/s', aim: 2 },
    { label: 'the same by processor time', value: OURS / times.processor / 1_000, unit: 'million/s' },
    { label: 'the same in SQLite (in memory, indexed, prepared)', value: theirRate, unit: 'million/s' },
    { label: 'look-ups', value: rate / theirRate, unit: '× SQLite' },
    { label: "SQLite's table and index", value: sqlite.bytes / 2 ** 20, unit: 'MB' },
    { label: 'size of the stored form', value: size / sqlite.bytes, unit: '× SQLite' },
    { label: "filling and indexing SQLite's table", value: sqlite.ms, unit: 'ms' },
  ];
}

/** MB by which a process of its own grows when it reads and loads the stored form, and answers once. */
function grownBy(bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'ncci-bench-'));
  try {
    const file = join(folder, 'edits');
    writeFileSync(file, bytes);
    const module = new URL('../src/terminology/ncci/ncci-set.ts', import.meta.url).href;
    const script = `
      import { readFileSync } from 'node:fs';
      import { readNcciBinary } from '${module}';
      const before = process.memoryUsage().rss;
      const { table } = readNcciBinary(readFileSync(process.argv[1]), 'edits');
      for (const edit of table.edits()) { table.find(edit.column1, edit.column2, edit.effective); break; }
      process.stdout.write(String(process.memoryUsage().rss - before));`;
    const args = ['--input-type=module', '-e', script, file];
    return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 2 ** 20;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const start = performance.now();
  const value = work();
  return { value, ms: performance.now() - start };
}

/**
 * Median milliseconds of a round of each, in turns and after warming up. What a busy machine takes from the clock it does
 * not take from the processor's own time.
 */
function inTurns(we: (count: number) => number, they: (count: number) => number) {
  const times = { ours: [] as number[], processor: [] as number[], theirs: [] as number[] };
  for (let i = -ROUNDS / 2; i < ROUNDS; i += 1) {
    const before = process.cpuUsage();
    const ours = timed(() => we(OURS));
    const { user, system } = process.cpuUsage(before);
    const theirs = timed(() => they(THEIRS));
    if (i < 0) continue;
    times.ours.push(ours.ms);
    times.processor.push((user + system) / 1_000);
    times.theirs.push(theirs.ms);
  }
  return { ours: median(times.ours), processor: median(times.processor), theirs: median(times.theirs) };
}

/** Whole numbers below a limit, the same on every run (Numerical Recipes' generator of 32 bits). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Made-up numbers of the right shape, ascending: nine in ten as CPT has them, the rest as HCPCS Level II. */
export function allCodes(): readonly ProcedureCode[] {
  const level2 = CODES / 10;
  const cpt = Array.from({ length: CODES - level2 }, (_, i) => String(100 + i * 8).padStart(5, '0'));
  const hcpcs = Array.from({ length: level2 }, (_, i) => `${'ACEGJLQV'[i % 8]}${String(i).padStart(4, '0')}`);
  return [...cpt, ...hcpcs.sort()].flatMap((code) => procedureCode(code) ?? []);
}

const NOTICE =
  'CPT only copyright 2025 American Medical Association.  All rights reserved.\r\nColumn1/Column2 Edits\r\n';
const HEADING =
  'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n\t\t\t\t*=no data\t1=allowed\t\r\n\t\t\t\t\t9=not applicable\t\r\n';
const RATIONALES = [
  'Misuse of column two code with column one code',
  'More extensive procedure',
  'Sequential procedure',
];
const QUARTERS = Array.from({ length: 120 }, (_, i) => ({ year: 1996 + (i >> 2), quarter: i & 3 }));
const BEGINS = ['0101', '0401', '0701', '1001'];
const ENDS = ['0331', '0630', '0930', '1231'];

export function officialParts(codes: readonly string[]): readonly { label: string; bytes: Uint8Array }[] {
  const random = randomNumbers(7);
  const perCode = EDITS / CODES;
  return Array.from({ length: PARTS }, (_, part) => {
    const own = codes.slice((part * CODES) / PARTS, ((part + 1) * CODES) / PARTS);
    const text = own.map((code) => editsOf(code, codes, perCode, random)).join('');
    return {
      label: `ccipra-v320r0-f${part + 1}.TXT`,
      bytes: Buffer.from(NOTICE + HEADING + text, 'latin1'),
    };
  });
}

/** The rows of one column 1 code: each with a column 2 code of its own, but every fiftieth, which was deleted and came again. */
function editsOf(
  code: string,
  codes: readonly string[],
  count: number,
  random: (limit: number) => number,
): string {
  let rows = '';
  const step = codes.length / count;
  let second = '';
  for (let i = 0; i < count; i += 1) {
    const again = i % 50 === 1;
    if (!again) second = codes[Math.floor(i * step) + random(Math.floor(step))] ?? '';
    const from = QUARTERS[again ? 80 + random(40) : random(40)] ?? { year: 1996, quarter: 0 };
    const to = QUARTERS[40 + random(39)];
    const ended = i % 50 === 0 || (!again && random(4) === 0);
    rows += `${code}\t${second}\t\t${from.year}${BEGINS[from.quarter]}\t${ended && to ? `${to.year}${ENDS[to.quarter]}` : '*'}\t${random(10) === 0 ? 0 : 1}\t${RATIONALES[random(3)]}\r\n`;
  }
  return rows;
}

/**
 * Half of the questions are about pairs that the table has, in either order, and half about any two codes; on any day of
 * eleven years.
 */
function askable(table: PtpTable, codes: readonly ProcedureCode[]): Questions {
  const random = randomNumbers(11);
  const days = Array.from({ length: 132 }, (_, i) =>
    serviceDate(`${2015 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}-15`),
  ).filter((day) => day !== undefined);
  const place = new Map<string, number>(codes.map((code, i) => [code, i]));
  const numbers: number[] = [];
  let i = 0;
  for (const { column1, column2 } of table.edits()) {
    if (i++ % 130 !== 0) continue;
    const ends = [place.get(column1) ?? 0, place.get(column2) ?? 0];
    numbers.push(...(random(2) ? ends : ends.reverse()), random(days.length));
    numbers.push(random(codes.length), random(codes.length), random(days.length));
  }
  return { codes, days, numbers: Uint16Array.from(numbers) };
}

/** Asks the next so many questions, in an order that no cache foresees, and tells how many have an edit. */
function asker({ codes, days, numbers }: Questions, has: Has): (count: number) => number {
  let next = 0;
  return (count) => {
    let found = 0;
    for (let i = 0; i < count; i += 1) {
      next = (next + 3 * 7_919) % numbers.length;
      const a = codes[numbers[next] ?? 0];
      const b = codes[numbers[next + 1] ?? 0];
      const on = days[numbers[next + 2] ?? 0];
      if (a && b && on && has(a, b, on)) found += 1;
    }
    return found;
  };
}

interface Sqlite {
  readonly bytes: number;
  /** To fill and index it. */
  readonly ms: number;
  readonly has: Has;
  close(): void;
}

function inSqlite(table: PtpTable): Sqlite {
  const db = new DatabaseSync(':memory:');
  const { ms } = timed(() => fill(db, table));
  const pragma = (key: string): number => Number(db.prepare(`PRAGMA ${key}`).get()?.[key]);
  const look = db.prepare(
    `SELECT column1, indicator, effective, deletion FROM ptp
     WHERE ((column1 = ?1 AND column2 = ?2) OR (column1 = ?2 AND column2 = ?1))
       AND effective <= ?3 AND (deletion IS NULL OR deletion >= ?3)
     ORDER BY indicator LIMIT 1`,
  );
  return {
    bytes: pragma('page_count') * pragma('page_size'),
    ms,
    has: (a, b, on) => look.get(a, b, on) !== undefined,
    close: () => db.close(),
  };
}

function fill(db: DatabaseSync, table: PtpTable): void {
  db.exec('CREATE TABLE ptp (column1 TEXT, column2 TEXT, indicator INTEGER, effective TEXT, deletion TEXT)');
  const add = db.prepare('INSERT INTO ptp VALUES (?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  for (const edit of table.edits())
    add.run(edit.column1, edit.column2, edit.indicator, edit.effective, edit.deletion ?? null);
  db.exec('COMMIT; CREATE INDEX ptp_pair ON ptp (column1, column2, effective)');
}
