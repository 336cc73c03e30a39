/** What the deliveries of every CaseStore must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Case,
  type CaseStore,
  type Delivery,
  deliveryId,
  newCase,
} from '../../src/review/index.ts';

type Details = { readonly note: string };

const at = (minute: number): string => `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000Z`;
const read = (c: Case): Case => advance(c, { at: at(0), who: 'test', kind: 'read', why: 'Read.' });
const details: Details = { note: '' };
const down = { code: 'CW-2002', message: 'The EHR did not answer (503).' };

const deliveryOf = (c: Case, more: Partial<Delivery> = {}): Delivery => ({
  id: deliveryId('claim', c.id),
  kind: 'claim',
  case: c.id,
  connection: c.connection,
  body: { resourceType: 'Bundle', entry: [{ n: 1 }] },
  notBefore: at(1),
  ...more,
});

/** `make` must give an empty store. */
export function outboxContract(name: string, make: () => Promise<CaseStore<Details>>): void {
  describe(name, () => {
    const first = read(newCase('ehr', 'Encounter/1'));
    const kept = async (...minutes: readonly number[]) => {
      const store = await make();
      const deliveries = [];
      for (const [i, minute] of minutes.entries()) {
        const c = read(newCase('ehr', `Encounter/${i + 1}`));
        const delivery = deliveryOf(c, { notBefore: at(minute) });
        await store.put({ case: c, details }, 0, [delivery]);
        deliveries.push(delivery);
      }
      return { store, outbox: store.outbox, ids: deliveries.map((d) => d.id) };
    };
    const take = (store: CaseStore<Details>, minute: number, limit = 10) =>
      store.outbox.take({ now: at(minute), until: at(minute + 5), limit });

    it('keeps a delivery with its case', async () => {
      const { outbox, ids } = await kept(1);
      const { notBefore, ...rest } = deliveryOf(first);
      expect(await outbox.get(ids[0] ?? '')).toEqual({
        ...rest,
        state: 'open',
        attempts: 0,
        nextAt: notBefore,
        fault: undefined,
      });
      expect(await outbox.counts()).toEqual({ open: 1, dead: 0, oldest: at(1) });
    });

    it('keeps none with a case that moved on, and settles none', async () => {
      const { store, outbox, ids } = await kept(1);
      const other = deliveryOf(first, { id: deliveryId('void', first.id), kind: 'void' });
      const late = store.put({ case: read(first), details }, 0, [other], ids);
      await expect(late).rejects.toMatchObject({ code: 'CW-4002' });
      expect(await outbox.get(other.id)).toBeUndefined();
      expect((await outbox.get(ids[0] ?? ''))?.state).toBe('open');
    });

    it('settles a delivery with its case, and then keeps nothing of what was sent', async () => {
      const { store, outbox, ids } = await kept(1);
      await store.put({ case: read(first), details }, 1, [], ids);
      expect(await outbox.get(ids[0] ?? '')).toMatchObject({ state: 'done', body: undefined });
      expect(await take(store, 30)).toEqual([]);
      expect(await outbox.counts()).toEqual({ open: 0, dead: 0, oldest: undefined });
    });

    it('puts a later one in the place of an earlier one, whatever had become of it', async () => {
      const { store, outbox, ids } = await kept(1);
      const [id = ''] = ids;
      await outbox.failed(id, 0, down, undefined);
      const again = deliveryOf(first, { body: { n: 2 }, notBefore: at(9) });
      await store.put({ case: read(first), details }, 1, [again]);
      expect(await outbox.get(id)).toMatchObject({
        state: 'open',
        attempts: 0,
        nextAt: at(9),
        body: { n: 2 },
        fault: undefined,
      });
    });

    it('hands out what is due, the longest due first, to one at a time', async () => {
      const { store, ids } = await kept(3, 1, 2, 20);
      expect((await take(store, 0)).length).toBe(0);
      expect((await take(store, 4, 1)).map((d) => d.id)).toEqual([ids[1]]);
      const rest = await take(store, 4);
      expect(new Set(rest.map((d) => d.id))).toEqual(new Set([ids[0], ids[2]]));
      expect(rest.map((d) => d.nextAt)).toEqual([at(9), at(9)]);
      expect(await take(store, 8)).toEqual([]);
      // Whoever took them is gone: they are due again.
      expect((await take(store, 9)).length).toBe(3);
    });

    it('never hands out one twice to many that take at once', async () => {
      const { store, ids } = await kept(1, 1, 1, 1, 1, 1);
      const taken = await Promise.all(ids.map(() => take(store, 2, 2)));
      const all = taken.flat().map((d) => d.id);
      expect(new Set(all).size).toBe(all.length);
      expect((await take(store, 2)).length + all.length).toBe(ids.length);
    });

    it('counts failed attempts, and waits for the next', async () => {
      const { store, outbox, ids } = await kept(1);
      const [id = ''] = ids;
      await outbox.failed(id, 0, down, at(8));
      expect(await outbox.get(id)).toMatchObject({ attempts: 1, state: 'open', nextAt: at(8), fault: down });
      expect(await take(store, 7)).toEqual([]);
      expect((await take(store, 8)).map((d) => d.attempts)).toEqual([1]);
    });

    it('takes no word of a slower attempt, nor of a delivery that is done or unknown', async () => {
      const { store, outbox, ids } = await kept(1);
      const [id = ''] = ids;
      await outbox.failed(id, 0, down, at(8));
      await outbox.failed(id, 0, down, undefined);
      expect(await outbox.get(id)).toMatchObject({ attempts: 1, state: 'open' });
      await store.put({ case: read(first), details }, 1, [], [id]);
      await outbox.failed(id, 1, down, undefined);
      expect((await outbox.get(id))?.state).toBe('done');
      await outbox.failed(deliveryId('void', first.id), 0, down, undefined);
    });

    it('keeps a dead one for a person, who has it tried again', async () => {
      const { store, outbox, ids } = await kept(1, 2, 3);
      for (const id of ids) await outbox.failed(id, 0, down, undefined);
      expect(await take(store, 30)).toEqual([]);
      expect(await outbox.counts()).toEqual({ open: 0, dead: 3, oldest: undefined });
      expect((await outbox.dead(2)).map((d) => [d.id, d.fault])).toEqual([
        [ids[0], down],
        [ids[1], down],
      ]);
      expect(await outbox.redrive([ids[1] ?? '', 'no id at all'], at(30))).toBe(1);
      expect(await take(store, 30)).toMatchObject([{ id: ids[1], attempts: 0, fault: undefined }]);
      expect(await outbox.redrive('all', at(31))).toBe(2);
      expect((await outbox.counts()).dead).toBe(0);
      expect(await outbox.redrive('all', at(32))).toBe(0);
    });

    it('gives up a dead one, and no other', async () => {
      const { outbox, ids } = await kept(1, 2);
      const [open = '', dead = ''] = ids;
      await outbox.failed(dead, 0, down, undefined);
      expect(await outbox.drop(open)).toBe(false);
      expect(await outbox.drop('no id at all')).toBe(false);
      expect(await outbox.drop(dead)).toBe(true);
      expect(await outbox.drop(dead)).toBe(false);
      expect(await outbox.counts()).toEqual({ open: 1, dead: 0, oldest: at(1) });
    });
  });
}
