/** Wires the configured EHRs: the one of the environment and those of the connections file, each with its own credentials. */
import {
  connectEhr,
  type Ehr,
  type Notice,
  type SigningKey,
  signingKeys,
  smartCredentials,
} from './ehr/index.ts';
import { ClaimwrightError, type Clock, type Log } from './kernel/index.ts';
import {
  type Config,
  type ConnectionAuth,
  type ConnectionConfig,
  keyTexts,
  readConnections,
  secretIn,
  tokenHeaders,
} from './ops/index.ts';

export interface Connections {
  readonly ehrs: readonly Ehr[];
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
  const first = config.ehrUrl
    ? [
        connectEhr({
          ...{ id: 'ehr', baseUrl: config.ehrUrl, clock },
          notice: noticeOf('ehr', log),
          headers: tokenHeaders(config.ehrTokenFile),
        }),
      ]
    : [];
  const keys = async (): Promise<readonly SigningKey[]> => {
    const all = (await Promise.all(made.map((m) => m.keys()))).flat();
    // Connections may share a key file.
    return all.filter((k, i) => all.findIndex((other) => other.kid === k.kid) === i);
  };
  await keys();
  return { ehrs: [...first, ...made.map((m) => m.ehr)], keys };
}

interface Made {
  readonly ehr: Ehr;
  readonly keys: () => Promise<readonly SigningKey[]>;
  readonly ready: () => Promise<unknown>;
}

/** What a server left out or refused carries no ids, so it may be logged. */
const noticeOf =
  (connection: string, log: Log | undefined) =>
  ({ interaction, reason }: Notice): void =>
    log?.warn('ehr-notice', { connection, interaction, reason });

function connection(config: ConnectionConfig, clock: Clock, log: Log | undefined): Made {
  const { id, baseUrl, auth, limits = {} } = config;
  if (config.writeBack !== undefined && config.writeBack !== 'claim') {
    const detail = `the connection ${id} cannot write back as ${config.writeBack} yet; leave writeBack out`;
    throw new ClaimwrightError('CW-5001', { detail });
  }
  const { timeout, ...counts } = limits;
  const notice = noticeOf(id, log);
  const { keys, ready, ...credentials } = credentialsOf(id, baseUrl, auth, { clock, notice });
  const ehr = connectEhr({
    ...{ id, baseUrl, clock, notice },
    ...counts,
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
    ...credentials,
  });
  return { ehr, keys, ready };
}

interface CredentialOptions {
  readonly clock: Clock;
  readonly notice: (notice: Notice) => void;
}

const NO_KEYS = async (): Promise<readonly SigningKey[]> => [];

function credentialsOf(id: string, baseUrl: string, auth: ConnectionAuth, options: CredentialOptions) {
  switch (auth.kind) {
    case 'none':
      return { keys: NO_KEYS, ready: NO_KEYS };
    case 'bearer-file': {
      const name = `the tokenFile of the connection ${id}`;
      const headers = async () => ({ authorization: `Bearer ${secretIn(auth.tokenFile, name)}` });
      return { headers, keys: NO_KEYS, ready: headers };
    }
    case 'smart': {
      const keys = keysOf(auth.keyFile, `the keyFile of the connection ${id}`, options.clock);
      const { keyFile: _file, kind: _kind, ...rest } = auth;
      return { ...smartCredentials({ ...rest, baseUrl, keys }, options), keys, ready: keys };
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
