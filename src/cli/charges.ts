/** `claimwright charges export`: the site's charge table as a Bundle of ChargeItemDefinitions. */
import { writeFileSync } from 'node:fs';
import { chargeItemDefinitions } from '../flow/index.ts';
import type { CliDeps } from './deps.ts';

export interface ChargesExportOptions {
  readonly out?: string;
}

/** Reading the table names the line and the column of the first thing that is wrong (CW-1002). */
export async function chargesExportCommand(
  { out }: ChargesExportOptions,
  deps: Pick<CliDeps, 'io' | 'coding'>,
): Promise<number> {
  const { knowledge } = await deps.coding();
  const text = `${JSON.stringify(chargeItemDefinitions(knowledge.charges), null, 2)}\n`;
  if (out === undefined) deps.io.out.write(text);
  else writeFileSync(out, text);
  return 0;
}
