/** Configuration: read once from the environment, checked, frozen. Every bad key is named before anything starts. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Ajv, type ErrorObject } from 'ajv';
import { ClaimwrightError, deepFreeze } from '../kernel/index.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly sandboxPort: number;
  /** Undefined: the sandbox EHR is started and used. */
  readonly ehrUrl?: string;
  readonly ehrTokenFile?: string;
  /** JSON file of connections; see connections.ts. */
  readonly connections?: string;
  /** JSON file of who may ask; see auth-file.ts. */
  readonly auth?: string;
  readonly openLoopback?: boolean;
  readonly dataDir: string;
  /** Undefined: the embedded database in the data folder, or memory for the sandbox. */
  readonly databaseUrl?: string;
  /** False: `serve` only answers, and `work` processes do the work. */
  readonly work?: boolean;
  readonly charges?: string;
  readonly mappings?: string;
  readonly editPolicy?: string;
  /** JSON file of clearinghouses; see clearinghouse-file.ts. */
  readonly clearinghouse?: string;
  readonly readerUrl?: string;
  readonly readerModel?: string;
  readonly readerKeyFile?: string;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** Every key: its environment variable, its default as a reader would write it, and what it does. README's table mirrors this. */
export const CONFIG_KEYS: readonly {
  readonly key: keyof Config;
  readonly variable: string;
  readonly fallback: string | undefined;
  readonly says: string;
}[] = [
  {
    key: 'host',
    variable: 'CLAIMWRIGHT_HOST',
    fallback: '127.0.0.1',
    says: 'Address to listen on; loopback only, unless CLAIMWRIGHT_AUTH says who may ask.',
  },
  {
    key: 'port',
    variable: 'CLAIMWRIGHT_PORT',
    fallback: '8100',
    says: 'Port of the service and its page; 0 takes any free one.',
  },
  {
    key: 'sandboxPort',
    variable: 'CLAIMWRIGHT_SANDBOX_PORT',
    fallback: '8101',
    says: 'Port of the sandbox EHR; 0 takes any free one.',
  },
  {
    key: 'ehrUrl',
    variable: 'CLAIMWRIGHT_EHR_URL',
    fallback: undefined,
    says: 'FHIR R4 base URL of the EHR. Unset: the sandbox EHR with the example charts.',
  },
  {
    key: 'ehrTokenFile',
    variable: 'CLAIMWRIGHT_EHR_TOKEN_FILE',
    fallback: undefined,
    says: 'File with the bearer token for the EHR, read again for each request.',
  },
  {
    key: 'connections',
    variable: 'CLAIMWRIGHT_CONNECTIONS',
    fallback: undefined,
    says: 'JSON file of several EHR connections: id, baseUrl, auth (none, bearer-file, smart), writeBack (claim, charge, document, task, pull; chosen from the CapabilityStatement when left out), limits.',
  },
  {
    key: 'auth',
    variable: 'CLAIMWRIGHT_AUTH',
    fallback: undefined,
    says: 'JSON file of who may ask: public address, token issuers, and the EHRs that call the CDS Hooks services.',
  },
  {
    key: 'openLoopback',
    variable: 'CLAIMWRIGHT_OPEN_LOOPBACK',
    fallback: undefined,
    says: 'true: with an EHR and without CLAIMWRIGHT_AUTH, whoever is on this machine may ask.',
  },
  {
    key: 'dataDir',
    variable: 'CLAIMWRIGHT_DATA_DIR',
    fallback: '.claimwright',
    says: 'Folder of imported code-set releases and, with an EHR, of the embedded database.',
  },
  {
    key: 'databaseUrl',
    variable: 'DATABASE_URL',
    fallback: undefined,
    says: 'PostgreSQL server for the cases. Unset: the embedded database; cases of the sandbox are kept in memory.',
  },
  {
    key: 'work',
    variable: 'CLAIMWRIGHT_WORK',
    fallback: 'true',
    says: 'false: serve answers and takes in, and leaves the work to claimwright work processes on the same DATABASE_URL.',
  },
  {
    key: 'charges',
    variable: 'CLAIMWRIGHT_CHARGES',
    fallback: undefined,
    says: 'CSV charge table. Unset: the example table with made-up prices.',
  },
  {
    key: 'mappings',
    variable: 'CLAIMWRIGHT_MAPPINGS',
    fallback: undefined,
    says: "Folder of the site's own data-only mapping modules.",
  },
  {
    key: 'editPolicy',
    variable: 'CLAIMWRIGHT_EDIT_POLICY',
    fallback: undefined,
    says: 'JSON file with what the site and its payers change of the edits: off, severity, parameters, by payer and date.',
  },
  {
    key: 'clearinghouse',
    variable: 'CLAIMWRIGHT_CLEARINGHOUSE',
    fallback: undefined,
    says: 'JSON file of the clearinghouses: submitter, channels (directory, http-x12, fhir-submit) with the payers they take, intervals.',
  },
  {
    key: 'readerUrl',
    variable: 'CLAIMWRIGHT_READER_URL',
    fallback: undefined,
    says: 'Base URL of an OpenAI-compatible endpoint that reads notes besides the built-in reader. Unset: no note leaves this process.',
  },
  {
    key: 'readerModel',
    variable: 'CLAIMWRIGHT_READER_MODEL',
    fallback: undefined,
    says: 'The model that endpoint is asked for.',
  },
  {
    key: 'readerKeyFile',
    variable: 'CLAIMWRIGHT_READER_KEY_FILE',
    fallback: undefined,
    says: "File with the endpoint's key, read again for each note.",
  },
  {
    key: 'logLevel',
    variable: 'CLAIMWRIGHT_LOG_LEVEL',
    fallback: 'warn',
    says: 'error, warn, info or debug: JSON lines on standard error; ids, codes and counts only.',
  },
];

const PORT = { type: 'integer', minimum: 0, maximum: 65_535 } as const;
const TEXT = { type: 'string', minLength: 1 } as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    host: { type: 'string', format: 'host' },
    port: PORT,
    sandboxPort: PORT,
    ehrUrl: { type: 'string', format: 'http-base' },
    ehrTokenFile: TEXT,
    connections: TEXT,
    auth: TEXT,
    openLoopback: { type: 'boolean' },
    dataDir: TEXT,
    databaseUrl: { type: 'string', format: 'postgres' },
    work: { type: 'boolean' },
    charges: TEXT,
    mappings: TEXT,
    editPolicy: TEXT,
    clearinghouse: TEXT,
    readerUrl: { type: 'string', format: 'http-base' },
    readerModel: TEXT,
    readerKeyFile: TEXT,
    logLevel: { enum: ['error', 'warn', 'info', 'debug'] },
  },
  dependencies: { readerUrl: ['readerModel'] },
} as const;

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** An address without a user or password: it is shown and logged, and a token has its own file. */
const FORMATS = {
  'http-base': (text: string) => /^https?:\/\/[^\s?#@]+$/.test(text) && URL.canParse(text),
  host: (text: string) => LOOPBACK.includes(text) || isIP(text) > 0 || /^[a-z0-9.-]{1,253}$/i.test(text),
  postgres: (text: string) => /^postgres(?:ql)?:\/\/\S+$/.test(text) && URL.canParse(text),
} as const;

/** Reads the environment (or a stand-in for it). Throws CW-5001 naming every bad variable, never its value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const known = new Set(CONFIG_KEYS.map((k) => k.variable));
  const unknown = Object.keys(environment).filter((v) => v.startsWith('CLAIMWRIGHT_') && !known.has(v));
  const values = Object.fromEntries(
    CONFIG_KEYS.flatMap(({ key, variable, fallback }) => {
      const value = environment[variable] ?? fallback;
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  const validate = new Ajv({ allErrors: true, coerceTypes: true, formats: FORMATS }).compile(SCHEMA);
  const bad = validate(values) ? [] : (validate.errors ?? []).map(sentence);
  const all = [...unknown.map((v) => `${v} is not a setting`), ...bad, ...openHost(values)];
  if (all.length > 0) throw new ClaimwrightError('CW-5001', { detail: all.join('; ') });
  return deepFreeze(values as unknown as Config);
}

/** Where nobody is asked who they are, patient data must not be served beyond this machine. */
function openHost({ host, auth }: Readonly<Record<string, string>>): readonly string[] {
  if (auth !== undefined || LOOPBACK.includes(host ?? '')) return [];
  return [`CLAIMWRIGHT_HOST must be one of ${LOOPBACK.join(', ')}, unless CLAIMWRIGHT_AUTH says who may ask`];
}

function sentence(e: ErrorObject): string {
  const key = e.instancePath.slice(1);
  const variable = CONFIG_KEYS.find((k) => k.key === key)?.variable ?? key;
  const allowed = (e.params as { allowedValues?: readonly string[] }).allowedValues;
  if (e.keyword === 'dependencies') return 'CLAIMWRIGHT_READER_URL needs CLAIMWRIGHT_READER_MODEL beside it';
  if (e.keyword === 'format' && key === 'host') return `${variable} must be an address or a host name`;
  if (e.keyword === 'format' && key === 'databaseUrl') return `${variable} must be a postgres:// address`;
  if (e.keyword === 'format') return `${variable} must be an http(s) address without user, query or fragment`;
  return `${variable} ${e.message ?? 'is not valid'}${allowed ? ` (${allowed.join(', ')})` : ''}`;
}

/** The headers a connection sends; the token is read at each use so that it can be rotated by replacing the file. */
export function tokenHeaders(file: string | undefined): () => Promise<Record<string, string>> {
  return async () => {
    if (!file) return {};
    try {
      return { authorization: `Bearer ${readFileSync(file, 'utf8').trim()}` };
    } catch (cause) {
      throw new ClaimwrightError(
        'CW-5001',
        { detail: 'CLAIMWRIGHT_EHR_TOKEN_FILE cannot be read' },
        { cause },
      );
    }
  };
}

/** The first line of a secret's file, read when it is used; undefined without a file. */
export const secretIn = (file: string | undefined, variable: string): string | undefined => {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ClaimwrightError('CW-5001', { detail: `${variable} cannot be read` }, { cause });
  }
};

/** Whether `npm start` runs this process: npm hands a signal to its shell, and the shell does not hand it on. */
export const startedByNpm = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean => environment.npm_lifecycle_event !== undefined;
