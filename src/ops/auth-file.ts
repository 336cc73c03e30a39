/** Who may ask (CLAIMWRIGHT_AUTH): the issuers whose tokens are believed, and the EHRs that may call the CDS Hooks services. */
import { badKeys, readJsonFile } from './json-file.ts';

export interface AuthConfig {
  /** The address at which callers reach this service, without a path of its own. */
  readonly publicUrl: string;
  /** Unless told: the public address, and the FHIR base below it. */
  readonly audience?: readonly string[];
  readonly issuers: readonly IssuerConfig[];
  readonly cdsClients?: readonly CdsClientConfig[];
}

export interface IssuerConfig {
  readonly issuer: string;
  /** Named to clients in our SMART configuration. */
  readonly tokenUrl: string;
  /** Unless told, what the issuer's OpenID configuration names. */
  readonly jwksUrl?: string;
  /** Hosts of its keys besides its own. */
  readonly hosts?: readonly string[];
}

export interface CdsClientConfig {
  /** The `iss` of the EHR's tokens. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** The connection whose data this EHR's calls are about. */
  readonly connection: string;
}

const ADDRESS = { type: 'string', format: 'http-base' };
const HOSTS = { type: 'array', items: { type: 'string', format: 'host' } };

const SCHEMA = {
  type: 'object',
  required: ['publicUrl', 'issuers'],
  additionalProperties: false,
  properties: {
    publicUrl: ADDRESS,
    audience: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    issuers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['issuer', 'tokenUrl'],
        additionalProperties: false,
        properties: { issuer: ADDRESS, tokenUrl: ADDRESS, jwksUrl: ADDRESS, hosts: HOSTS },
      },
    },
    cdsClients: {
      type: 'array',
      items: {
        type: 'object',
        required: ['issuer', 'jwksUrl', 'connection'],
        additionalProperties: false,
        properties: {
          // CDS Hooks has the address of the EHR here, some EHRs a name.
          issuer: { type: 'string', minLength: 1 },
          jwksUrl: ADDRESS,
          connection: { type: 'string', minLength: 1 },
        },
      },
    },
  },
};

const VARIABLE = 'CLAIMWRIGHT_AUTH';

/** Throws CW-5001 naming every bad key. `connections`: the ids that exist. */
export function readAuth(path: string, connections: readonly string[]): AuthConfig {
  const auth = readJsonFile<AuthConfig>({ variable: VARIABLE, path }, SCHEMA);
  const { issuers, cdsClients = [] } = auth;
  const bad = [
    ...twice(issuers).map((i) => `issuers: ${i} is named twice`),
    ...twice(cdsClients).map((i) => `cdsClients: ${i} is named twice`),
    ...cdsClients
      .filter((c) => !connections.includes(c.connection))
      .map((c) => `cdsClients: there is no connection ${c.connection}`),
  ];
  if (bad.length > 0) throw badKeys({ variable: VARIABLE }, bad);
  return { ...auth, publicUrl: auth.publicUrl.replace(/\/+$/, '') };
}

const twice = (all: readonly { readonly issuer: string }[]): readonly string[] =>
  all.map((a) => a.issuer).filter((issuer, i, list) => list.indexOf(issuer) !== i);
