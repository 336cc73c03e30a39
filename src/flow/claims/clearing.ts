/** All use cases of claims and responses over what one site is configured with: what the faces and the intervals are given. */
import type { IncomingFile, Polled, Received, UnmatchedResult } from '../../clearinghouse/index.ts';
import { type ClaimStatusView, claimStatus } from './claim-status.ts';
import { type Poller, pollResponses, type ReceiveResponsesDeps, receiveUpload } from './receive-responses.ts';
import { type ResumedChannel, resumeAll } from './resume.ts';
import {
  type SendClaimsDeps,
  type SendOptions,
  type SentCounts,
  type SentReport,
  sendClaims,
} from './send-claims.ts';

export interface ClearingDeps extends SendClaimsDeps, ReceiveResponsesDeps {
  /** Of the channels that are folders. */
  readonly pollers: ReadonlyMap<string, Poller>;
}

export interface ChannelPolled {
  readonly channel: string;
  readonly files: readonly Polled[];
  /** The folder could not be read. */
  readonly fault: unknown;
}

export interface Clearing {
  readonly channels: readonly string[];
  send(options: SendOptions, told: (report: SentReport) => void): Promise<SentCounts>;
  resume(): Promise<readonly ResumedChannel[]>;
  receive(file: IncomingFile): Promise<Received>;
  /** The folders of all channels, or of one. */
  poll(channel?: string): Promise<readonly ChannelPolled[]>;
  status(number: string): Promise<ClaimStatusView | undefined>;
  unmatched(limit: number): Promise<readonly UnmatchedResult[]>;
}

export function clearingOf(deps: ClearingDeps): Clearing {
  return {
    channels: deps.routes.map(({ channel }) => channel.id),
    send: (options, told) => sendClaims(deps, options, told),
    resume: () => resumeAll(deps.sent, deps.routes),
    receive: (file) => receiveUpload(file, deps),
    poll: async (channel) => {
      const polled: ChannelPolled[] = [];
      for (const [id, poller] of deps.pollers)
        if (channel === undefined || channel === id) polled.push(await polledOf(id, poller, deps));
      return polled;
    },
    status: (number) => claimStatus(number, deps),
    unmatched: (limit) => deps.results.unmatched(limit),
  };
}

/** A folder that is away takes nothing from the others. */
async function polledOf(channel: string, poller: Poller, deps: ClearingDeps): Promise<ChannelPolled> {
  try {
    return { channel, files: await pollResponses(poller, deps), fault: undefined };
  } catch (fault) {
    return { channel, files: [], fault };
  }
}
