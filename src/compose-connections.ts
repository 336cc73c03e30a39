/** Wires the configured EHRs: the one of the environment and those of the connections file, each with its own credentials. */
import type { TriggeredConnection } from './compose-triggers.ts';
import {
  type AuthKind,
  type ConnectOptions,
  connectEhr,
  type Ehr,
  type Granted,
  type Notice,
  type SigningKey,
  signingKeys,
  smartCredentials,
} from './ehr/index.ts';
import { type Clock, faultFields, type Log } from './kernel/index.ts';
import {
  type Config,
  type ConnectionAuth,
  type ConnectionConfig,
  keyTexts,
  readConnections,
  secretIn,
  tokenHeaders,
} from './ops/index.ts';

/** The way to one EHR, for what looks at the connection itself. */
export interface Way {
  readonly options: ConnectOptions;
  readonly auth: AuthKind;
  readonly granted?: (() => Promise<Granted>) | undefined;
}

export interface Connections {
  readonly ehrs: readonly Ehr[];
  /** In the order of `ehrs`. */
  readonly ways: readonly Way[];
  /** Those whose encounters come in by themselves. */
  readonly triggered: readonly TriggeredConnection[];
  /** All keys this service signs with, for its own JWKS. */
  readonly keys: () => Promise<readonly SigningKey[]>;
}

export const hasEhr = ({ ehrUrl, connections }: Config): boolean =>
  ehrUrl !== undefined || connections !== undefined;

/** Reads every key and token once, so that a wrong one stops the start and not the first night. */
export async function composeConnections(config: Config, clock: Clock, log?: Log): Promise<Connections> {
  const site = config.connections ? readConnections(config.connections, config.ehrUrl ? ['ehr'] : []) : [];
  const made = site.map((c) => connection(c, clock, log));
  await Promise.all(made.map((m) => m.ready()));
  const first: readonly Way[] = config.ehrUrl
    ? [
        {
          options: {
            ...{ id: 'ehr', baseUrl: config.ehrUrl, clock },
            notice: noticeOf('ehr', log),
            headers: tokenHeaders(config.ehrTokenFile),
          },
          auth: config.ehrTokenFile ? 'token' : 'none',
        },
      ]
    : [];
  const keys = async (): Promise<readonly SigningKey[]> => {
    const all = (await Promise.all(made.map((m) => m.keys()))).flat();
    // Connections may share a key file.
    return all.filter((k, i) => all.findIndex((other) => other.kid === k.kid) === i);
  };
  await keys();
  for (const { ehr, configured } of made) if (configured && log) void tellWay(ehr, log);
  const triggered = made.flatMap((m) => m.triggered);
  const ehrs = [...first.map(({ options }) => connectEhr(options)), ...made.map((m) => m.ehr)];
  return { ehrs, ways: [...first, ...made.map((m) => m.way)], triggered, keys };
}

interface Made {
  readonly ehr: Ehr;
  readonly way: Way;
  readonly triggered: readonly TriggeredConnection[];
  readonly keys: () => Promise<readonly SigningKey[]>;
  readonly ready: () => Promise<unknown>;
  /** Whether somebody wrote down how claims get back. */
  readonly configured: boolean;
}

/** Not waited for: an EHR that is away for a while keeps nothing from starting. What it cannot say now, the first claim tells. */
async function tellWay(ehr: Ehr, log: Log): Promise<void> {
  try {
    const { mode, offered, why } = await ehr.writeChoice();
    if (!offered) log.warn('write-back', { connection: ehr.id, mode, why });
  } catch (fault) {
    log.warn('write-back', { connection: ehr.id, ...faultFields(fault) });
  }
}

/** What a server left out or refused carries no ids, so it may be logged. */
const noticeOf =
  (connection: string, log: Log | undefined) =>
  ({ interaction, reason }: Notice): void =>
    log?.warn('ehr-notice', { connection, interaction, reason });

function connection(config: ConnectionConfig, clock: Clock, log: Log | undefined): Made {
  const { id, baseUrl, auth, limits = {}, writeBack } = config;
  const back = writeBack === undefined ? {} : { writeBack };
  const subscribes = config.triggers?.subscription !== undefined;
  // How many encounters at once is the workers' matter (compose-work.ts).
  const { timeout, encounters: _encounters, encountersPerMinute: _perMinute, ...counts } = limits;
  const notice = noticeOf(id, log);
  const { keys, ready, granted, kind, ...credentials } = credentialsOf(
    id,
    baseUrl,
    { ...auth, ...back, subscribes },
    { clock, notice },
  );
  const options = {
    ...{ id, baseUrl, clock, notice, ...back },
    ...counts,
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
    ...credentials,
  };
  const triggered = config.triggers ? [{ options, triggers: config.triggers }] : [];
  const way = { options, auth: kind, granted };
  return { ehr: connectEhr(options), way, triggered, keys, ready, configured: writeBack !== undefined };
}

interface CredentialOptions {
  readonly clock: Clock;
  readonly notice: (notice: Notice) => void;
}

type WayIn = ConnectionAuth & Pick<ConnectionConfig, 'writeBack'> & { readonly subscribes: boolean };

const NO_KEYS = async (): Promise<readonly SigningKey[]> => [];

interface ConnectionCredentials extends Pick<ConnectOptions, 'headers' | 'refused'> {
  readonly kind: AuthKind;
  readonly granted?: () => Promise<Granted>;
  readonly keys: () => Promise<readonly SigningKey[]>;
  readonly ready: () => Promise<unknown>;
}

function credentialsOf(
  id: string,
  baseUrl: string,
  auth: WayIn,
  options: CredentialOptions,
): ConnectionCredentials {
  switch (auth.kind) {
    case 'none':
      return { kind: 'none', keys: NO_KEYS, ready: NO_KEYS };
    case 'bearer-file': {
      const name = `the tokenFile of the connection ${id}`;
      const headers = async () => ({ authorization: `Bearer ${secretIn(auth.tokenFile, name)}` });
      return { kind: 'token', headers, keys: NO_KEYS, ready: headers };
    }
    case 'smart': {
      const keys = keysOf(auth.keyFile, `the keyFile of the connection ${id}`, options.clock);
      const { keyFile: _file, kind: _kind, ...rest } = auth;
      return { kind: 'smart', ...smartCredentials({ ...rest, baseUrl, keys }, options), keys, ready: keys };
    }
  }
}

/** Keys are read again after a minute: changing them needs no restart, and whoever asks for the JWKS costs no file. */
const KEY_AGE = 60_000;

function keysOf(path: string, setting: string, clock: Clock): () => Promise<readonly SigningKey[]> {
  let held: { readonly until: number; readonly keys: Promise<readonly SigningKey[]> } | undefined;
  return async () => {
    const now = Date.parse(clock.now());
    if (!held || held.until <= now) {
      const read = { until: now + KEY_AGE, keys: signingKeys(keyTexts(path, setting)) };
      held = read;
      // A file that was being replaced is read again by the next one who asks.
      read.keys.catch(() => {
        if (held === read) held = undefined;
      });
    }
    return held.keys;
  };
}
