/** The subscription that each connection has in its EHR, and how far its events were taken in. */
import type { Subscriptions } from '../ehr/index.ts';
import type { Database, Row } from './db/database.ts';

interface SubscriptionRow extends Row {
  readonly id: string;
  readonly events: string | number;
  readonly heard_at: string;
}

export function databaseSubscriptions(database: Database): Subscriptions {
  return {
    async get(connection) {
      const [row] = await database.query<SubscriptionRow>(
        'SELECT id, events, heard_at FROM ehr_subscription WHERE connection = $1',
        [connection],
      );
      return row && { id: row.id, events: Number(row.events), heardAt: row.heard_at };
    },
    async begin(connection, id, at) {
      await database.query(
        `INSERT INTO ehr_subscription (connection, id, events, heard_at) VALUES ($1, $2, 0, $3)
         ON CONFLICT (connection) DO UPDATE SET id = excluded.id, events = 0, heard_at = excluded.heard_at`,
        [connection, id, at],
      );
    },
    async heard(connection, at, events = 0) {
      // Notifications come to several processes at once: the number must never fall back.
      await database.query(
        'UPDATE ehr_subscription SET heard_at = $2, events = GREATEST(events, $3) WHERE connection = $1',
        [connection, at, events],
      );
    },
  };
}
