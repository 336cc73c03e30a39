/** What every WorkQueue must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import type { NewJob, TakenJob, WorkQueue } from '../../../src/store/index.ts';

export interface QueueUnderTest {
  readonly queue: WorkQueue;
  /** Lets time pass. */
  elapse(seconds: number): Promise<void>;
  /** Now, as the queue sees it. */
  now(): Promise<number>;
}

const fault = { code: 'CW-2002', message: 'The EHR did not answer (503).' };
const MINUTE = 60;
const HOUR = 3600;

const job = (key: string, more: Partial<NewJob> = {}): NewJob => ({
  key,
  data: { encounter: key },
  group: 'ehr',
  ...more,
});

/** `make` must give an empty queue. */
export function queueContract(name: string, make: () => Promise<QueueUnderTest>): void {
  describe(name, () => {
    const named = (jobs: readonly TakenJob[]) => jobs.map((j) => j.data.encounter);
    const take = (queue: WorkQueue, limit = 10) => queue.take('encounter', { limit });

    it('has nothing at first', async () => {
      const { queue } = await make();
      expect(await take(queue)).toEqual([]);
      expect(await queue.dead(10)).toEqual([]);
      expect(await queue.counts('encounter')).toEqual({ queued: 0, active: 0, dead: 0, oldest: undefined });
    });

    it('gives each job to one, and counts what is where', async () => {
      const { queue } = await make();
      await queue.enqueue('encounter', [job('1'), job('2'), job('3')]);
      const [first] = await take(queue, 1);
      expect(first).toMatchObject({ group: 'ehr', data: { encounter: expect.any(String) }, failed: 0 });
      const rest = await take(queue);
      expect(named([...(first ? [first] : []), ...rest]).sort()).toEqual(['1', '2', '3']);
      expect(await take(queue)).toEqual([]);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 3 });
      await queue.complete('encounter', rest);
      expect(await queue.counts('encounter')).toMatchObject({ active: 1 });
    });

    it('never gives one twice to many that take at once', async () => {
      const { queue } = await make();
      await queue.enqueue(
        'encounter',
        Array.from({ length: 20 }, (_, i) => job(String(i))),
      );
      const taken = (await Promise.all([1, 2, 3, 4].map(() => take(queue, 5)))).flat();
      expect(new Set(named(taken)).size).toBe(taken.length);
      expect(taken.length + (await take(queue, 20)).length).toBe(20);
    });

    it('keeps one of a key waiting, and one more while it is under way', async () => {
      const { queue } = await make();
      await queue.enqueue('encounter', [job('1'), job('1')]);
      await queue.enqueue('encounter', [job('1')]);
      const first = await take(queue);
      expect(named(first)).toEqual(['1']);
      await queue.enqueue('encounter', [job('1')]);
      await queue.enqueue('encounter', [job('1')]);
      // Not at the same time.
      expect(await take(queue)).toEqual([]);
      await queue.complete('encounter', first);
      const second = await take(queue);
      expect(named(second)).toEqual(['1']);
      await queue.complete('encounter', second);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0 });
    });

    it('does the urgent first, and what becomes urgent', async () => {
      const { queue } = await make();
      await queue.enqueue('encounter', [job('bulk', { priority: 0 }), job('later', { priority: 5 })]);
      await queue.enqueue('encounter', [job('soon', { priority: 20 }), job('bulk', { priority: 30 })]);
      const order: unknown[] = [];
      for (let i = 0; i < 3; i += 1) order.push(...named(await take(queue, 1)));
      expect(order).toEqual(['bulk', 'soon', 'later']);
    });

    it('does nothing before its time', async () => {
      const { queue, elapse, now } = await make();
      const notBefore = new Date((await now()) + 5 * MINUTE * 1000).toISOString();
      await queue.enqueue('encounter', [job('1', { notBefore })]);
      expect(await take(queue)).toEqual([]);
      expect((await queue.counts('encounter')).queued).toBe(1);
      await elapse(6 * MINUTE);
      expect(named(await take(queue))).toEqual(['1']);
    });

    it('has no more of a group under way than its limit, and none of one that is to wait', async () => {
      const { queue } = await make();
      await queue.enqueue('encounter', [
        ...['1', '2', '3'].map((key) => job(key, { group: 'small' })),
        ...['4', '5', '6'].map((key) => job(key, { group: 'large' })),
        job('7', { group: 'waiting' }),
      ]);
      const options = { limit: 10, limits: new Map([['small', 1]]), without: ['waiting'] };
      const first = await queue.take('encounter', options);
      expect(first.filter((j) => j.group === 'small')).toHaveLength(1);
      expect(first.filter((j) => j.group === 'large')).toHaveLength(3);
      expect(first).toHaveLength(4);
      expect(await queue.take('encounter', options)).toEqual([]);
      await queue.complete('encounter', first);
      expect((await queue.take('encounter', options)).map((j) => j.group)).toEqual(['small']);
      expect((await take(queue)).filter((j) => j.group === 'waiting')).toHaveLength(1);
    });

    it('tries what failed again, later', async () => {
      const { queue, elapse } = await make();
      await queue.enqueue('encounter', [job('1')]);
      const [taken] = await take(queue);
      if (taken) await queue.fail('encounter', taken, fault);
      expect(await take(queue)).toEqual([]);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 1, active: 0, dead: 0 });
      await elapse(2 * MINUTE);
      expect(await take(queue)).toMatchObject([{ data: { encounter: '1' }, failed: 1 }]);
    });

    const die = async ({ queue, elapse }: QueueUnderTest, key: string) => {
      await queue.enqueue('encounter', [job(key)]);
      for (let tries = 0; tries < 40; tries += 1) {
        const [taken] = await take(queue);
        if (!taken) return tries;
        await queue.fail('encounter', taken, fault);
        await elapse(2 * HOUR);
      }
      return undefined;
    };

    it('gives up in the end: a person sees it, and has it tried again', async () => {
      const made = await make();
      const { queue } = made;
      expect(await die(made, '1')).toBe(25);
      const [dead] = await queue.dead(10);
      expect(dead).toMatchObject({ queue: 'encounter', data: { encounter: '1' }, failed: 25, fault });
      expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0, dead: 1 });
      expect(await queue.redrive(['no id', '00000000-0000-0000-0000-000000000000'])).toBe(0);
      expect(await queue.redrive([dead?.id ?? ''])).toBe(1);
      expect(await take(queue)).toMatchObject([{ data: { encounter: '1' }, failed: 0, group: 'ehr' }]);
      expect(await queue.dead(10)).toEqual([]);
    });

    it('tries all again, and beside none that waits already', async () => {
      const made = await make();
      const { queue } = made;
      await die(made, '1');
      await die(made, '2');
      await queue.enqueue('encounter', [job('2')]);
      expect(await queue.redrive('all')).toBe(2);
      expect(named(await take(queue)).sort()).toEqual(['1', '2']);
      expect(await queue.dead(10)).toEqual([]);
    });

    it('gives up a dead one for good, and no other', async () => {
      const made = await make();
      const { queue } = made;
      await die(made, '1');
      await queue.enqueue('encounter', [job('2')]);
      const [dead] = await queue.dead(1);
      expect(await queue.drop('no id')).toBe(false);
      expect(await queue.drop(dead?.id ?? '')).toBe(true);
      expect(await queue.drop(dead?.id ?? '')).toBe(false);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 1, dead: 0 });
    });

    it('gives back what a worker does not begin, as it was', async () => {
      const { queue } = await make();
      await queue.enqueue('encounter', [job('1'), job('2')]);
      const taken = await take(queue);
      await queue.enqueue('encounter', [job('2')]);
      await queue.giveBack('encounter', taken);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 2, active: 0 });
      const again = await take(queue);
      expect(named(again).sort()).toEqual(['1', '2']);
      expect(again.map((j) => j.failed)).toEqual([0, 0]);
    });

    it('takes all from an earlier process, for one that works alone', async () => {
      const { queue, elapse } = await make();
      await queue.enqueue('encounter', [job('1'), job('2')]);
      await take(queue, 1);
      await queue.reclaim('encounter');
      expect(await queue.counts('encounter')).toMatchObject({ queued: 2, active: 0 });
      await elapse(2 * MINUTE);
      expect((await take(queue)).map((j) => j.failed).sort()).toEqual([0, 1]);
    });

    it('takes a job from a worker that fell silent, which then has no say in it', async () => {
      const { queue, elapse } = await make();
      await queue.enqueue('encounter', [job('1'), job('2')]);
      const jobs = await take(queue);
      const alive = jobs.filter((j) => j.data.encounter === '2');
      await elapse(50);
      await queue.touch('encounter', alive);
      await elapse(50);
      await queue.tend();
      expect(await queue.counts('encounter')).toMatchObject({ queued: 1, active: 1 });
      await elapse(2 * MINUTE);
      await queue.touch('encounter', alive);
      const [again] = await take(queue);
      expect(again).toMatchObject({ data: { encounter: '1' }, failed: 1 });
      // The silent one speaks after all.
      await queue.complete('encounter', jobs);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 1 });
      if (again) await queue.complete('encounter', [again]);
      expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0 });
    });
  });
}
