/** `claimwright audit verify`: whether every event of the cases and of the audit trail is as it was written: none changed, deleted or moved. */
import type { CliDeps, KeptCases } from './deps.ts';
import { withKept } from './kept.ts';

/** 0 when every chain of hashes holds, 1 when one is broken. */
export const auditVerifyCommand = (deps: Pick<CliDeps, 'io' | 'keptCases'>): Promise<number> =>
  withKept(deps.keptCases, async (kept) => {
    const { cases, events, trail } = await verifyChains(kept, deps.io.out);
    deps.io.out.write(`${await kept.count()} cases, ${cases} broken\n`);
    deps.io.out.write(`${events} audit events, ${trail ? 'broken' : 'unbroken'}\n`);
    return cases > 0 || trail ? 1 : 0;
  });

/** Names each fault as it is found; answers how many there are. */
export async function verifyChains(
  kept: Pick<KeptCases, 'verify' | 'verifyAudit'>,
  out: NodeJS.WritableStream,
): Promise<{ readonly cases: number; readonly events: number; readonly trail: boolean }> {
  let cases = 0;
  for await (const { id, event, why } of kept.verify()) {
    cases += 1;
    out.write(`case ${id}, event ${event}: ${why}\n`);
  }
  const { events, broken } = await kept.verifyAudit();
  if (broken) out.write(`audit event ${broken.event}: ${broken.why}\n`);
  return { cases, events, trail: broken !== undefined };
}
