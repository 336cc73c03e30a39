/** Use case: batches that a crash or an absent receiver left are delivered, each by its own channel. */
import { resumeDeliveries, type SentClaims } from '../../clearinghouse/index.ts';
import type { ClaimRoute } from './route.ts';

export interface ResumedChannel {
  readonly channel: string;
  readonly delivered: number;
  readonly fault: unknown;
}

/** A receiver that is still away takes nothing from the others. */
export async function resumeAll(
  sent: SentClaims,
  routes: readonly ClaimRoute[],
): Promise<readonly ResumedChannel[]> {
  const all: ResumedChannel[] = [];
  for (const { channel } of routes) {
    try {
      all.push({
        channel: channel.id,
        delivered: await resumeDeliveries({ sent, channel }),
        fault: undefined,
      });
    } catch (fault) {
      all.push({ channel: channel.id, delivered: 0, fault });
    }
  }
  return all;
}
