/** Our own FHIR resources with their versions and what they are found by; and what became of CDS cards, with the tokens that were used. */
import type { Migration } from './migration.ts';

export const OWN_RESOURCES: Migration = {
  name: 'own-resources',
  sql: `
      CREATE TABLE own_resource (
        type text NOT NULL,
        id text NOT NULL,
        version integer NOT NULL,
        -- SHA-256 of the content: the same again is no new version.
        hash text NOT NULL,
        -- Milliseconds since 1970.
        updated bigint NOT NULL,
        dated bigint NOT NULL,
        -- The order in which resources were first kept, by which pages go on.
        kept_first bigint NOT NULL,
        PRIMARY KEY (type, id)
      );
      CREATE INDEX own_resource_order ON own_resource (type, kept_first);
      CREATE INDEX own_resource_updated ON own_resource (type, updated, kept_first);
      CREATE INDEX own_resource_dated ON own_resource (type, dated, kept_first);
      CREATE TABLE own_version (
        kept bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL,
        id text NOT NULL,
        version integer NOT NULL,
        at text NOT NULL,
        updated bigint NOT NULL,
        content json NOT NULL,
        UNIQUE (type, id, version)
      );
      CREATE INDEX own_version_type ON own_version (type, kept);
      -- One row for each value of each search parameter of the current version.
      CREATE TABLE own_index (
        type text NOT NULL,
        id text NOT NULL,
        parameter text NOT NULL,
        system text NOT NULL,
        value text NOT NULL,
        exact text NOT NULL,
        low bigint NOT NULL,
        high bigint NOT NULL,
        FOREIGN KEY (type, id) REFERENCES own_resource (type, id)
      );
      CREATE INDEX own_index_resource ON own_index (type, id, parameter);
      -- Prefixes of strings are looked for with LIKE, whatever the collation.
      CREATE INDEX own_index_value ON own_index (type, parameter, value text_pattern_ops);
      CREATE INDEX own_index_span ON own_index (type, parameter, low, high);
      CREATE TABLE cds_feedback (
        kept bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        service text NOT NULL,
        card text NOT NULL,
        outcome text NOT NULL,
        at text NOT NULL,
        suggestions json NOT NULL,
        reason text
      );
      CREATE INDEX cds_feedback_card ON cds_feedback (card);
      -- Tokens that were used, until they run out; SHA-256 of issuer and jti.
      CREATE TABLE cds_token (
        token text PRIMARY KEY,
        until bigint NOT NULL
      );
      CREATE INDEX cds_token_until ON cds_token (until);
    `,
  tables: {
    own_resource: ['type', 'id', 'version', 'hash', 'updated', 'dated', 'kept_first'],
    own_version: ['kept', 'type', 'id', 'version', 'at', 'updated', 'content'],
    own_index: ['type', 'id', 'parameter', 'system', 'value', 'exact', 'low', 'high'],
    cds_feedback: ['kept', 'service', 'card', 'outcome', 'at', 'suggestions', 'reason'],
    cds_token: ['token', 'until'],
  },
};
