/**
 * The schema, one step after the other. A step is never changed once it was released: what is to go is first left unused
 * by a program, then dropped by a later step, so that two versions can run side by side (expand, then contract).
 */

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
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
  },
];

/** Table → columns, as the steps leave them; the drift check compares the database with it. */
export const SCHEMA: Readonly<Record<string, readonly string[]>> = {
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
  schema_migration: ['number', 'name', 'checksum', 'applied_at'],
};
