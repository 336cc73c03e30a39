/** `claimwright serve`: starts everything, says where it is, processes the finished encounters, stays until stopped. */
import type { CaseDetails, StoredCase } from '../flow/index.ts';
import type { CliDeps, RunningService } from './deps.ts';
import { table } from './table.ts';

export async function serveCommand(deps: CliDeps): Promise<number> {
  const { out } = deps.io;
  const service = await deps.serve(counter(out));
  try {
    out.write(greeting(service));
    const counts = await service.process();
    out.write(`\n${table(HEAD, (await service.cases.list()).map(row))}\n\n${summary(counts)}\n`);
    out.write(`Look at each encounter, its evidence and its claim: ${service.url}/\n`);
    await deps.untilStopped();
    out.write('Stopping.\n');
    return 0;
  } finally {
    await service.close();
  }
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

function row({ case: c, details }: StoredCase<CaseDetails>): readonly string[] {
  const set = details.coded?.set;
  const services = set?.services.map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-')) ?? [];
  return [
    c.encounter.replace('Encounter/', ''),
    set?.on ?? '',
    c.state,
    set?.diagnoses.map((d) => d.code).join(' ') ?? '',
    services.join(' '),
    details.claim ?? (details.fault?.message ?? details.coded?.disposition.reasons[0] ?? '').slice(0, 60),
  ];
}

function summary(counts: Readonly<Record<string, number>>): string {
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const parts = Object.entries(counts)
    .sort()
    .map(([state, n]) => `${n} ${state}`);
  return total === 0 ? 'The EHR has no finished encounters.' : `${total} encounters: ${parts.join(', ')}.`;
}
