/** X12 by HTTP POST. The idempotency key is the interchange control number with the hash, so that a receiver takes a repetition once. */
import type { Channel } from './channel.ts';
import { allowedAddress, type PostOptions, post } from './post.ts';

export function httpX12Channel(id: string, options: PostOptions): Channel {
  allowedAddress(options);
  return {
    id,
    deliver: async ({ payloads }) => {
      const answers = [];
      for (const payload of payloads) {
        const { status } = await post(payload, options);
        answers.push({ sha256: payload.sha256, answer: `HTTP ${status}` });
      }
      return { channel: id, at: options.clock.now(), payloads: answers };
    },
  };
}
