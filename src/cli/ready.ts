/** `claimwright ready <Encounter/id | bundle.json>`: what a chart lacks to be coded and claimed, and what comes of it. */
import { type ChartReadiness, chartReadiness } from '../flow/index.ts';
import { chartNamed } from './code.ts';
import type { CliDeps } from './deps.ts';
import { plain, table } from './table.ts';

export interface ReadyOptions {
  readonly encounter?: string;
  readonly json?: boolean;
  readonly connection?: string;
}

/** 0 when it can be coded and claimed, though a person may be asked; 1 when it cannot. */
export async function readyCommand(
  target: string,
  options: ReadyOptions,
  deps: Pick<CliDeps, 'io' | 'connect' | 'coding' | 'validator'>,
): Promise<number> {
  const chart = await chartNamed(target, options, deps);
  const { knowledge } = await deps.coding();
  const readiness = chartReadiness(chart, { validator: deps.validator(), knowledge });
  deps.io.out.write(options.json ? `${JSON.stringify(readiness, undefined, 2)}\n` : asText(readiness));
  return readiness.ready === 'no' ? 1 : 0;
}

const SAID = {
  yes: 'is ready to be coded and claimed: nothing is missing',
  asks: 'can be coded and claimed; a person is asked about some of it',
  no: 'is not ready',
} as const;

function asText({ encounter, ready, rows }: ChartReadiness): string {
  const head = `${plain(encounter)} ${SAID[ready]}\n`;
  if (rows.length === 0) return head;
  const cells = rows.map((r) => [r.of, r.severity, plain(r.where), plain(r.effect)]);
  return `${head}\n${table(['of', 'severity', 'where', 'what is missing, and what comes of it'], cells)}\n`;
}
