/** `claimwright work`: takes encounters and deliveries from the queue until it is stopped; any number of them on PostgreSQL. */
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';

export interface WorkOptions {
  readonly concurrency?: string;
}

export async function workCommand({ concurrency }: WorkOptions, deps: CliDeps): Promise<number> {
  const { out } = deps.io;
  const work = await deps.work(atATime(concurrency));
  try {
    // Heard from the first moment: a signal before that would end the process with jobs in its hands.
    const stopped = deps.untilStopped();
    work.start();
    out.write(`Working, ${work.concurrency} encounters at a time.\n`);
    await stopped;
    out.write('Finishing what is under way.\n');
    return 0;
  } finally {
    await work.close();
  }
}

/** More than the connections of a process to its database would only wait for one another. */
const MOST = 64;

function atATime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (/^\d{1,3}$/.test(text) && n >= 1 && n <= MOST) return n;
  throw new ClaimwrightError('CW-1004', { where: '--concurrency', detail: `a number from 1 to ${MOST}` });
}
