/** `claimwright batch FOLDER | --from DATE --to DATE`: many encounters at once, with how far it is, and a table of what became of them. */
import { statSync } from 'node:fs';
import cliProgress from 'cli-progress';
import type { BatchPeriod, BatchProgress } from '../flow/index.ts';
import { ClaimwrightError, type ServiceDate, serviceDate } from '../kernel/index.ts';
import type { BatchDone, CliDeps } from './deps.ts';
import { table } from './table.ts';

export interface BatchOptions {
  readonly out: string;
  readonly baseUrl?: string;
  readonly connection?: string;
  readonly from?: string;
  readonly to?: string;
}

type Deps = Pick<CliDeps, 'io' | 'folderBatch' | 'periodBatch'>;

/** 0 when all is done; what stands against single encounters is in the table and in the errors file. */
export async function batchCommand(
  folder: string | undefined,
  options: BatchOptions,
  deps: Deps,
): Promise<number> {
  const asked = checked(folder, options);
  const bar = progressOn(deps.io.out);
  let done: BatchDone;
  try {
    const { out, baseUrl, connection } = options;
    done =
      asked === undefined
        ? await deps.folderBatch({ folder: folder ?? '', out, baseUrl, onProgress: bar.update })
        : await deps.periodBatch({ connection, period: asked, out, onProgress: bar.update });
  } finally {
    bar.stop();
  }
  deps.io.out.write(`${summary(done, options.out)}\n`);
  return 0;
}

/** The period; undefined where a folder is meant. */
function checked(folder: string | undefined, { from, to }: BatchOptions): BatchPeriod | undefined {
  if (folder !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new ClaimwrightError('CW-1004', { where: '--from', detail: 'a folder is done as a whole' });
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new ClaimwrightError('CW-1007', { what: `folder ${folder}` });
    return undefined;
  }
  if (from === undefined)
    throw new ClaimwrightError('CW-1003', { where: 'A folder, or --from', detail: 'what is to be done' });
  const period = { from: day('--from', from), to: to === undefined ? LAST : day('--to', to) };
  if (period.to < period.from)
    throw new ClaimwrightError('CW-1004', { where: '--to', detail: 'a day before --from' });
  return period;
}

/** No encounter is finished later. */
const LAST = '9999-12-31' as ServiceDate;

function day(where: string, text: string): ServiceDate {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? serviceDate(text) : undefined;
  if (!date) throw new ClaimwrightError('CW-1004', { where, detail: 'a day such as 2026-03-01' });
  return date;
}

interface Bar {
  update(progress: BatchProgress): void;
  stop(): void;
}

const FORMAT = '[{bar}] {percentage}%  {value}/{total}  {rate}  {rest}';

/** A bar on a terminal; elsewhere a line at each twentieth, so that a log stays readable. */
function progressOn(out: NodeJS.WritableStream): Bar {
  if (!('isTTY' in out && out.isTTY)) return plainLines(out);
  const bar = new cliProgress.SingleBar({ format: FORMAT, stream: out, hideCursor: true });
  let started = false;
  return {
    update: (p) => {
      if (!started) bar.start(p.total, p.done, words(p));
      started = true;
      bar.setTotal(p.total);
      bar.update(p.done, words(p));
    },
    stop: () => bar.stop(),
  };
}

const STEPS = 20;

function plainLines(out: NodeJS.WritableStream): Bar {
  let told = -1;
  return {
    update: (p) => {
      const step = Math.floor((p.done / Math.max(1, p.total)) * STEPS);
      if (step === told) return;
      told = step;
      const { rate, rest } = words(p);
      out.write(`${p.done} of ${p.total}  ${rate}  ${rest}\n`);
    },
    stop: () => undefined,
  };
}

const words = ({ perSecond, left }: BatchProgress) => ({
  rate: perSecond === undefined ? '' : `${perSecond.toPrecision(3)}/s`,
  rest: left === undefined ? '' : `${duration(left)} left`,
});

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.ceil(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function summary({ states, unreadable }: BatchDone, out: string): string {
  const rows = Object.entries(states).sort();
  const total = rows.reduce((n, [, count]) => n + count, 0);
  const lines = table(
    ['state', 'encounters'],
    [...rows.map(([state, n]) => [state, String(n)]), ['all', String(total)]],
  );
  const lost = unreadable > 0 ? `\n${unreadable} lines of the files hold no resource and are left out.` : '';
  return `${lines}${lost}\nWritten into ${out}.`;
}
