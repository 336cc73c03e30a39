/** What comes in becomes a job of the queue: kept before anybody is told so, and once for each encounter that waits. */
import type { NewJob, WorkQueue } from '../../store/index.ts';
import type { Arrival, Intake } from '../intake/index.ts';

/** A person waits for it; a notification is fresh; a poll catches up; the rest may take the night. */
const PRIORITY: Readonly<Record<Arrival['from'], number>> = {
  person: 30,
  notification: 20,
  poll: 10,
  bulk: 0,
  batch: 0,
};

/** One statement takes so many. */
const AT_ONCE = 500;

export function queueIntake(queue: Pick<WorkQueue, 'enqueue'>, onKept: () => void = () => undefined): Intake {
  return {
    accept: async (arrivals) => {
      for (let i = 0; i < arrivals.length; i += AT_ONCE)
        await queue.enqueue('encounter', arrivals.slice(i, i + AT_ONCE).map(jobOf));
      if (arrivals.length > 0) onKept();
    },
  };
}

const jobOf = ({ connection, encounter, from }: Arrival): NewJob => ({
  key: `${connection} ${encounter}`,
  data: { connection, encounter },
  group: connection,
  priority: PRIORITY[from],
});
