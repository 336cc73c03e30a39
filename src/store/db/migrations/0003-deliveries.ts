/** What is to be delivered, kept in the transaction of the state that causes it. */
import type { Migration } from './migration.ts';

export const DELIVERIES: Migration = {
  name: 'deliveries',
  sql: `
      CREATE TABLE delivery (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        case_id uuid NOT NULL REFERENCES encounter_case (id),
        connection text NOT NULL,
        state text NOT NULL,
        attempts integer NOT NULL,
        next_at timestamptz NOT NULL,
        fault json,
        -- Nothing once it is done: the case has what was sent.
        body json
      );
      CREATE INDEX delivery_due ON delivery (state, next_at) WHERE state <> 'done';
    `,
  tables: {
    delivery: ['id', 'kind', 'case_id', 'connection', 'state', 'attempts', 'next_at', 'fault', 'body'],
  },
};
