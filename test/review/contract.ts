/** What every CaseStore must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Case,
  type CasePage,
  type CaseState,
  type CaseStore,
  newCase,
  type StoredCase,
} from '../../src/review/index.ts';

type Details = { readonly note: string };

/** What a store under this contract is told to keep beside the details. */
export const index = {
  summary: ({ note }: Details) => ({ note }),
  claimNumbers: ({ note }: Details) => (note.startsWith('CW') ? [note] : []),
};

/** The encounters of each page, to the last. */
async function pages(store: CaseStore<Details>, limit: number, state?: CaseState): Promise<string[][]> {
  const found: string[][] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page: CasePage = await store.page({ limit, state, after });
    found.push(page.rows.map((row) => row.case.encounter.slice('Encounter/'.length)));
    after = page.next;
    more = after !== undefined;
  }
  return found;
}

/** `make` must give an empty store. */
export function caseStoreContract(name: string, make: () => Promise<CaseStore<Details>>): void {
  describe(name, () => {
    const read = (c: Case): Case =>
      advance(c, { at: '2026-03-04T10:00:00Z', who: 'test', kind: 'read', why: 'Read.' });
    const stored = (c: Case, note: string): StoredCase<Details> => ({ case: c, details: { note } });
    const first = read(newCase('ehr', 'Encounter/1'));
    const moved = { code: 'CW-4002' };

    it('has nothing at first', async () => {
      const store = await make();
      expect(await store.get(first.id)).toBeUndefined();
      expect(await store.list()).toEqual([]);
      expect(await store.count()).toBe(0);
    });

    it('gives back what was kept, and its details', async () => {
      const store = await make();
      await store.put(stored(first, 'a'), 0);
      expect(await store.get(first.id)).toEqual(stored(first, 'a'));
      const second = read(first);
      await store.put(stored(second, 'b'), 1);
      expect(await store.get(first.id)).toEqual(stored(second, 'b'));
      expect(await store.list()).toEqual([stored(second, 'b')]);
    });

    it('lists cases in the order in which they were first kept', async () => {
      const store = await make();
      const cases = ['3', '1', '2'].map((id) => read(newCase('ehr', `Encounter/${id}`)));
      for (const c of cases) await store.put(stored(c, ''), 0);
      const [, middle] = cases;
      if (middle) await store.put(stored(read(middle), 'again'), 1);
      expect((await store.list()).map((s) => s.case.id)).toEqual(cases.map((c) => c.id));
      expect(await store.count()).toBe(3);
    });

    it.each([
      ['a new case that is there already', 0],
      ['a case that was seen before it moved on', 1],
      ['a case that was never so far', 3],
      ['a number of events that no case has', -1],
    ])('does not keep %s', async (_name, seen) => {
      const store = await make();
      await store.put(stored(first, 'a'), 0);
      await store.put(stored(read(first), 'b'), 1);
      await expect(store.put(stored(read(read(first)), 'c'), seen)).rejects.toMatchObject(moved);
      expect((await store.get(first.id))?.details.note).toBe('b');
    });

    it('does not keep an unknown case as if it had been seen', async () => {
      const store = await make();
      await expect(store.put(stored(read(first), 'a'), 1)).rejects.toMatchObject(moved);
      expect(await store.list()).toEqual([]);
    });

    it('keeps one of many that are put at once', async () => {
      const store = await make();
      const notes = Array.from({ length: 20 }, (_, i) => String(i));
      const results = await Promise.allSettled(notes.map((note) => store.put(stored(first, note), 0)));
      expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject(moved);
      const winner = notes[results.findIndex((r) => r.status === 'fulfilled')];
      expect((await store.get(first.id))?.details.note).toBe(winner);
    });

    it('pages through the cases, the latest kept first, each once', async () => {
      const store = await make();
      const cases = ['1', '2', '3', '4', '5'].map((id) => read(newCase('ehr', `Encounter/${id}`)));
      for (const [i, c] of cases.entries()) await store.put(stored(c, String(i)), 0);
      const [firstKept] = cases;
      if (firstKept) await store.put(stored(read(firstKept), 'again'), 1);
      expect(await pages(store, 2)).toEqual([['5', '4'], ['3', '2'], ['1']]);
      expect(await pages(store, 5)).toEqual([['5', '4', '3', '2', '1']]);
      const { rows, next } = await store.page({ limit: 1, after: '2' });
      expect([rows[0]?.summary, next]).toEqual([{ note: 'again' }, undefined]);
      expect(rows[0]?.case).toEqual({ ...read(first), events: undefined });
      // A place that is none is the first page: whoever asks from outside is refused before.
      expect((await store.page({ limit: 1, after: 'x' })).rows).toHaveLength(1);
    });

    it('pages through the cases of one state, and counts each', async () => {
      const store = await make();
      const held = (c: Case): Case =>
        advance(c, { at: '2026-03-04T11:00:00Z', who: 'test', kind: 'held', why: 'Held.' });
      const cases = ['1', '2', '3', '4'].map((id) => read(newCase('ehr', `Encounter/${id}`)));
      for (const [i, c] of cases.entries()) await store.put(stored(i % 2 ? held(c) : c, ''), 0);
      expect(await pages(store, 1, 'held')).toEqual([['4'], ['2']]);
      expect(await pages(store, 9, 'received')).toEqual([['3', '1']]);
      expect(await pages(store, 9, 'voided')).toEqual([[]]);
      expect(await store.counts()).toEqual({ held: 2, received: 2 });
    });

    it('finds the case of a claim by its number, in capitals or not', async () => {
      const store = await make();
      await store.put(stored(first, 'CW1'), 0);
      await store.put(stored(read(newCase('ehr', 'Encounter/2')), 'CW2'), 0);
      expect((await store.byClaimNumber('cw1'))?.case.id).toBe(first.id);
      expect((await store.byClaimNumber('CW2'))?.case.encounter).toBe('Encounter/2');
      for (const number of ['CW', 'CW11', '', '%', "CW1'"])
        expect(await store.byClaimNumber(number)).toBeUndefined();
    });

    it('hands out what cannot be changed from outside', async () => {
      const store = await make();
      await store.put(stored(first, 'a'), 0);
      const all = (await store.list()) as StoredCase<Details>[];
      all.pop();
      expect(await store.list()).toHaveLength(1);
    });
  });
}
