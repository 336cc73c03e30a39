/** What every store of card feedback and of used tokens must do. */
import { describe, expect, it } from 'vitest';
import type { CdsFeedback } from '../../../src/flow/index.ts';
import type { UsedTokens } from '../../../src/http/index.ts';

export function feedbackContract(name: string, make: () => Promise<CdsFeedback>): void {
  describe(name, () => {
    const entry = {
      ...{ service: 'coding', card: 'e56e1945-20b3-4393-8503-a1a20fd73152', outcome: 'accepted' as const },
      ...{ at: '2026-11-24T12:00:00Z', suggestions: ['a', 'b'], reason: undefined },
    };

    it('has counted nothing at first', async () => {
      expect(await (await make()).counts()).toEqual([]);
    });

    it('counts by service, outcome and reason, whoever recorded it', async () => {
      const feedback = await make();
      await feedback.record([]);
      await feedback.record([entry, { ...entry, suggestions: [] }]);
      const overridden = { ...entry, outcome: 'overridden' as const, suggestions: [] };
      await feedback.record([
        { ...overridden, reason: "not-now'" },
        overridden,
        { ...overridden, service: 'a-service', reason: 'x' },
      ]);
      expect(await feedback.counts()).toEqual([
        { service: 'a-service', outcome: 'overridden', reason: 'x', cards: 1 },
        { service: 'coding', outcome: 'accepted', reason: undefined, cards: 2 },
        { service: 'coding', outcome: 'overridden', reason: undefined, cards: 1 },
        { service: 'coding', outcome: 'overridden', reason: "not-now'", cards: 1 },
      ]);
    });
  });
}

export function usedTokensContract(name: string, make: () => Promise<UsedTokens>): void {
  describe(name, () => {
    it('lets each token be used once, until it has run out', async () => {
      const tokens = await make();
      expect(await tokens.use('a', '1', 100.5, 0)).toBe(true);
      expect(await tokens.use('a', '1', 100.5, 50)).toBe(false);
      expect(await tokens.use('b', '1', 100, 50)).toBe(true);
      expect(await tokens.use('a', '2', 100, 50)).toBe(true);
      expect(await tokens.use('a', '1', 300, 100.2)).toBe(false);
      expect(await tokens.use('a', '1', 300, 101)).toBe(true);
      expect(await tokens.use('a', '1', 300, 102)).toBe(false);
    });

    it('lets one of many through that come at once', async () => {
      const tokens = await make();
      const first = await Promise.all(Array.from({ length: 10 }, () => tokens.use('a', '1', 100, 0)));
      expect(first.filter(Boolean)).toHaveLength(1);
    });
  });
}
