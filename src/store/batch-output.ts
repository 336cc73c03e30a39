/** What a batch writes into a folder: a row of each encounter, its claims, and what stands against the others; resumable after any end. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { linesOfFile } from '../ehr/index.ts';
import { ClaimwrightError, canonicalJson } from '../kernel/index.ts';

/** One encounter, done. */
export interface BatchRow {
  readonly encounter: string;
  readonly state: string;
  readonly [more: string]: unknown;
}

export interface BatchOutput {
  /** Rows that an earlier run wrote, by state. */
  readonly states: Readonly<Record<string, number>>;
  /** Encounters that an earlier run did: the first so many. */
  readonly done: number;
  /** All of one encounter, or nothing of it. */
  add(row: BatchRow, claims: readonly unknown[], errors: readonly unknown[]): void;
  close(): void;
}

/** The rows are the journal: what stands in the other files beyond the last whole row was never told, and is cut off. */
const FILES = ['cases.ndjson', 'claims.ndjson', 'errors.ndjson'] as const;
/** What the batch is of. */
const ABOUT = 'batch.json';
/** A loss of power costs at most so many encounters, which are then done again. */
const SYNC = 1000;

/** `about`: files and knowledge; a folder that was begun with others is refused. */
export async function batchOutput(folder: string, about: unknown): Promise<BatchOutput> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  begin(join(folder, ABOUT), `${canonicalJson(about)}\n`);
  const [cases, claims, errors] = FILES.map((name) => join(folder, name)) as [string, string, string];
  const earlier = await written(cases);
  const files = [
    opened(cases, earlier.end[0]),
    opened(claims, earlier.end[1]),
    opened(errors, earlier.end[2]),
  ] as const;
  let since = 0;
  return {
    states: earlier.states,
    done: earlier.done,
    add(row, ofClaims, ofErrors) {
      files[1].write(ofClaims);
      files[2].write(ofErrors);
      since += 1;
      // What a row tells of is on the disk before the row is.
      if (since % SYNC === 0) for (const file of files.slice(1)) file.sync();
      files[0].write([{ ...row, end: [files[1].size(), files[2].size()] }]);
      if (since % SYNC === 0) files[0].sync();
    },
    close() {
      for (const file of files.toReversed()) file.close();
    },
  };
}

function begin(path: string, text: string): void {
  if (!existsSync(path)) {
    writeFileSync(`${path}.part`, text, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } else if (readFileSync(path, 'utf8') !== text) {
    const detail = 'a batch of other files, or with other codes, modules or charges, was begun in it';
    throw new ClaimwrightError('CW-1004', { where: '--out', detail });
  }
}

interface Written {
  readonly done: number;
  readonly states: Readonly<Record<string, number>>;
  /** Where each file ends. */
  readonly end: readonly [number, number, number];
}

async function written(path: string): Promise<Written> {
  const states: Record<string, number> = {};
  let done = 0;
  let end: [number, number, number] = [0, 0, 0];
  if (!existsSync(path)) return { done, states, end };
  const { size } = await stat(path);
  for await (const { text = '' } of linesOfFile(path)) {
    const row = rowIn(text);
    const after = end[0] + Buffer.byteLength(text) + 1;
    // The last line of a run that ended in the middle of it.
    if (!row || after > size) break;
    end = [after, row.end[0], row.end[1]];
    states[row.state] = (states[row.state] ?? 0) + 1;
    done += 1;
  }
  return { done, states, end };
}

function rowIn(
  text: string,
): { readonly state: string; readonly end: readonly [number, number] } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function opened(path: string, end: number) {
  const file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600);
  ftruncateSync(file, end);
  let at = end;
  return {
    size: () => at,
    write(values: readonly unknown[]): void {
      const bytes = Buffer.from(values.map((v) => `${JSON.stringify(v)}\n`).join(''));
      for (let sent = 0; sent < bytes.length; )
        sent += writeSync(file, bytes, sent, bytes.length - sent, at + sent);
      at += bytes.length;
    },
    sync: () => fsyncSync(file),
    close(): void {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** A file of JSON lines that is begun anew. */
export function linesTo(path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = opened(path, 0);
  return { add: (value: unknown) => file.write([value]), close: () => file.close() };
}

/** Which files a folder holds, so that a batch goes on only with the same. */
export async function filesOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((n) => /\.ndjson(?:\.gz)?$/.test(n)).sort();
  const hash = createHash('sha256');
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`${name} ${size} ${Math.floor(mtimeMs)}\n`);
  }
  return hash.digest('hex');
}
