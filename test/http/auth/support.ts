/** A token issuer on this machine, and the application behind it on fakes that need no code sets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { memorySubmissions } from '../../../src/clearinghouse/index.ts';
import { fakeEhr, remoteKeys } from '../../../src/ehr/index.ts';
import { caseCodec } from '../../../src/flow/index.ts';
import { createApp, type HttpDeps } from '../../../src/http/index.ts';
import { frozenClock, memoryLog } from '../../../src/kernel/index.ts';
import { memoryCaseStore } from '../../../src/review/index.ts';

export const NOW = '2026-11-24T12:00:00.000Z';
export const SECONDS = Date.parse(NOW) / 1000;
export const AUDIENCE = 'https://claimwright.example.org/fhir';

export interface SigningPair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function pair(kid: string, alg = 'RS384'): Promise<SigningPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export const sign = (
  { kid, alg, privateKey }: Omit<SigningPair, 'jwk'>,
  claims: JWTPayload,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);

export interface Issuer {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  keys: readonly JWK[];
  /** Answers this instead. */
  broken: { readonly status: number; readonly body: string; readonly location?: string } | undefined;
  /** What the OpenID configuration names. */
  jwksUri: string;
  close(): Promise<void>;
}

export async function startIssuer(keys: readonly JWK[]): Promise<Issuer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    if (issuer.broken) {
      const { status, body, location } = issuer.broken;
      response.writeHead(status, location ? { location } : {}).end(body);
    } else if (request.url === '/jwks') response.end(JSON.stringify({ keys: issuer.keys }));
    else response.end(JSON.stringify({ issuer: issuer.url, jwks_uri: issuer.jwksUri }));
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: Issuer = {
    url,
    asked,
    keys,
    broken: undefined,
    jwksUri: `${url}/jwks`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return issuer;
}

/** Dependencies of the application that answer without any code set. */
export function lightDeps(over: Partial<HttpDeps> = {}): HttpDeps {
  const { terminology, modules } = { terminology: {}, modules: [] };
  return {
    ehr: fakeEhr([]),
    cases: memoryCaseStore(caseCodec),
    knowledge: { terminology, modules } as unknown as HttpDeps['knowledge'],
    search: {} as HttpDeps['search'],
    submissions: memorySubmissions(),
    validator: {} as HttpDeps['validator'],
    conformance: { definitions: [], capability: { resourceType: 'CapabilityStatement' } as never },
    clock: frozenClock(NOW),
    log: memoryLog(),
    process: async () => ({ claimed: 1 }),
    status: () => ({ version: 'test' }),
    workbench: 'src/workbench/public',
    ...over,
  };
}

/** The application that believes this issuer. */
export function appBehind(issuer: Issuer, over: Partial<HttpDeps> = {}) {
  const clock = over.clock ?? frozenClock(NOW);
  const keys = remoteKeys({ issuer: issuer.url }, { clock });
  const access = {
    issuers: [{ issuer: issuer.url, tokenUrl: `${issuer.url}/token`, keys }],
    audience: [AUDIENCE],
  };
  return createApp(lightDeps({ access, clock, ...over }));
}
