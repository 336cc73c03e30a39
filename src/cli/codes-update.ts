/** `claimwright codes update`: official files from the addresses of the manifest, checked and imported all together. */
import cliProgress from 'cli-progress';
import { type OfficialManifest, updateOfficial } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { importReport, readingOn } from './codes-import.ts';
import type { CliDeps } from './deps.ts';
import { plain } from './table.ts';

export interface CodesUpdateOptions {
  readonly manifest?: string;
  readonly only?: readonly string[];
  readonly dryRun?: boolean;
  /** Seconds for one file, as they were typed. */
  readonly timeout?: string;
}

// The largest official file at hand takes a minute on a slow line.
const DEFAULT_TIMEOUT = '600';

/** 0 when every file is fetched and kept, or with --dry-run fetched and checked. A fault changes nothing. */
export async function codesUpdateCommand(
  options: CodesUpdateOptions,
  deps: Pick<CliDeps, 'io' | 'releases' | 'officialFiles' | 'downloads'>,
): Promise<number> {
  const { out } = deps.io;
  const timeoutMs = timeoutOf(options.timeout ?? DEFAULT_TIMEOUT);
  const manifest: OfficialManifest = deps.officialFiles(options.manifest);
  const bars = fetchingOn(out);
  const reading = readingOn(out);
  try {
    const update = await updateOfficial(
      manifest,
      {
        ...(options.only && { only: options.only }),
        dryRun: options.dryRun ?? false,
        timeoutMs,
        fetching: (file, done, total) => bars.update(file.id, done, total),
        reading: (label, done, total) => {
          bars.stop();
          reading.update(label, done, total);
        },
      },
      { downloads: deps.downloads(), releases: deps.releases },
    );
    bars.stop();
    reading.stop();
    for (const { file, bytes } of update.fetched)
      out.write(`${plain(file.id)}: ${bytes.toLocaleString('en-US')} bytes from ${plain(file.address)}\n`);
    for (const release of update.imported) out.write(`${importReport(release)}\n`);
    if (options.dryRun) out.write('Nothing was imported (--dry-run).\n');
    return 0;
  } finally {
    bars.stop();
    reading.stop();
  }
}

function timeoutOf(text: string): number {
  const seconds = /^\d{1,5}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0) return Math.ceil(seconds * 1_000);
  throw new ClaimwrightError('CW-1002', {
    what: '--timeout',
    kind: 'number of seconds',
    detail: 'give one above 0',
  });
}

interface Fetching {
  update(id: string, done: number, total: number | undefined): void;
  stop(): void;
}

/** A bar per file on a terminal; elsewhere one line when a file begins, so that a log stays readable. */
function fetchingOn(out: NodeJS.WritableStream): Fetching {
  const begun = new Set<string>();
  if (!('isTTY' in out && out.isTTY))
    return {
      update: (id) => {
        if (!begun.has(id)) out.write(`fetching ${plain(id)}\n`);
        begun.add(id);
      },
      stop: () => undefined,
    };
  const format = '{label} [{bar}] {value} bytes';
  const all = new cliProgress.MultiBar({ format, stream: out, clearOnComplete: false, hideCursor: true });
  const byId = new Map<string, cliProgress.SingleBar>();
  return {
    update: (id, done, total) => {
      const bar = byId.get(id) ?? all.create(total ?? done, 0, { label: plain(id) });
      byId.set(id, bar);
      // Where the server tells no size, the bar grows with what came.
      bar.setTotal(Math.max(total ?? 0, done));
      bar.update(done);
      all.update();
    },
    stop: () => all.stop(),
  };
}
