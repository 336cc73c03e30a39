/** The port of polling: how far each connection's changes were taken in, and who polls it now. The fake keeps it in memory. */
import type { Clock } from '../../kernel/index.ts';

/** How far one kind of change of a connection was taken in. */
export interface Mark {
  /** By the server's own clock: everything before it was taken in, except what the next reading goes back for. */
  readonly at: string;
  /** By our clock, when it was set: tells how long ago that was when the server's clock is turned back. */
  readonly setAt: string;
  /** Versions that the next reading will meet again, hashed. */
  readonly seen: readonly string[];
}

export interface Marks {
  get(connection: string, feed: string): Promise<Mark | undefined>;
  /** False, and nothing is kept, when `holder` does not hold the connection's lease any more. */
  put(connection: string, feed: string, mark: Mark, holder: string): Promise<boolean>;
  /** Takes the lease of a connection, or prolongs it; false while somebody else holds it. */
  lease(connection: string, holder: string, seconds: number): Promise<boolean>;
  release(connection: string, holder: string): Promise<void>;
}

export function memoryMarks(clock: Pick<Clock, 'now'>): Marks {
  const marks = new Map<string, Mark>();
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  const key = (connection: string, feed: string): string => JSON.stringify([connection, feed]);
  const now = (): number => Date.parse(clock.now());
  const holds = (connection: string, holder: string): boolean => leases.get(connection)?.holder === holder;
  return {
    get: async (connection, feed) => marks.get(key(connection, feed)),
    async put(connection, feed, mark, holder) {
      if (!holds(connection, holder)) return false;
      marks.set(key(connection, feed), mark);
      return true;
    },
    async lease(connection, holder, seconds) {
      const held = leases.get(connection);
      if (held && held.holder !== holder && held.until > now()) return false;
      leases.set(connection, { holder, until: now() + seconds * 1000 });
      return true;
    },
    async release(connection, holder) {
      if (holds(connection, holder)) leases.delete(connection);
    },
  };
}
