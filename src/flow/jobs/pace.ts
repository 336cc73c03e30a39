/** How many encounters of a connection are begun in a minute by this process: an EHR serves its clinicians first. */
import type { Clock } from '../../kernel/index.ts';

export interface Pace {
  /** Whether one more may begin now; it is then counted. */
  begin(connection: string): boolean;
  /** Connections whose minute is full. */
  full(): readonly string[];
}

const MINUTE = 60_000;

export function paceOf(perMinute: ReadonlyMap<string, number>, clock: Clock): Pace {
  const begun = new Map<string, readonly number[]>();
  const recent = (connection: string): readonly number[] => {
    const since = Date.parse(clock.now()) - MINUTE;
    const kept = (begun.get(connection) ?? []).filter((at) => at > since);
    begun.set(connection, kept);
    return kept;
  };
  const isFull = (connection: string): boolean =>
    recent(connection).length >= (perMinute.get(connection) ?? Number.POSITIVE_INFINITY);
  return {
    begin: (connection) => {
      if (!perMinute.has(connection)) return true;
      if (isFull(connection)) return false;
      begun.set(connection, [...recent(connection), Date.parse(clock.now())]);
      return true;
    },
    full: () => [...perMinute.keys()].filter(isFull),
  };
}
