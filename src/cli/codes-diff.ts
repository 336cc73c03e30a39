/** `claimwright codes diff FROM TO`: what a new edition of a code system changes, and what of this site it touches. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import cliProgress from 'cli-progress';
import {
  casesFromLines,
  DIFF_SYSTEMS,
  type DiffSystem,
  diffReleases,
  diffSystem,
  NO_CASES,
  type SiteCases,
  siteCases,
  touchedBy,
} from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { diffHtml } from './codes-diff-html.ts';
import { type DiffReport, diffText, summary } from './codes-diff-text.ts';
import type { CliDeps } from './deps.ts';
import { plain } from './table.ts';

export interface CodesDiffOptions {
  readonly format?: string;
  readonly out?: string;
  /** `icd10cm`, `icd10pcs` or `hcpcs`. */
  readonly system?: string;
  /** A file of the site's coded cases, one JSON object a line. */
  readonly cases?: string;
}

const FORMATS: Readonly<Record<string, (report: DiffReport) => string>> = {
  text: diffText,
  json: (report) => `${JSON.stringify({ summary: summary(report.diff), ...report }, undefined, 2)}\n`,
  html: diffHtml,
};

/** 0 when the comparison is printed or written. A version that is not loaded is the caller's fault. */
export async function codesDiffCommand(
  from: string,
  to: string,
  options: CodesDiffOptions,
  deps: Pick<CliDeps, 'io' | 'coding' | 'keptCases'>,
): Promise<number> {
  const format = Object.hasOwn(FORMATS, options.format ?? 'text')
    ? FORMATS[options.format ?? 'text']
    : undefined;
  if (!format) {
    const detail = `give one of ${Object.keys(FORMATS).join(', ')}`;
    throw new ClaimwrightError('CW-1002', { what: '--format', kind: 'format', detail });
  }
  const system = systemOf(options.system ?? 'icd10cm');
  const own = options.cases === undefined ? await keptIn(deps) : casesIn(options.cases);
  const { knowledge } = await deps.coding();
  const bar = progressOn(deps.io.err);
  let report: DiffReport;
  try {
    const { terminology } = knowledge;
    const diff =
      system === 'icd10cm'
        ? diffReleases(from, to, terminology, bar.step)
        : diffSystem(system, from, to, terminology, bar.step);
    report = { diff, touched: touchedBy(diff, { ...knowledge, cases: own }) };
  } finally {
    bar.stop();
  }
  if (options.out === undefined) deps.io.out.write(format(report));
  else {
    write(options.out, format(report));
    deps.io.out.write(`${plain(summary(report.diff))}\n`);
  }
  return 0;
}

function systemOf(text: string): 'icd10cm' | DiffSystem {
  if (text === 'icd10cm') return text;
  if (Object.hasOwn(DIFF_SYSTEMS, text)) return text as DiffSystem;
  const detail = `give one of icd10cm, ${Object.keys(DIFF_SYSTEMS).join(', ')}`;
  throw new ClaimwrightError('CW-1002', { what: '--system', kind: 'code system', detail });
}

/** The cases of the site's own database, where there is one. */
async function keptIn(deps: Pick<CliDeps, 'keptCases'>): Promise<SiteCases> {
  const kept = await deps.keptCases();
  if (!kept) return NO_CASES;
  try {
    return await siteCases(kept.codes());
  } finally {
    await kept.close();
  }
}

function casesIn(path: string): SiteCases {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT') throw new ClaimwrightError('CW-1007', { what: `file ${plain(path)}` }, { cause });
    const detail = `it cannot be read (${code})`;
    throw new ClaimwrightError('CW-1002', { what: plain(path), kind: 'file', detail }, { cause });
  }
  return casesFromLines(text.split('\n'), plain(basename(path)));
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const detail = `it cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`;
    throw new ClaimwrightError('CW-1002', { what: plain(path), kind: 'file', detail }, { cause });
  }
}

/** Two editions read, then compared. On the error stream, so that the answer can be piped; nothing where nobody looks. */
const STEPS = 3;

function progressOn(err: NodeJS.WritableStream): { step(label: string): void; stop(): void } {
  if (!('isTTY' in err && err.isTTY)) return { step: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar({ format: '[{bar}] {label}', stream: err, hideCursor: true });
  let done = 0;
  return {
    step: (label) => {
      if (done === 0) bar.start(STEPS, 0, { label });
      else bar.update(done, { label });
      done += 1;
      // Reading does not yield to the timer that draws.
      bar.render();
    },
    stop: () => {
      if (done === STEPS) bar.update(STEPS, { label: 'compared' });
      bar.stop();
    },
  };
}
