/** What was sent to clearinghouses and what came back; and the services of each patient that were claimed before. */
import type { Migration } from './migration.ts';

export const CLEARINGHOUSE: Migration = {
  name: 'clearinghouse',
  sql: `
      -- Given once and for good, also when what a number was for is not sent.
      CREATE TABLE control_number (
        sequence text PRIMARY KEY,
        last integer NOT NULL
      );
      CREATE TABLE sent_batch (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY,
        channel text NOT NULL,
        -- Null until the channel has taken it.
        receipt json
      );
      CREATE INDEX sent_batch_undelivered ON sent_batch (place) WHERE receipt IS NULL;
      CREATE TABLE sent_payload (
        batch_id uuid NOT NULL REFERENCES sent_batch (id),
        position integer NOT NULL,
        name text NOT NULL,
        content_type text NOT NULL,
        sha256 text NOT NULL,
        idempotency_key text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (batch_id, position)
      );
      CREATE TABLE sent_claim (
        batch_id uuid NOT NULL REFERENCES sent_batch (id),
        position integer NOT NULL,
        place bigint GENERATED ALWAYS AS IDENTITY,
        -- In capitals, as it comes back.
        number_key text NOT NULL,
        -- Without the zeros that a partner may drop; empty for what is no X12.
        interchange_key text NOT NULL,
        group_key text NOT NULL,
        transaction_key text NOT NULL,
        claim json NOT NULL,
        -- The same claim is never in two batches, whoever makes them.
        content text NOT NULL,
        PRIMARY KEY (batch_id, position),
        UNIQUE (number_key, content)
      );
      CREATE INDEX sent_claim_number ON sent_claim (number_key, place);
      CREATE INDEX sent_claim_group ON sent_claim (group_key, transaction_key, place);
      CREATE INDEX sent_claim_interchange ON sent_claim (interchange_key, place);
      CREATE TABLE payer_result (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL,
        number_key text,
        payer_number text,
        result json NOT NULL
      );
      CREATE INDEX payer_result_number ON payer_result (number_key, place);
      CREATE INDEX payer_result_payer_number ON payer_result (payer_number, place);
      CREATE INDEX payer_result_kind ON payer_result (kind, place);
      CREATE TABLE received_file (
        sha256 text PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        bytes bigint NOT NULL,
        at text NOT NULL,
        -- Null until all its results are kept.
        summary json
      );
      CREATE TABLE submission (
        key text PRIMARY KEY,
        sha256 text NOT NULL,
        at text NOT NULL,
        body json NOT NULL,
        response json NOT NULL
      );
      -- The owner is a case, whose lines are made anew with each change of it.
      CREATE TABLE past_patient (
        -- A hash: of the patient in a connection, or of a member of a payer.
        patient text NOT NULL,
        owner uuid NOT NULL,
        PRIMARY KEY (patient, owner)
      );
      CREATE INDEX past_patient_owner ON past_patient (owner);
      -- The day since which all claims of an EHR, by its address, are in these tables.
      CREATE TABLE past_from (
        source text PRIMARY KEY,
        day text NOT NULL
      );
      CREATE TABLE past_line (
        owner uuid NOT NULL,
        position integer NOT NULL,
        claim text,
        date text NOT NULL,
        code text NOT NULL,
        modifiers text[] NOT NULL,
        provider text,
        diagnoses text[] NOT NULL,
        PRIMARY KEY (owner, position)
      );
    `,
  tables: {
    control_number: ['sequence', 'last'],
    sent_batch: ['id', 'place', 'channel', 'receipt'],
    sent_payload: ['batch_id', 'position', 'name', 'content_type', 'sha256', 'idempotency_key', 'bytes'],
    sent_claim: [
      'batch_id',
      'position',
      'place',
      'number_key',
      'interchange_key',
      'group_key',
      'transaction_key',
      'claim',
      'content',
    ],
    payer_result: ['id', 'place', 'kind', 'number_key', 'payer_number', 'result'],
    received_file: ['sha256', 'place', 'name', 'bytes', 'at', 'summary'],
    submission: ['key', 'sha256', 'at', 'body', 'response'],
    past_patient: ['patient', 'owner'],
    past_from: ['source', 'day'],
    past_line: ['owner', 'position', 'claim', 'date', 'code', 'modifiers', 'provider', 'diagnoses'],
  },
};
