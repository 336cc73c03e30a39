/** The fake of the outbox: deliveries in memory, in the order in which they were kept. */
import type { Delivery, DeliveryState, KeptDelivery, Outbox } from './delivery.ts';

export interface MemoryOutbox extends Outbox {
  keep(delivery: Delivery): void;
  settle(id: string): void;
}

export function memoryOutbox(): MemoryOutbox {
  const kept = new Map<string, KeptDelivery>();
  const change = (id: string, more: Partial<KeptDelivery>): void => {
    const before = kept.get(id);
    if (before) kept.set(id, { ...before, ...more });
  };
  const inState = (state: DeliveryState): readonly KeptDelivery[] =>
    [...kept.values()].filter((d) => d.state === state).sort((a, b) => compare(a.nextAt, b.nextAt));
  return {
    keep: ({ notBefore, ...delivery }) =>
      void kept.set(delivery.id, { ...delivery, ...FRESH, nextAt: notBefore }),
    settle: (id) => change(id, { state: 'done', body: undefined }),
    get: async (id) => kept.get(id),
    take: async ({ now, until, limit }) => {
      const due = inState('open')
        .filter((d) => d.nextAt <= now)
        .slice(0, limit);
      for (const { id } of due) change(id, { nextAt: until });
      return due.map((d) => ({ ...d, nextAt: until }));
    },
    failed: async (id, seen, fault, nextAt) => {
      const { state, attempts } = kept.get(id) ?? {};
      if (state !== 'open' || attempts !== seen) return;
      const next = nextAt === undefined ? { state: 'dead' as const } : { nextAt };
      change(id, { attempts: seen + 1, fault, ...next });
    },
    dead: async (limit) => inState('dead').slice(0, limit),
    redrive: async (ids, now) => {
      const chosen = inState('dead').filter((d) => ids === 'all' || ids.includes(d.id));
      for (const { id } of chosen) change(id, { ...FRESH, nextAt: now });
      return chosen.length;
    },
    drop: async (id) => kept.get(id)?.state === 'dead' && kept.delete(id),
    counts: async () => ({
      open: inState('open').length,
      dead: inState('dead').length,
      oldest: inState('open')[0]?.nextAt,
    }),
  };
}

const FRESH = { state: 'open', attempts: 0, fault: undefined } as const;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
