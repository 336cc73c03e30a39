/** SMART Backend Services for one connection: a token that is fetched when needed, kept until shortly before its end, renewed once at a time. */
import { randomUUID } from 'node:crypto';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import type { Notice } from '../http/pages.ts';
import { type RetryPolicy, withRetries } from '../http/retry.ts';
import type { WriteBackMode } from '../write/mode.ts';
import { allowedHosts } from './allowed.ts';
import { type AskLimits, ask } from './ask.ts';
import { clientAssertion, keyFor } from './assertion.ts';
import { discover, type SmartConfiguration, writtenDown } from './discovery.ts';
import type { SigningKey } from './keys.ts';
import { missingScopes, scopesFor } from './scopes.ts';
import { type Token, tokenOf } from './token.ts';

export interface SmartAuth {
  readonly baseUrl: string;
  readonly clientId: string;
  /** Asked for each token, so that keys can be changed while the service runs. */
  readonly keys: () => Promise<readonly SigningKey[]>;
  /** The key that signs; the first one unless told. */
  readonly kid?: string;
  /** Written down by the operator: no discovery. */
  readonly tokenUrl?: string;
  /** Asked for instead of what is needed. */
  readonly scopes?: readonly string[];
  /** How claims are written back, which decides what is needed; as a Claim unless told. */
  readonly writeBack?: WriteBackMode;
  /** A Subscription is kept in the EHR. */
  readonly subscribes?: boolean;
  /** Hosts of the EHR's authorization server, where it is not the base URL's. */
  readonly hosts?: readonly string[];
}

export interface SmartOptions {
  readonly clock: Clock;
  readonly random?: () => number;
  readonly jti?: () => string;
  readonly retries?: number;
  readonly timeout?: number;
  readonly notice?: (notice: Notice) => void;
}

/** What the server gave of what was asked for. */
export interface Granted {
  readonly asked: readonly string[];
  readonly missing: readonly string[];
  /** False when it does not say, which stands for all (RFC 6749 §5.1). */
  readonly said: boolean;
}

/** What a transport asks for its requests. */
export interface Credentials {
  /** Of the token in use; one is fetched where there is none. */
  granted(): Promise<Granted>;
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The EHR answered 401 to these headers: their token is not used again. */
  refused(sent: Readonly<Record<string, string>>): void;
}

type Settings = SmartAuth & RetryPolicy & AskLimits & Required<Pick<SmartOptions, 'jti' | 'notice'>>;

export function smartCredentials(auth: SmartAuth, options: SmartOptions): Credentials {
  const settings: Settings = {
    random: Math.random,
    jti: randomUUID,
    retries: 3,
    timeout: 10_000,
    notice: () => undefined,
    ...options,
    ...auth,
  };
  let token: Fetched | undefined;
  let fetching: Promise<Fetched> | undefined;
  // Whoever needs a token while one is fetched waits for that one; a fetch that failed is not kept.
  const renewed = (): Promise<Fetched> => {
    fetching ??= fetchToken(settings)
      .then((fresh) => {
        token = fresh;
        return fresh;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };
  const current = async (): Promise<Fetched> =>
    token && Date.parse(settings.clock.now()) < token.freshUntil ? token : renewed();
  return {
    headers: async () => ({ authorization: (await current()).header }),
    granted: async () => (await current()).granted,
    refused({ authorization }) {
      // Of requests that were under way together, only the first finds its token still in use.
      if (token?.header === authorization) token = undefined;
    },
  };
}

interface Fetched extends Token {
  readonly granted: Granted;
}

async function fetchToken(settings: Settings): Promise<Fetched> {
  const hosts = allowedHosts(
    [settings.baseUrl, ...(settings.tokenUrl ? [settings.tokenUrl] : [])],
    settings.hosts,
  );
  // Asked for each token: a server that moves its endpoint or learns v2 scopes needs no restart here.
  const smart = settings.tokenUrl
    ? writtenDown(settings.tokenUrl, hosts)
    : await discover(settings.baseUrl, hosts, settings);
  const scopes = settings.scopes ?? scopesFor(smart, settings.writeBack, settings.subscribes);
  if (scopes.length === 0) {
    throw new ClaimwrightError('CW-2102', {
      what: 'SMART configuration',
      detail: 'it lists no scope that is needed',
    });
  }
  const token = await withRetries(settings, async () => {
    // Made for each attempt: its jti is used once, also where the answer was lost.
    const answer = await ask(
      { url: smart.tokenEndpoint, form: await grant(settings, smart, scopes) },
      settings,
    );
    return answer.ok ? tokenOf(answer.value, Date.parse(settings.clock.now())) : answer;
  });
  const missing = missingScopes(scopes, token.scope);
  if (missing.length > 0)
    settings.notice({ interaction: 'token', reason: `${missing.length} scopes were not granted` });
  return { ...token, granted: { asked: scopes, missing, said: token.scope !== undefined } };
}

async function grant(
  settings: Settings,
  smart: SmartConfiguration,
  scopes: readonly string[],
): Promise<URLSearchParams> {
  const { clientId, kid, clock } = settings;
  const key = keyFor(await settings.keys(), kid, smart.algorithms);
  const { tokenEndpoint } = smart;
  return new URLSearchParams({
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion({
      ...{ clientId, tokenEndpoint, key },
      now: clock.now(),
      jti: settings.jti(),
    }),
  });
}
