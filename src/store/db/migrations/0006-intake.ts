/** How far the changes of each connection were taken in, who polls it, and the subscription it has in its EHR. */
import type { Migration } from './migration.ts';

export const INTAKE: Migration = {
  name: 'intake',
  sql: `
      CREATE TABLE intake_mark (
        connection text NOT NULL,
        feed text NOT NULL,
        -- By the EHR's clock, as text: it is sent back as it is.
        at text NOT NULL,
        set_at text NOT NULL,
        seen jsonb NOT NULL,
        PRIMARY KEY (connection, feed)
      );
      CREATE TABLE intake_lease (
        connection text PRIMARY KEY,
        holder text NOT NULL,
        -- By the database's clock, the only one that all processes share.
        until timestamptz NOT NULL
      );
      CREATE TABLE ehr_subscription (
        connection text PRIMARY KEY,
        id text NOT NULL,
        events bigint NOT NULL,
        heard_at text NOT NULL
      );
    `,
  tables: {
    ehr_subscription: ['connection', 'id', 'events', 'heard_at'],
    intake_lease: ['connection', 'holder', 'until'],
    intake_mark: ['connection', 'feed', 'at', 'set_at', 'seen'],
  },
};
