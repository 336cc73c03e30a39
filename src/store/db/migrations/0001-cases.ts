/** Cases, and their events in a chain that is only ever added to. */
import type { Migration } from './migration.ts';

export const CASES: Migration = {
  name: 'cases',
  sql: `
      CREATE TABLE encounter_case (
        id uuid PRIMARY KEY,
        connection text NOT NULL,
        encounter text NOT NULL,
        state text NOT NULL,
        events integer NOT NULL,
        kept_first bigint GENERATED ALWAYS AS IDENTITY,
        changed_at timestamptz NOT NULL,
        -- What the list of cases shows, so that listing reads no chart.
        summary jsonb NOT NULL,
        -- As written, key order and all, so that what was decided can be shown byte for byte.
        details json NOT NULL,
        UNIQUE (connection, encounter)
      );
      CREATE INDEX encounter_case_state ON encounter_case (state, kept_first);
      CREATE TABLE case_event (
        case_id uuid NOT NULL REFERENCES encounter_case (id),
        sequence integer NOT NULL,
        at text NOT NULL,
        who text NOT NULL,
        kind text NOT NULL,
        why text NOT NULL,
        -- SHA-256 over the event and the hash before it: a change, a deletion or another order breaks the chain.
        hash text NOT NULL,
        PRIMARY KEY (case_id, sequence)
      );
    `,
  tables: {
    case_event: ['case_id', 'sequence', 'at', 'who', 'kind', 'why', 'hash'],
    encounter_case: [
      'id',
      'connection',
      'encounter',
      'state',
      'events',
      'kept_first',
      'changed_at',
      'summary',
      'details',
    ],
  },
};
