/** Use case: what was given up, encounters and deliveries alike: a person sees it, has it tried again, or drops it. */
import type { Clock } from '../../kernel/index.ts';
import type { DeliveryKind } from '../../review/index.ts';
import type { WorkQueue } from '../../store/index.ts';
import type { Cases } from '../process-model.ts';

export interface DeadLetter {
  readonly id: string;
  /** An encounter that could not be processed, or what could not be delivered. */
  readonly kind: 'encounter' | DeliveryKind;
  readonly connection: string;
  /** `Encounter.id` of the one, the case's id of the other. */
  readonly encounter?: string;
  readonly case?: string;
  readonly attempts: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

export interface DeadLetters {
  list(limit: number): Promise<readonly DeadLetter[]>;
  /** Answers how many are tried again. */
  redrive(ids: readonly string[] | 'all'): Promise<number>;
  drop(id: string): Promise<boolean>;
}

export interface DeadLetterDeps {
  readonly queue: Pick<WorkQueue, 'dead' | 'redrive' | 'drop'>;
  readonly outbox: Cases['outbox'];
  readonly clock: Clock;
  /** Told when there is something to do again. */
  readonly onRedriven?: () => void;
}

export function deadLetters({ queue, outbox, clock, onRedriven }: DeadLetterDeps): DeadLetters {
  return {
    list: async (limit) => {
      const jobs = (await queue.dead(limit)).map(({ id, data, failed, fault }) => ({
        id,
        kind: 'encounter' as const,
        connection: String(data.connection),
        encounter: String(data.encounter),
        attempts: failed,
        ...told(fault),
      }));
      const deliveries = (await outbox.dead(limit)).map((d) => ({
        id: d.id,
        kind: d.kind,
        connection: d.connection,
        case: d.case,
        attempts: d.attempts,
        ...told(d.fault),
      }));
      return [...jobs, ...deliveries].slice(0, limit);
    },
    redrive: async (ids) => {
      const n = (await queue.redrive(ids)) + (await outbox.redrive(ids, clock.now()));
      if (n > 0) onRedriven?.();
      return n;
    },
    drop: async (id) => (await queue.drop(id)) || outbox.drop(id),
  };
}

const told = (fault: { readonly code: string; readonly message: string } | undefined) => ({
  code: fault?.code,
  message: fault?.message,
});
