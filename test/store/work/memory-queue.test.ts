import { frozenClock } from '../../../src/kernel/index.ts';
import { memoryQueue } from '../../../src/store/index.ts';
import { queueContract } from './contract.ts';

queueContract('the job queue in memory', async () => {
  const clock = frozenClock('2026-03-04T10:00:00.000Z');
  return {
    queue: memoryQueue(clock),
    elapse: (seconds) => clock.wait(seconds * 1000),
    now: async () => Date.parse(clock.now()),
  };
});
