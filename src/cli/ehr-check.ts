/** `claimwright ehr check [CONNECTION]`: whether an EHR gives what coding needs of it; nothing is written there, and nothing of a record is shown. */
import { writeFileSync } from 'node:fs';
import type { Readiness, ReadinessRow } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { plain, table } from './table.ts';

export interface EhrCheckOptions {
  readonly samples?: string;
  /** `Encounter.id`s, where an EHR finds none by search. */
  readonly encounter?: readonly string[];
  readonly json?: boolean;
  readonly out?: string;
}

/** 0 when nothing is missing, 1 when something is. */
export async function ehrCheckCommand(
  connection: string | undefined,
  options: EhrCheckOptions,
  { io, ehrCheck }: Pick<CliDeps, 'io' | 'ehrCheck'>,
): Promise<number> {
  const samples = number(options.samples ?? '20');
  const encounters = options.encounter?.map((e) => e.replace(/^Encounter\//, ''));
  const readiness = await ehrCheck({ connection, samples, encounters });
  const text = options.json ? `${JSON.stringify(readiness, undefined, 2)}\n` : asTable(readiness);
  if (options.out === undefined) io.out.write(text);
  else write(options.out, text);
  if (options.out !== undefined) io.out.write(`${summary(readiness)}\n`);
  return readiness.verdict === 'missing' ? 1 : 0;
}

/** More charts than this tell nothing new and cost an EHR thousands of requests. */
const MOST = 200;

function number(text: string): number {
  const n = Number(text);
  if (/^\d{1,3}$/.test(text) && n >= 1 && n <= MOST) return n;
  throw new ClaimwrightError('CW-1004', { where: '--samples', detail: `a number from 1 to ${MOST}` });
}

const SAID = {
  works: 'works',
  'works-around': 'works around',
  missing: 'MISSING',
  'not-tried': 'not tried',
} as const;

const AREAS: readonly (readonly [ReadinessRow['area'], string])[] = [
  ['connection', 'Connection'],
  ['reading', 'Reading'],
  ['record', 'What charts hold'],
  ['write-back', 'Write-back'],
];

function asTable(readiness: Readiness): string {
  const areas = AREAS.flatMap(([area, head]) => {
    const rows = readiness.rows.filter((r) => r.area === area);
    const cells = rows.map((r) => [SAID[r.verdict], r.what, `${sentence(r.found)} ${r.effect}`]);
    return cells.length > 0 ? [table(['', head, ''], cells)] : [];
  });
  return `${[title(readiness), ...areas, summary(readiness)].join('\n\n')}\n`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function title({ connection, software: { name, version, fhirVersion } }: Readiness): string {
  const said = [name, version, fhirVersion && `FHIR ${fhirVersion}`].filter((w) => w !== undefined);
  return plain([connection, ...(said.length > 0 ? [said.join(' ')] : [])].join(': '));
}

function summary({ rows, samples, requests }: Readiness): string {
  const n = (verdict: ReadinessRow['verdict']): number => rows.filter((r) => r.verdict === verdict).length;
  const counts = `${n('works')} work, ${n('works-around')} are worked around, ${n('missing')} are missing, ${n('not-tried')} were not tried`;
  return `${counts}; ${samples.read} charts read in ${requests} requests.`;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const params = { what: plain(path), kind: 'file', detail: `it cannot be written (${code})` };
    throw new ClaimwrightError('CW-1002', params, { cause });
  }
}
