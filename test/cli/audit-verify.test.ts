import { describe, expect, it } from 'vitest';
import type { KeptCases } from '../../src/cli/deps.ts';
import { run } from './support.ts';

const kept = (broken: readonly { id: string; event: number; why: string }[]) => {
  const asked = { closed: 0 };
  const cases: KeptCases = {
    count: async () => 3,
    codes: async function* () {},
    verify: async function* () {
      yield* broken;
    },
    close: async () => {
      asked.closed += 1;
    },
  };
  return { asked, keptCases: async () => cases };
};

describe('claimwright audit verify', () => {
  it('ends with 0 when every chain holds', async () => {
    const { asked, keptCases } = kept([]);
    expect(await run(['audit', 'verify'], { keptCases })).toMatchObject({
      code: 0,
      out: '3 cases, 0 broken\n',
    });
    expect(asked.closed).toBe(1);
  });

  it('names the case and the event at fault, and ends with 1', async () => {
    const { asked, keptCases } = kept([{ id: 'c1', event: 2, why: 'the chain of hashes is broken' }]);
    const { code, out } = await run(['audit', 'verify'], { keptCases });
    expect([code, out]).toEqual([1, 'case c1, event 2: the chain of hashes is broken\n3 cases, 1 broken\n']);
    expect(asked.closed).toBe(1);
  });

  it('says what to set where there is no database', async () => {
    await expect(run(['audit', 'verify'], { keptCases: async () => undefined })).rejects.toMatchObject({
      code: 'CW-5001',
    });
  });
});
