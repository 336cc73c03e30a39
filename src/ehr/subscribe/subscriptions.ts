/** The port of subscriptions: which one of the EHR is ours, and how far its events were taken in. The fake keeps it in memory. */

export interface KeptSubscription {
  /** `Subscription.id` in the EHR. */
  readonly id: string;
  /** The highest event number up to which nothing is missing. */
  readonly events: number;
  /** By our clock: when the EHR last sent anything, or the subscription began. */
  readonly heardAt: string;
}

export interface Subscriptions {
  get(connection: string): Promise<KeptSubscription | undefined>;
  /** A subscription that was made, or asked to start again: its events are counted anew. */
  begin(connection: string, id: string, at: string): Promise<void>;
  /** Something came; `events` only ever rises. Nothing happens where no subscription was begun. */
  heard(connection: string, at: string, events?: number): Promise<void>;
}

export function memorySubscriptions(): Subscriptions {
  const all = new Map<string, KeptSubscription>();
  return {
    get: async (connection) => all.get(connection),
    async begin(connection, id, at) {
      all.set(connection, { id, events: 0, heardAt: at });
    },
    async heard(connection, at, events = 0) {
      const kept = all.get(connection);
      if (kept) all.set(connection, { ...kept, heardAt: at, events: Math.max(kept.events, events) });
    },
  };
}
