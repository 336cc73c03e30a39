/** Each `jti` once (CDS Hooks 2.0, Trusting CDS Clients; RFC 7519 §4.1.7): bounded, and empty again when its tokens have run out. */
import { ClaimwrightError } from '../../kernel/index.ts';
import { denied } from '../auth/verify.ts';

export interface ReplayGuard {
  /** Throws CW-1101 when the token was seen before. Times are epoch seconds. */
  once(issuer: string, jti: string, until: number, now: number): Promise<void>;
}

/** The port by which used tokens are kept, where several processes answer. */
export interface UsedTokens {
  /** Whether it is the first use. Times are epoch seconds. */
  use(issuer: string, jti: string, until: number, now: number): Promise<boolean>;
}

export const keptReplayGuard = (tokens: UsedTokens): ReplayGuard => ({
  once: async (issuer, jti, until, now) => {
    if (!(await tokens.use(issuer, jti, until, now))) throw denied('it was used before');
  },
});

/** Five minutes of tokens at 300 a second. */
const MOST = 100_000;

export function replayGuard(most = MOST): ReplayGuard {
  const seen = new Map<string, number>();
  return {
    async once(issuer, jti, until, now) {
      const key = JSON.stringify([issuer, jti]);
      if ((seen.get(key) ?? 0) > now) throw denied('it was used before');
      if (seen.size >= most) {
        for (const [k, end] of seen) if (end <= now) seen.delete(k);
      }
      // Forgetting one that still lives would let it be used again: rather none more for a while.
      if (seen.size >= most) throw new ClaimwrightError('CW-1103');
      seen.delete(key);
      seen.set(key, until);
    },
  };
}
