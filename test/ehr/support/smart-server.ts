/** An EHR behind SMART Backend Services on this machine: it checks a client's proof as the standard asks, and misbehaves on request. */
import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import type { Resource } from '../../../src/fhir/index.ts';
import type { Clock } from '../../../src/kernel/index.ts';
import { bundle, json, type Reply, type Seen, type Stub, startStub } from '../stub.ts';

export interface SmartServerOptions {
  readonly clock: Clock;
  readonly clientId: string;
  /** The client's public keys as they are now. */
  readonly keys: () => readonly JWK[];
  readonly resources: readonly Resource[];
  /** Over what the configuration says. */
  readonly configuration?: (base: string) => Readonly<Record<string, unknown>>;
  /** Answers instead of the token endpoint where it gives a reply. */
  readonly token?: (seen: Seen, nth: number) => Reply | undefined;
  readonly expiresIn?: number | string;
  /** Answers instead of the well-known document. */
  readonly wellKnown?: Reply;
}

export interface SmartServer extends Stub {
  /** Requests to the token endpoint: their forms. */
  readonly forms: readonly URLSearchParams[];
  readonly given: readonly string[];
  /** Withdraws every token given so far. */
  revoke(): void;
}

export async function startSmartServer(options: SmartServerOptions): Promise<SmartServer> {
  const forms: URLSearchParams[] = [];
  const given = new Map<string, number>();
  const jtis = new Set<string>();
  const now = (): number => Date.parse(options.clock.now());
  const answer = (seen: Seen, base: string): Reply => {
    if (seen.path === '.well-known/smart-configuration') {
      return options.wellKnown ?? json({ ...CONFIGURATION(base), ...options.configuration?.(base) });
    }
    if (seen.path === 'token') {
      forms.push(new URLSearchParams(seen.body));
      return options.token?.(seen, forms.length) ?? grant(options, base, { given, jtis, now });
    }
    const token = /^Bearer (.+)$/.exec(seen.headers.authorization ?? '')?.[1] ?? '';
    if ((given.get(token) ?? 0) <= now()) return json({ resourceType: 'OperationOutcome', issue: [] }, 401);
    return json(bundle(options.resources));
  };
  const stub = await startStub(answer);
  return {
    ...stub,
    forms,
    get given() {
      return [...given.keys()];
    },
    revoke: () => {
      for (const token of given.keys()) given.set(token, 0);
    },
  };
}

const CONFIGURATION = (base: string) => ({
  issuer: base,
  token_endpoint: `${base}/token`,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  grant_types_supported: ['client_credentials'],
  capabilities: ['client-confidential-asymmetric', 'permission-v2'],
});

interface State {
  readonly given: Map<string, number>;
  readonly jtis: Set<string>;
  readonly now: () => number;
}

const grant =
  (options: SmartServerOptions, base: string, state: State): Reply =>
  async (res, seen) => {
    const form = new URLSearchParams(seen.body);
    const reason = await against(form, `${base}/token`, options, state);
    if (reason) return json({ error: 'invalid_client', error_description: `no: ${reason}` }, 400)(res, seen);
    const token = randomUUID();
    const { expiresIn = 300 } = options;
    state.given.set(token, state.now() + Number(expiresIn) * 1000);
    const answer = { access_token: token, token_type: 'bearer', expires_in: expiresIn };
    json({ ...answer, scope: form.get('scope') }, 200)(res, seen);
  };

/** What stands against the client's proof, by backend-services.html#obtain-access-token. */
async function against(
  form: URLSearchParams,
  audience: string,
  options: SmartServerOptions,
  { jtis, now }: State,
): Promise<string | undefined> {
  if (form.get('grant_type') !== 'client_credentials') return 'grant_type';
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
    return 'client_assertion_type';
  }
  try {
    const keys = createLocalJWKSet({ keys: [...options.keys()] });
    const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', keys, {
      algorithms: ['RS384', 'ES384'],
      audience,
      issuer: options.clientId,
      subject: options.clientId,
      typ: 'JWT',
      requiredClaims: ['exp', 'jti'],
      currentDate: new Date(now()),
    });
    if (!protectedHeader.kid) return 'kid';
    if ((payload.exp ?? 0) > now() / 1000 + 300) return 'exp';
    if (jtis.has(payload.jti ?? '')) return 'jti';
    jtis.add(payload.jti ?? '');
    return undefined;
  } catch (error) {
    return (error as Error).name;
  }
}
