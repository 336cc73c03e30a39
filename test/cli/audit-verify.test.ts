import { describe, expect, it } from 'vitest';
import type { KeptCases } from '../../src/cli/deps.ts';
import { run } from './support.ts';

type Broken = { readonly id: string; readonly event: number; readonly why: string };

const kept = (broken: readonly Broken[], trail?: { readonly event: number; readonly why: string }) => {
  const asked = { closed: 0 };
  const cases: KeptCases = {
    count: async () => 3,
    codes: async function* () {},
    verify: async function* () {
      yield* broken;
    },
    verifyAudit: async () => ({ events: 7, broken: trail }),
    auditEvents: async function* () {},
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
      out: '3 cases, 0 broken\n7 audit events, unbroken\n',
    });
    expect(asked.closed).toBe(1);
  });

  it('names the case and the event at fault, and ends with 1', async () => {
    const { asked, keptCases } = kept([{ id: 'c1', event: 2, why: 'the chain of hashes is broken' }]);
    const { code, out } = await run(['audit', 'verify'], { keptCases });
    expect([code, out]).toEqual([
      1,
      'case c1, event 2: the chain of hashes is broken\n3 cases, 1 broken\n7 audit events, unbroken\n',
    ]);
    expect(asked.closed).toBe(1);
  });

  it('names the audit event at fault, and ends with 1', async () => {
    const { keptCases } = kept([], { event: 8, why: 'it is missing' });
    const { code, out } = await run(['audit', 'verify'], { keptCases });
    expect([code, out]).toEqual([
      1,
      'audit event 8: it is missing\n3 cases, 0 broken\n7 audit events, broken\n',
    ]);
  });

  it.each([
    ['audit', 'verify'],
    ['audit', 'export'],
  ])('says what to set where there is no database: %s %s', async (...args) => {
    await expect(run(args, { keptCases: async () => undefined })).rejects.toMatchObject({ code: 'CW-5001' });
  });
});
