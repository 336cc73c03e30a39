/** `claimwright jobs`: what waits, what is under way, and what was given up, to be tried again or dropped. */
import type { DeadLetter } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps, Jobs } from './deps.ts';
import { withKept } from './kept.ts';
import { table } from './table.ts';

export interface JobsOptions {
  readonly dead?: boolean;
  /** An id, or `all`. */
  readonly redrive?: string;
  readonly drop?: string;
}

export const jobsCommand = (options: JobsOptions, deps: CliDeps): Promise<number> =>
  withKept(deps.jobs, async (jobs) => {
    deps.io.out.write(await answer(options, jobs));
    return 0;
  });

async function answer({ dead, redrive, drop }: JobsOptions, { letters, counts }: Jobs): Promise<string> {
  if (redrive !== undefined) {
    const n = await letters.redrive(redrive === 'all' ? 'all' : [redrive]);
    if (n === 0 && redrive !== 'all') throw new ClaimwrightError('CW-1007', { what: 'such dead letter' });
    return `${n} will be tried again.\n`;
  }
  if (drop !== undefined) {
    if (!(await letters.drop(drop))) throw new ClaimwrightError('CW-1007', { what: 'such dead letter' });
    return 'Dropped.\n';
  }
  return dead ? deadTable(await letters.list(MOST)) : countsTable(await counts());
}

const MOST = 1000;

const deadTable = (letters: readonly DeadLetter[]): string =>
  letters.length === 0
    ? 'Nothing was given up.\n'
    : `${table(['id', 'kind', 'connection', 'of', 'attempts', 'why'], letters.map(deadRow))}\n`;

const deadRow = (d: DeadLetter): readonly string[] => [
  d.id,
  d.kind,
  d.connection,
  d.encounter ?? d.case ?? '',
  String(d.attempts),
  `${d.code ?? ''} ${d.message ?? ''}`.trim(),
];

function countsTable({ jobs, deliveries }: Awaited<ReturnType<Jobs['counts']>>): string {
  const rows = [
    ['encounters', String(jobs.queued), String(jobs.active), String(jobs.dead), jobs.oldest ?? ''],
    ['deliveries', String(deliveries.open), '', String(deliveries.dead), deliveries.oldest ?? ''],
  ];
  return `${table(['', 'waiting', 'under way', 'given up', 'oldest'], rows)}\n`;
}
