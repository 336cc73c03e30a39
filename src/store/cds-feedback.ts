/** What became of CDS cards, and the tokens that were used, in the database: every process knows of each. */
import { sha256 } from '../kernel/index.ts';
import type { Database } from './db/database.ts';

/** As the flow's port CdsFeedback has it. */
export interface KeptFeedback {
  readonly service: string;
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly at: string;
  readonly suggestions: readonly string[];
  readonly reason: string | undefined;
}

export interface FeedbackCount {
  readonly service: string;
  readonly outcome: KeptFeedback['outcome'];
  readonly reason: string | undefined;
  readonly cards: number;
}

/** Implements the flow's port CdsFeedback. */
export function databaseFeedback(database: Database) {
  return {
    record: async (entries: readonly KeptFeedback[]): Promise<void> => {
      const text = (name: 'service' | 'card' | 'outcome' | 'at' | 'reason') =>
        entries.map((entry) => entry[name] ?? null);
      await database.query(
        `INSERT INTO cds_feedback (service, card, outcome, at, suggestions, reason)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[], $6::text[])`,
        [
          ...(['service', 'card', 'outcome', 'at'] as const).map(text),
          entries.map((entry) => JSON.stringify(entry.suggestions)),
          text('reason'),
        ],
      );
    },
    counts: async (): Promise<readonly FeedbackCount[]> => {
      const rows = await database.query<{
        service: string;
        outcome: KeptFeedback['outcome'];
        reason: string | null;
        n: string | number;
      }>(
        `SELECT service, outcome, reason, count(*) AS n FROM cds_feedback
         GROUP BY service, outcome, reason ORDER BY service, outcome, reason NULLS FIRST`,
      );
      return rows.map(({ service, outcome, reason, n }) => ({
        ...{ service, outcome, reason: reason ?? undefined },
        cards: Number(n),
      }));
    },
  };
}

/** Tokens that ran out are forgotten, a few with each new one, so that no single call waits for many. */
const FORGET = 100;

/** Implements the port UsedTokens of the CDS routes. Times are epoch seconds. */
export const databaseUsedTokens = (database: Database) => ({
  /** Whether it is the first use. */
  use: async (issuer: string, jti: string, until: number, now: number): Promise<boolean> => {
    await database.query(
      'DELETE FROM cds_token WHERE token IN (SELECT token FROM cds_token WHERE until <= $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED)',
      [Math.floor(now), FORGET],
    );
    const rows = await database.query(
      `INSERT INTO cds_token (token, until) VALUES ($1, $2)
       ON CONFLICT (token) DO UPDATE SET until = $2 WHERE cds_token.until <= $3 RETURNING token`,
      [sha256(JSON.stringify([issuer, jti])), Math.ceil(until), Math.floor(now)],
    );
    return rows.length > 0;
  },
});
