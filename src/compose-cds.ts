/** Wires the CDS Hooks services: the connections that may be read, with the caller's token alone, and the EHRs that may call. */
import type { Access } from './compose-access.ts';
import { connectEhr, type Ehr, remoteKeys } from './ehr/index.ts';
import { memoryFeedback } from './flow/index.ts';
import { type CdsHttpDeps, keptReplayGuard } from './http/index.ts';
import type { Clock } from './kernel/index.ts';
import { type Database, databaseFeedback, databaseUsedTokens } from './store/index.ts';

/** A clinician waits for the card: one try, and not for long. */
const PATIENCE = { retries: 0, timeout: 5000 };

/** `here`: the address of this service where none is configured, once it listens. Without a database all is in memory. */
export function composeCds(
  ehrs: readonly Ehr[],
  access: Access | undefined,
  clock: Clock,
  here: () => string | undefined,
  database?: Database,
): CdsHttpDeps {
  const reader = (id: string, token: string | undefined): Ehr => {
    const { baseUrl } = ehrs.find((e) => e.id === id) as Ehr;
    const headers = async () => (token === undefined ? {} : { authorization: `Bearer ${token}` });
    return connectEhr({ id, baseUrl, clock, headers, ...PATIENCE });
  };
  return {
    ehrs: { at: (server) => ehrs.find((e) => same(e.baseUrl, server)), reader },
    feedback: database ? databaseFeedback(database) : memoryFeedback(),
    ...(database ? { replay: keptReplayGuard(databaseUsedTokens(database)) } : {}),
    publicUrl: access ? () => access.auth.publicUrl : here,
    ...(access?.auth.cdsClients
      ? {
          access: {
            address: `${access.auth.publicUrl}/cds-services`,
            clients: access.auth.cdsClients.map(({ issuer, jwksUrl, connection }) => ({
              issuer,
              connection,
              keys: remoteKeys({ issuer: jwksUrl, jwksUrl }, { clock }),
            })),
          },
        }
      : {}),
  };
}

/** As addresses, so that neither the case of a host nor a last slash makes a difference. */
const same = (a: string, b: string): boolean => normal(a) !== undefined && normal(a) === normal(b);
const normal = (url: string): string | undefined => URL.parse(url)?.href.replace(/\/+$/, '');
