/** Who saw or wrote what of a patient, in one chain; and the numbers by which a payer's answer finds its case. */
import type { Migration } from './migration.ts';

export const AUDIT: Migration = {
  name: 'audit',
  sql: `
      CREATE TABLE audit_event (
        sequence bigint PRIMARY KEY,
        recorded text NOT NULL,
        -- What --patient of the export asks for; it stands in the event as well.
        patient text,
        -- As written, key order and all: the hash is over these bytes.
        event text NOT NULL,
        -- SHA-256 over the event and the hash before it: a change, a deletion or another order breaks the chain.
        hash text NOT NULL
      );
      CREATE INDEX audit_event_patient ON audit_event (patient, sequence);
      CREATE INDEX audit_event_recorded ON audit_event (recorded, sequence);
      -- The one end of the chain: whoever adds to it holds this row, whichever process it is.
      CREATE TABLE audit_chain (
        id integer PRIMARY KEY CHECK (id = 1),
        sequence bigint NOT NULL,
        hash text NOT NULL
      );
      INSERT INTO audit_chain (id, sequence, hash) VALUES (1, 0, 'claimwright');
      CREATE TABLE claim_number (
        number text NOT NULL,
        case_id uuid NOT NULL REFERENCES encounter_case (id),
        PRIMARY KEY (number, case_id)
      );
      INSERT INTO claim_number (number, case_id)
        SELECT DISTINCT upper(identifier ->> 'value'), id
        FROM encounter_case, json_array_elements(details #> '{coded,draft,claim,identifier}') AS identifier
        WHERE identifier ->> 'value' IS NOT NULL;
    `,
  tables: {
    audit_chain: ['id', 'sequence', 'hash'],
    audit_event: ['sequence', 'recorded', 'patient', 'event', 'hash'],
    claim_number: ['number', 'case_id'],
  },
};
