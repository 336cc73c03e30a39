/** `claimwright codes import FILE…`: official code-set files, read unchanged and kept as releases. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import cliProgress from 'cli-progress';
import type { ReleaseFolder } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';

type Files = Parameters<ReleaseFolder['importOfficial']>[0];
type Imported = ReturnType<ReleaseFolder['importOfficial']>[number];

/** 0 when every file is kept, newly or already. A file that cannot be imported is a fault, and changes nothing. */
export async function codesImportCommand(
  files: readonly string[],
  deps: Pick<CliDeps, 'io' | 'releases'>,
): Promise<number> {
  const { out } = deps.io;
  const input = files.map(readInput);
  const bars = progressOn(out);
  let imported: readonly Imported[];
  try {
    imported = importInto(deps.releases(), input, bars.update);
  } finally {
    bars.stop();
  }
  for (const release of imported) out.write(`${report(release)}\n`);
  return 0;
}

function readInput(path: string): Files[number] {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new ClaimwrightError('CW-1007', { what: `file ${path}` });
    const detail = code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`;
    throw new ClaimwrightError('CW-1002', { what: path, kind: 'file', detail }, { cause: error });
  }
}

function importInto(folder: ReleaseFolder, input: Files, update: Bars['update']): readonly Imported[] {
  try {
    return folder.importOfficial(input, update);
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof ClaimwrightError || code === '') throw error;
    // The data folder is configured: one that cannot be written is said so, not shown as a crash.
    const detail = `releases cannot be kept in the data folder (${code})`;
    throw new ClaimwrightError('CW-5001', { detail }, { cause: error });
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

interface Bars {
  update(label: string, done: number, total: number): void;
  stop(): void;
}

/** A bar per file on a terminal; elsewhere one plain line per file, so that a log stays readable. */
function progressOn(out: NodeJS.WritableStream): Bars {
  if (!('isTTY' in out && out.isTTY)) return plainLines(out);
  const format = '{label} [{bar}] {percentage}%';
  const all = new cliProgress.MultiBar({ format, stream: out, clearOnComplete: false, hideCursor: true });
  const byLabel = new Map<string, cliProgress.SingleBar>();
  return {
    update: (label, done, total) => {
      const bar = byLabel.get(label) ?? all.create(total, 0, { label });
      byLabel.set(label, bar);
      bar.update(done);
      // Reading does not yield to the timer that draws.
      all.update();
    },
    stop: () => all.stop(),
  };
}

/** Progress of reading, and the line that says what was kept: `codes update` shows the same. */
export const readingOn = progressOn;
export { report as importReport };

const plainLines = (out: NodeJS.WritableStream): Bars => ({
  update: (label, done, total) => {
    if (done === total) out.write(`read ${label}\n`);
  },
  stop: () => undefined,
});

function report({ kind, info, counted, added }: Imported): string {
  const { from, to } = info.effective;
  const dated = kind !== 'icd10cm-addenda' && kind !== 'icd10cm-notes';
  const period = dated ? `, in force from ${from}${to ? ` to ${to}` : ''}` : '';
  return `${info.title}: ${counted}${period}${added ? '' : ' (already there; nothing changed)'}`;
}
