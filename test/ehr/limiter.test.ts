import { describe, expect, it } from 'vitest';
import { limiter } from '../../src/ehr/http/limiter.ts';

describe('the limiter', () => {
  it('runs as many as it may, the others in their order, and goes on after a failure', async () => {
    const places = limiter(2);
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const tasks = [0, 1, 2, 3].map((n) =>
      places.run(() => {
        started.push(n);
        return new Promise<number>((resolve, reject) => {
          ends[n] = () => (n === 0 ? reject(new Error('no')) : resolve(n));
        });
      }),
    );
    const settled = Promise.allSettled(tasks);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    await turn();
    expect(started).toEqual([0, 1]);
    ends[0]?.();
    await turn();
    expect(started).toEqual([0, 1, 2]);
    ends[2]?.();
    await turn();
    expect(started).toEqual([0, 1, 2, 3]);
    ends[1]?.();
    ends[3]?.();
    const results = await settled;
    expect(results.map((r) => r.status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });
});
