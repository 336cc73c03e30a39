/** NCCI PTP edits: 2.6 million generated pairs read, kept, loaded and looked up by day, beside the same look-up in SQLite. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ServiceDate, serviceDate } from '../src/kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../src/terminology/code.ts';
import { ncciTables } from '../src/terminology/ncci/ncci.ts';
import { readNcciBinary } from '../src/terminology/ncci/ncci-set.ts';
import { ncci as importer } from '../src/terminology/ncci/official.ts';
import type { PtpTable } from '../src/terminology/ncci/ptp-table.ts';

export const name = 'NCCI PTP edits';

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: number;
}

const EDITS = 2_600_000;
// As many codes as the tables of 2026 name.
const CODES = 13_000;
const PARTS = 4;
const OURS = 2_000_000;
const THEIRS = 200_000;

interface Question {
  readonly a: ProcedureCode;
  readonly b: ProcedureCode;
  readonly on: ServiceDate;
}

export async function run(): Promise<readonly Figure[]> {
  const codes = allCodes();
  const parts = officialParts(codes);
  const built = timed(() => importer.read(parts, {}));
  const bytes = built.value[0]?.bytes;
  if (!bytes) throw new Error('no edition was built');
  const loaded = timed(() => readNcciBinary(bytes, 'ncci-ptp-practitioner-2026q1'));
  const set = loaded.value;
  if (set.kind !== 'ncci-ptp') throw new Error('another kind was built');
  const questions = askable(set.table, codes);
  const ncci = ncciTables([set]);
  const ours = perSecond(
    questions,
    OURS,
    ({ a, b, on }) => ncci.ptp(a, b, on, 'practitioner').kind === 'edit',
  );
  const theirs = inSqlite(set.table, questions);
  if (ours.share !== theirs.share) throw new Error(`answers differ: ${ours.share} and ${theirs.share}`);
  return [
    { label: 'pairs', value: set.table.size, unit: 'edits' },
    { label: 'stored form', value: bytes.length / 2 ** 20, unit: 'MB' },
    {
      label: 'resident memory of a new process, more by reading and loading it',
      value: grownBy(bytes),
      unit: 'MB',
      aim: 40,
    },
    { label: 'read and build from four text files', value: built.ms, unit: 'ms' },
    { label: 'load of the stored form, seal checked', value: loaded.ms, unit: 'ms', aim: 100 },
    { label: 'dated look-ups, both orders', value: ours.rate, unit: 'per second', aim: 2_000_000 },
    { label: 'questions that have an edit', value: ours.share * 100, unit: '%' },
    { label: 'the same in SQLite (in memory, index, prepared)', value: theirs.rate, unit: 'per second' },
    { label: 'SQLite: insert and index', value: theirs.buildMs, unit: 'ms' },
    { label: 'SQLite: size of its table and index', value: theirs.bytes / 2 ** 20, unit: 'MB' },
    { label: 'look-ups, ratio to SQLite', value: ours.rate / theirs.rate, unit: 'times' },
    { label: 'size, ratio to SQLite', value: bytes.length / theirs.bytes, unit: 'times' },
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

/** Whole numbers below a limit, the same on every run (Numerical Recipes' generator of 32 bits). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Made-up numbers of the right shape, ascending: nine in ten as CPT has them, the rest as HCPCS Level II. */
function allCodes(): readonly ProcedureCode[] {
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

function officialParts(codes: readonly string[]): readonly { label: string; bytes: Uint8Array }[] {
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
 * eleven years. Codes and days are shared texts, so that the tables are measured and not the questions' own memory.
 */
function askable(table: PtpTable, codes: readonly ProcedureCode[]): readonly Question[] {
  const random = randomNumbers(11);
  const days = Array.from({ length: 132 }, (_, i) =>
    serviceDate(`${2015 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}-15`),
  );
  const shared = new Map<string, ProcedureCode>(codes.map((code) => [code, code]));
  const some: Question[] = [];
  let i = 0;
  for (const { column1, column2 } of table.edits()) {
    if (i++ % 130 !== 0) continue;
    const ends = [shared.get(column1), shared.get(column2)];
    const any = [codes[random(codes.length)], codes[random(codes.length)]];
    for (const [a, b] of [random(2) ? ends : ends.reverse(), any]) {
      const on = days[random(days.length)];
      if (a && b && on) some.push({ a, b, on });
    }
  }
  return some;
}

/** In an order that no cache foresees; `share` is that of the first `THEIRS` questions, which both engines are asked. */
function perSecond(
  questions: readonly Question[],
  count: number,
  has: (question: Question) => boolean,
): { readonly rate: number; readonly share: number } {
  let found = 0;
  let early = 0;
  const { ms } = timed(() => {
    for (let i = 0; i < count; i += 1) {
      const question = questions[(i * 7_919) % questions.length];
      if (question && has(question)) found += 1;
      if (i + 1 === THEIRS) early = found;
    }
  });
  return { rate: (count / ms) * 1_000, share: early / THEIRS };
}

function inSqlite(
  table: PtpTable,
  questions: readonly Question[],
): { readonly rate: number; readonly share: number; readonly buildMs: number; readonly bytes: number } {
  const db = new DatabaseSync(':memory:');
  const { ms: buildMs } = timed(() => fill(db, table));
  const bytes = ['page_count', 'page_size'].reduce(
    (product, pragma) => product * Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]),
    1,
  );
  const look = db.prepare(
    `SELECT column1, indicator, effective, deletion FROM ptp
     WHERE ((column1 = ?1 AND column2 = ?2) OR (column1 = ?2 AND column2 = ?1))
       AND effective <= ?3 AND (deletion IS NULL OR deletion >= ?3) LIMIT 1`,
  );
  const asked = perSecond(questions, THEIRS, ({ a, b, on }) => look.get(a, b, on) !== undefined);
  db.close();
  return { ...asked, buildMs, bytes };
}

function fill(db: DatabaseSync, table: PtpTable): void {
  db.exec('CREATE TABLE ptp (column1 TEXT, column2 TEXT, indicator INTEGER, effective TEXT, deletion TEXT)');
  const add = db.prepare('INSERT INTO ptp VALUES (?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  for (const edit of table.edits())
    add.run(edit.column1, edit.column2, edit.indicator, edit.effective, edit.deletion ?? null);
  db.exec('COMMIT; CREATE INDEX ptp_pair ON ptp (column1, column2, effective)');
}
