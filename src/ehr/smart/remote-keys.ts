/** The keys of a token issuer (RFC 7517), fetched from its own host alone, kept for a while, and never asked for in a rush. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import { allowedHosts } from './allowed.ts';
import { ask, isRecord } from './ask.ts';

export interface RemoteIssuer {
  readonly issuer: string;
  /** Unless told, what the issuer's OpenID configuration names. */
  readonly jwksUrl?: string;
  /** Hosts besides the issuer's own. */
  readonly hosts?: readonly string[];
}

export interface RemoteKeyOptions {
  readonly clock: Clock;
  readonly timeout?: number;
}

const MINUTE = 60_000;
/** Kept that long without looking again. */
const FRESH = 10 * MINUTE;
/** Whoever sends tokens with made-up key names makes the issuer be asked no more often than this. */
const PAUSE = MINUTE / 2;
/** An issuer that is away does not lock everybody out at once; a withdrawn key is believed no longer than this. */
const STALE = 60 * MINUTE;

type KeySet = ReturnType<typeof createLocalJWKSet>;

interface Held {
  readonly keys: KeySet;
  readonly at: number;
}

/** Throws CW-1103 when the keys cannot be had; what jose throws when no key fits is handed on. */
export function remoteKeys(issuer: RemoteIssuer, options: RemoteKeyOptions): JWTVerifyGetKey {
  const now = (): number => Date.parse(options.clock.now());
  let held: Held | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;
  const fetchOnce = (): Promise<void> => {
    askedAt = now();
    fetching ??= fetchKeys(issuer, options)
      .then((keys) => {
        held = { keys, at: now() };
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };
  /** A fetch that fails is told only where no keys are left to go on with. */
  const refresh = async (): Promise<void> => {
    const pausing = fetching === undefined && now() - askedAt < PAUSE;
    if (!pausing) await (fetching ?? fetchOnce()).catch(() => undefined);
  };
  const usable = (): KeySet => {
    if (!held || now() - held.at >= STALE) throw new ClaimwrightError('CW-1103');
    return held.keys;
  };
  return async (header, token) => {
    if (!held || now() - held.at >= FRESH) await refresh();
    try {
      return await usable()(header, token);
    } catch (fault) {
      if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
      // A key that is new to us: the issuer may have changed its keys.
      await refresh();
      return usable()(header, token);
    }
  };
}

async function fetchKeys(issuer: RemoteIssuer, options: RemoteKeyOptions): Promise<KeySet> {
  const hosts = allowedHosts([issuer.issuer, ...(issuer.jwksUrl ? [issuer.jwksUrl] : [])], issuer.hosts);
  const limits = { clock: options.clock, timeout: options.timeout ?? 5000 };
  const document = async (address: unknown, what: string): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await ask({ url: hosts.check(address, what) }, limits);
    if (answer.ok && answer.value.status === 200 && isRecord(answer.value.body)) return answer.value.body;
    throw new ClaimwrightError('CW-1103');
  };
  const address =
    issuer.jwksUrl ?? (await document(configurationOf(issuer), 'OpenID configuration')).jwks_uri;
  const set = await document(address, 'key set');
  return createLocalJWKSet(set as unknown as JSONWebKeySet);
}

/** OpenID Connect Discovery 1.0 §4.1. */
const configurationOf = ({ issuer }: RemoteIssuer): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
