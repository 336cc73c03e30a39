/** `claimwright work` and `claimwright jobs`: what they are told, and what they say. */
import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../src/flow/index.ts';
import { run } from './support.ts';

const counts = async () => ({
  jobs: { queued: 3, active: 2, dead: 1, oldest: '2026-03-04T10:00:00.000Z' },
  deliveries: { open: 4, dead: 5, oldest: undefined },
});
const letter: DeadLetter = {
  id: 'a1',
  kind: 'encounter',
  connection: 'ehr',
  encounter: 'e1',
  attempts: 25,
  code: 'CW-2002',
  message: 'The EHR did not answer (503).',
};

function made(list: readonly DeadLetter[] = [letter]) {
  const told: unknown[] = [];
  const jobs = async () => ({
    letters: {
      list: async () => list,
      redrive: async (ids: readonly string[] | 'all') => {
        told.push(ids);
        return ids === 'all' ? list.length : list.filter((l) => ids.includes(l.id)).length;
      },
      drop: async (id: string) => list.some((l) => l.id === id),
    },
    counts,
    close: async () => void told.push('closed'),
  });
  return { jobs, told };
}

describe('jobs', () => {
  it('counts what waits', async () => {
    const { jobs, told } = made();
    const { code, out } = await run(['jobs'], { jobs });
    expect(code).toBe(0);
    expect(out).toMatch(/encounters +3 +2 +1 +2026-03-04T10:00:00\.000Z/);
    expect(out).toMatch(/deliveries +4 +5/);
    expect(told).toEqual(['closed']);
  });

  it('shows what was given up, and why', async () => {
    const { out } = await run(['jobs', '--dead'], { jobs: made().jobs });
    expect(out).toMatch(/a1 +encounter +ehr +e1 +25 +CW-2002 The EHR did not answer \(503\)\./);
    expect((await run(['jobs', '--dead'], { jobs: made([]).jobs })).out).toBe('Nothing was given up.\n');
  });

  it('has one of them tried again, or all', async () => {
    const { jobs, told } = made();
    expect((await run(['jobs', '--redrive', 'a1'], { jobs })).out).toBe('1 will be tried again.\n');
    expect((await run(['jobs', '--redrive', 'all'], { jobs })).out).toBe('1 will be tried again.\n');
    expect(told).toEqual([['a1'], 'closed', 'all', 'closed']);
    await expect(run(['jobs', '--redrive', 'b2'], { jobs })).rejects.toMatchObject({ code: 'CW-1007' });
  });

  it('drops one', async () => {
    const { jobs } = made();
    expect((await run(['jobs', '--drop', 'a1'], { jobs })).out).toBe('Dropped.\n');
    await expect(run(['jobs', '--drop', 'b2'], { jobs })).rejects.toMatchObject({ code: 'CW-1007' });
  });

  it('says so where there is no database', async () => {
    await expect(run(['jobs'], { jobs: async () => undefined })).rejects.toMatchObject({ code: 'CW-5001' });
  });
});

describe('work', () => {
  const worked = () => {
    const told: unknown[] = [];
    const work = async (concurrency: number | undefined) => {
      told.push(concurrency);
      return {
        concurrency: concurrency ?? 4,
        start: () => void told.push('start'),
        close: async () => void told.push('close'),
      };
    };
    return { told, deps: { work, untilStopped: async () => void told.push('stopped') } };
  };

  it('works until it is stopped, and then finishes', async () => {
    const { told, deps } = worked();
    const { code, out } = await run(['work', '--concurrency', '8'], deps);
    expect([code, told]).toEqual([0, [8, 'stopped', 'start', 'close']]);
    expect(out).toBe('Working, 8 encounters at a time.\nFinishing what is under way.\n');
    await run(['work'], deps);
    expect(told[4]).toBeUndefined();
  });

  it.each(['0', '65', '-1', '1.5', 'x', '1e1', ''])('refuses %j at a time', async (n) => {
    const { told, deps } = worked();
    await expect(run(['work', '--concurrency', n], deps)).rejects.toMatchObject({ code: 'CW-1004' });
    expect(told).toEqual([]);
  });
});
