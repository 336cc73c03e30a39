/** `claimwright audit verify`: whether the events of every case are as they were written: none changed, deleted or moved. */
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';

/** 0 when every chain of hashes holds, 1 when one is broken. */
export async function auditVerifyCommand(deps: CliDeps): Promise<number> {
  const kept = await deps.keptCases();
  if (!kept) {
    const detail = 'there is no database: set DATABASE_URL, or CLAIMWRIGHT_EHR_URL for the embedded one';
    throw new ClaimwrightError('CW-5001', { detail });
  }
  try {
    let broken = 0;
    for await (const { id, event, why } of kept.verify()) {
      broken += 1;
      deps.io.out.write(`case ${id}, event ${event}: ${why}\n`);
    }
    const count = await kept.count();
    deps.io.out.write(`${count} cases, ${broken} broken\n`);
    return broken > 0 ? 1 : 0;
  } finally {
    await kept.close();
  }
}
