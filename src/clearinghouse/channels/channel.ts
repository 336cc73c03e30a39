/** The port of delivery: a directory, an HTTP address or a FHIR server. Delivering the same batch again sends nothing twice. */
import type { Batch, Receipt } from '../model.ts';

export interface Channel {
  readonly id: string;
  /** Resolves when everything has arrived; throws when it is not known to have. */
  deliver(batch: Batch): Promise<Receipt>;
}

/** The fake: remembers what arrived, each idempotency key once. */
export function fakeChannel(id = 'fake', at = '2026-01-01T00:00:00.000Z') {
  const arrived = new Map<string, Uint8Array>();
  const channel: Channel = {
    id,
    deliver: async ({ payloads }) => {
      for (const p of payloads) arrived.set(p.idempotencyKey, p.bytes);
      return { channel: id, at, payloads: payloads.map((p) => ({ sha256: p.sha256, answer: 'taken' })) };
    },
  };
  return { ...channel, arrived };
}
