/** `claimwright codes import FILE…`: official code-set files, read unchanged and kept as releases. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import cliProgress from 'cli-progress';
import { ClaimwrightError } from '../kernel/index.ts';
import { type ReleaseFolder, releaseFolder } from '../store/index.ts';
import { type InputFile, readOfficial, type StoredTable } from '../terminology/index.ts';

export interface CodesImportOptions {
  readonly dataDir: string;
  readonly out: NodeJS.WritableStream;
}

/** Below the data folder. */
export const CODES_FOLDER = 'codes';

/** Answers the exit code: 0 done, 2 when the files, or what is kept already, do not allow it. */
export async function codesImport(files: readonly string[], options: CodesImportOptions): Promise<number> {
  const { out } = options;
  try {
    if (files.length === 0) throw new CallersFault('Name at least one official code-set file to import.');
    const folder = releaseFolder(join(options.dataDir, CODES_FOLDER));
    const tables = readAll(files, folder, out);
    const added = new Set(folder.add(tables));
    for (const table of tables) out.write(`${report(table, added.has(table.info.id))}\n`);
    return 0;
  } catch (error) {
    const sentence = callersFault(error);
    if (sentence === undefined) throw error;
    out.write(`${sentence}\n`);
    return 2;
  }
}

function readAll(
  files: readonly string[],
  folder: ReleaseFolder,
  out: NodeJS.WritableStream,
): readonly StoredTable[] {
  const input = files.map(readInput);
  const bar = progressOf(out);
  try {
    return readOfficial(input, { kept: folder.find, progress: bar.update });
  } finally {
    bar.stop();
  }
}

function readInput(path: string): InputFile {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = REASONS[code];
    if (reason === undefined) throw error;
    throw new CallersFault(`${path} cannot be read: ${reason}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
};

interface Progress {
  update(label: string, done: number, total: number): void;
  stop(): void;
}

/** A bar per member on a terminal; elsewhere one plain line per member, so that a log stays readable. */
function progressOf(out: NodeJS.WritableStream): Progress {
  if (!('isTTY' in out && out.isTTY)) return plainProgress(out);
  const format = '{label} [{bar}] {percentage}%';
  const bars = new cliProgress.MultiBar({ format, stream: out, clearOnComplete: false, hideCursor: true });
  const byLabel = new Map<string, cliProgress.SingleBar>();
  return {
    update: (label, done, total) => {
      const bar = byLabel.get(label) ?? bars.create(total, 0, { label });
      byLabel.set(label, bar);
      bar.update(done);
    },
    stop: () => bars.stop(),
  };
}

const plainProgress = (out: NodeJS.WritableStream): Progress => ({
  update: (label, done, total) => {
    if (done === total) out.write(`read ${label}\n`);
  },
  stop: () => undefined,
});

function report({ kind, info }: StoredTable, isNew: boolean): string {
  const { rows, billable } = info.counts;
  const count = (n: number): string => n.toLocaleString('en-US');
  const what =
    kind === 'icd10cm-codes' ? `${count(billable)} billable of ${count(rows)} rows` : `${count(rows)} rows`;
  const period =
    kind === 'icd10cm-codes'
      ? `, in force ${info.effective.from} to ${info.effective.to ?? 'further notice'}`
      : '';
  return `${info.title}: ${what}${period}${isNew ? '' : ' (already there; nothing changed)'}`;
}

class CallersFault extends Error {}

/** The sentence for a fault that is the caller's; undefined for ours. */
function callersFault(error: unknown): string | undefined {
  if (error instanceof CallersFault) return error.message;
  if (error instanceof ClaimwrightError && error.code.startsWith('CW-3')) return error.message;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOSPC', 'EACCES', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)
    ? `The releases cannot be kept: ${(error as Error).message}.`
    : undefined;
}
