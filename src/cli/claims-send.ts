/** `claimwright claims send`: the claims that wait go by their channels; what was left undelivered before goes first. */
import { faultFields } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';

export interface ClaimsSendOptions {
  readonly channel?: string;
  readonly dryRun?: boolean;
}

/** 0 when everything that was to go is delivered, 1 when something is kept for the next run. */
export async function claimsSendCommand(
  { channel, dryRun }: ClaimsSendOptions,
  { io, claims }: Pick<CliDeps, 'io' | 'claims'>,
): Promise<number> {
  return withKept(claims, async (clearing) => {
    let open = false;
    const failed = (id: string, fault: unknown): void => {
      open = true;
      const { fault: what } = faultFields(fault);
      io.out.write(`${id}: not delivered yet (${String(what)}); it is tried again at the next run\n`);
    };
    if (!dryRun)
      for (const left of await clearing.resume()) {
        if (left.fault) failed(left.channel, left.fault);
        else if (left.delivered > 0) io.out.write(`${left.channel}: ${left.delivered} batches delivered\n`);
      }
    const { without, faulty } = await clearing.send({ channel, dryRun }, (report) => {
      const batch = report.batch === undefined ? '' : ` in batch ${report.batch}`;
      const will = dryRun ? 'would go' : 'sent';
      io.out.write(`${report.channel}: ${report.numbers.length} ${report.kind} claims ${will}${batch}\n`);
      if (report.fault) failed(report.channel, report.fault);
    });
    if (without > 0) io.out.write(`${without} claims: no channel takes their payer\n`);
    if (faulty > 0) {
      const held = dryRun ? 'would be held' : 'are held';
      io.out.write(`${faulty} claims: their 837 would be refused; their cases ${held} with the reasons\n`);
    }
    return open || without > 0 || faulty > 0 ? 1 : 0;
  });
}
