/** What every keeper of subscriptions must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import type { Subscriptions } from '../../../src/ehr/index.ts';

const NINE = '2026-06-01T09:00:00.000Z';
const TEN = '2026-06-01T10:00:00.000Z';

export function subscriptionsContract(name: string, fresh: () => Promise<Subscriptions>): void {
  describe(name, () => {
    it('keeps the subscription of each connection, its events only rising', async () => {
      const kept = await fresh();
      await kept.begin('a', 's1', NINE);
      await kept.heard('a', TEN, 7);
      await kept.heard('a', TEN, 5);
      await kept.heard('a', TEN);
      expect(await kept.get('a')).toEqual({ id: 's1', events: 7, heardAt: TEN });
      expect(await kept.get('b')).toBeUndefined();
    });

    it('counts anew when it begins anew', async () => {
      const kept = await fresh();
      await kept.begin('a', 's1', NINE);
      await kept.heard('a', NINE, 7);
      await kept.begin('a', 's2', TEN);
      expect(await kept.get('a')).toEqual({ id: 's2', events: 0, heardAt: TEN });
    });

    it('passes over what comes before it began', async () => {
      const kept = await fresh();
      await kept.heard('a', NINE, 7);
      expect(await kept.get('a')).toBeUndefined();
    });
  });
}
