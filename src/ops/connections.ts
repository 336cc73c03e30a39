/** The connections of a site (CLAIMWRIGHT_CONNECTIONS): several EHRs or tenants in one file, their secrets in files beside it. */
import { dirname, resolve } from 'node:path';
import { badKeys, readJsonFile } from './json-file.ts';
import { badTriggers, locatedTriggers, TRIGGERS_SCHEMA, type TriggerSettings } from './trigger-settings.ts';

export type ConnectionAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer-file'; readonly tokenFile: string }
  | {
      readonly kind: 'smart';
      readonly clientId: string;
      /** A file with a key or a key set, or a folder of such files; see `keyTexts`. */
      readonly keyFile: string;
      readonly kid?: string;
      /** Instead of discovery. */
      readonly tokenUrl?: string;
      /** Instead of what is needed. */
      readonly scopes?: readonly string[];
      /** Hosts of the authorization server besides the base URL's. */
      readonly hosts?: readonly string[];
    };

/** How claims get back into the EHR. */
export type WriteBackMode = 'claim' | 'charge' | 'document' | 'task' | 'pull';

export interface ConnectionLimits {
  /** Requests at once. */
  readonly concurrency?: number;
  /** Pages of one search. */
  readonly maxPages?: number;
  readonly retries?: number;
  /** Seconds for one attempt. */
  readonly timeout?: number;
  /** Encounters processed at once, by all workers together. */
  readonly encounters?: number;
  /** Encounters begun in a minute, by each worker. */
  readonly encountersPerMinute?: number;
}

export interface ConnectionConfig {
  readonly id: string;
  readonly baseUrl: string;
  readonly auth: ConnectionAuth;
  readonly writeBack?: WriteBackMode;
  readonly limits?: ConnectionLimits;
  /** What makes encounters come in. */
  readonly triggers?: TriggerSettings;
}

const TEXT = { type: 'string', minLength: 1 };
const COUNT = (maximum: number, minimum = 1) => ({ type: 'integer', minimum, maximum });

const SCHEMA = {
  type: 'object',
  required: ['connections'],
  additionalProperties: false,
  properties: {
    connections: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['id', 'baseUrl', 'auth'],
        additionalProperties: false,
        properties: {
          // It is part of case ids, addresses and logs.
          id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,31}$' },
          baseUrl: { type: 'string', format: 'http-base' },
          writeBack: { enum: ['claim', 'charge', 'document', 'task', 'pull'] },
          limits: {
            type: 'object',
            additionalProperties: false,
            properties: {
              concurrency: COUNT(64),
              maxPages: COUNT(100_000),
              retries: COUNT(20, 0),
              timeout: COUNT(600),
              encounters: COUNT(1000),
              encountersPerMinute: COUNT(100_000),
            },
          },
          triggers: TRIGGERS_SCHEMA,
          auth: {
            type: 'object',
            discriminator: { propertyName: 'kind' },
            required: ['kind'],
            oneOf: [
              { properties: { kind: { const: 'none' } }, additionalProperties: false },
              {
                properties: { kind: { const: 'bearer-file' }, tokenFile: TEXT },
                required: ['tokenFile'],
                additionalProperties: false,
              },
              {
                properties: {
                  kind: { const: 'smart' },
                  clientId: TEXT,
                  keyFile: TEXT,
                  kid: TEXT,
                  tokenUrl: { type: 'string', format: 'http-base' },
                  scopes: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^\\S+$' } },
                  hosts: { type: 'array', items: { type: 'string', format: 'host' } },
                },
                required: ['clientId', 'keyFile'],
                additionalProperties: false,
              },
            ],
          },
        },
      },
    },
  },
};

const VARIABLE = 'CLAIMWRIGHT_CONNECTIONS';

/** Throws CW-5001 naming every bad key. Files are named from the folder of this one. `taken`: ids in use elsewhere. */
export function readConnections(path: string, taken: readonly string[] = []): readonly ConnectionConfig[] {
  const { connections } = readJsonFile<{ readonly connections: readonly ConnectionConfig[] }>(
    { variable: VARIABLE, path },
    SCHEMA,
  );
  const ids = [...taken, ...connections.map((c) => c.id)];
  const twice = connections.filter((c) => ids.filter((id) => id === c.id).length > 1).map((c) => c.id);
  const clear = connections.filter((c) => c.auth.kind !== 'none' && !mayCarrySecrets(c.baseUrl));
  const bad = [
    ...twice.map((id) => `the id ${id} is used twice`),
    ...clear.map((c) => `the baseUrl of ${c.id} must be https, because a token is sent to it`),
    ...connections.flatMap((c) => (c.triggers ? badTriggers(c.id, c.triggers, mayCarrySecrets) : [])),
  ];
  if (bad.length > 0) throw badKeys({ variable: VARIABLE }, bad);
  const folder = dirname(path);
  return connections.map(({ triggers, ...c }) => ({
    ...{ ...c, auth: located(c.auth, folder) },
    ...(triggers ? { triggers: locatedTriggers(triggers, folder) } : {}),
  }));
}

/** Encrypted, or not leaving this machine. */
function mayCarrySecrets(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url?.hostname ?? '');
}

function located(auth: ConnectionAuth, folder: string): ConnectionAuth {
  if (auth.kind === 'bearer-file') return { ...auth, tokenFile: resolve(folder, auth.tokenFile) };
  if (auth.kind === 'smart') return { ...auth, keyFile: resolve(folder, auth.keyFile) };
  return auth;
}
