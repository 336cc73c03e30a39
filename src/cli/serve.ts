/** `claimwright serve`: starts everything, says where it is, processes the finished encounters, stays until stopped. */
import { type SummarisedCase, summaryOf } from '../flow/index.ts';
import type { CliDeps, RunningService } from './deps.ts';
import { table } from './table.ts';

export async function serveCommand(deps: CliDeps): Promise<number> {
  const { out } = deps.io;
  const service = await deps.serve(counter(out));
  try {
    out.write(greeting(service));
    // Heard from the first moment: a signal while the first encounters are processed lets them be finished, too.
    const stopped = deps.untilStopped();
    const counts = await Promise.race([service.process(), stopped.then(() => undefined)]);
    if (!counts) return stopping(out);
    out.write(`\n${await latest(service.cases)}\n\n${summary(counts)}\n`);
    out.write(`Look at each encounter, its evidence and its claim: ${service.url}/\n`);
    await stopped;
    return stopping(out);
  } finally {
    await service.close();
  }
}

function stopping(out: NodeJS.WritableStream): number {
  out.write('Stopping.\n');
  return 0;
}

/** Counts on a terminal while encounters are processed; a log file is not filled with it. */
function counter(out: NodeJS.WritableStream): () => void {
  let done = 0;
  return () => {
    done += 1;
    if ((out as { isTTY?: boolean }).isTTY) out.write(`\r  ${done} done`);
  };
}

function greeting(service: RunningService): string {
  const held = service.sandbox?.counts();
  const sandbox = held
    ? ` (sandbox: ${held.Encounter ?? 0} encounters, ${held.Condition ?? 0} conditions)`
    : '';
  return [
    'Claimwright is up.',
    `  page   ${service.url}/`,
    `  FHIR   ${service.url}/fhir`,
    `  EHR    ${service.ehrUrl}${sandbox}`,
    'Processing finished encounters…\n',
  ].join('\n');
}

const HEAD = ['encounter', 'date', 'state', 'diagnoses', 'services', 'claim'];

/** A terminal shows no more than this of a long list; the page has all of it. */
const MOST = 100;

async function latest(cases: RunningService['cases']): Promise<string> {
  const { rows, next } = await cases.page({ limit: MOST });
  const shown = table(HEAD, rows.toReversed().map(row));
  return next === undefined ? shown : `${shown}\nThe latest ${MOST} of ${await cases.count()}.`;
}

function row(kept: SummarisedCase): readonly string[] {
  const { date = '', diagnoses, lines, claim, against = '' } = summaryOf(kept);
  const { encounter, state } = kept.case;
  return [
    encounter.replace('Encounter/', ''),
    date,
    state,
    diagnoses.join(' '),
    lines.join(' '),
    claim ?? against.slice(0, 60),
  ];
}

function summary(counts: Readonly<Record<string, number>>): string {
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const parts = Object.entries(counts)
    .sort()
    .map(([state, n]) => `${n} ${state}`);
  return total === 0 ? 'The EHR has no finished encounters.' : `${total} encounters: ${parts.join(', ')}.`;
}
