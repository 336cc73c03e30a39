/** What every keeper of marks must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import type { Mark, Marks } from '../../../src/ehr/index.ts';

const mark = (at: string, seen: readonly string[] = []): Mark => ({
  at,
  setAt: '2026-06-01T00:00:00.000Z',
  seen,
});
const NINE = '2026-06-01T09:00:00.000Z';
const TEN = '2026-06-01T10:00:00.000Z';

export function marksContract(name: string, fresh: () => Promise<Marks>): void {
  describe(name, () => {
    it('keeps a mark for each connection and feed', async () => {
      const marks = await fresh();
      await marks.lease('a', 'me', 60);
      await marks.lease('b', 'me', 60);
      expect(await marks.get('a', 'Encounter')).toBeUndefined();
      expect(await marks.put('a', 'Encounter', mark(NINE, ['v1', "it's"]), 'me')).toBe(true);
      expect(await marks.put('a', 'Condition', mark(TEN), 'me')).toBe(true);
      expect(await marks.put('a', 'Encounter', mark(TEN, ['v2']), 'me')).toBe(true);
      expect(await marks.get('a', 'Encounter')).toEqual(mark(TEN, ['v2']));
      expect(await marks.get('a', 'Condition')).toEqual(mark(TEN));
      expect(await marks.get('b', 'Encounter')).toBeUndefined();
    });

    it('gives the lease of a connection to one at a time, and lets the holder prolong it', async () => {
      const marks = await fresh();
      expect(await marks.lease('a', 'me', 60)).toBe(true);
      expect(await marks.lease('a', 'you', 60)).toBe(false);
      expect(await marks.lease('a', 'me', 60)).toBe(true);
      expect(await marks.lease('b', 'you', 60)).toBe(true);
      await marks.release('a', 'you');
      expect(await marks.lease('a', 'you', 60)).toBe(false);
      await marks.release('a', 'me');
      expect(await marks.lease('a', 'you', 60)).toBe(true);
    });

    it('gives it to one of many that ask at once', async () => {
      const marks = await fresh();
      const got = await Promise.all(['1', '2', '3', '4'].map((holder) => marks.lease('a', holder, 60)));
      expect(got.filter(Boolean)).toHaveLength(1);
    });

    it('lets nobody but the holder move the mark', async () => {
      const marks = await fresh();
      expect(await marks.put('a', 'Encounter', mark(NINE), 'me')).toBe(false);
      await marks.lease('a', 'me', 0);
      // Its time is over, and somebody else came.
      expect(await marks.lease('a', 'you', 60)).toBe(true);
      expect(await marks.put('a', 'Encounter', mark(NINE), 'me')).toBe(false);
      expect(await marks.get('a', 'Encounter')).toBeUndefined();
      expect(await marks.put('a', 'Encounter', mark(TEN), 'you')).toBe(true);
    });
  });
}
