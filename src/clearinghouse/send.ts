/** Sending: kept first, then delivered, then marked. A crash in between leaves a batch that is delivered again, and arrives once. */
import type { Channel } from './channels/channel.ts';
import type { Receipt, SentBatch } from './model.ts';
import type { SentClaims } from './ports/sent-claims.ts';

export interface SendDeps {
  readonly sent: SentClaims;
  readonly channel: Channel;
}

export async function sendBatch(batch: SentBatch, deps: SendDeps): Promise<Receipt> {
  await deps.sent.prepare(batch);
  return deliverBatch(batch, deps);
}

/** What a crash, or a receiver that did not answer, left. A batch that fails again does not keep the others back; its fault is thrown at the end. */
export async function resumeDeliveries(deps: SendDeps): Promise<number> {
  const faults: unknown[] = [];
  let count = 0;
  for await (const batch of deps.sent.undelivered(deps.channel.id)) {
    try {
      await deliverBatch(batch, deps);
      count += 1;
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return count;
}

/** What was prepared; a batch whose receipt is kept is not delivered again. */
export async function deliverBatch(batch: SentBatch, { sent, channel }: SendDeps): Promise<Receipt> {
  const known = (await sent.batch(batch.id))?.receipt;
  if (known) return known;
  const receipt = await channel.deliver(batch);
  await sent.delivered(batch.id, receipt);
  return receipt;
}
