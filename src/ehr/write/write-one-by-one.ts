/** The way around a server without transactions: conditional creates (R4 http.html#ccreate), the Claim first. */
import { Client, type FhirResource } from 'fhir-kit-client';
import type { Bundle, BundleEntry, Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Notice } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import type { WriteBack } from '../model.ts';
import { claimAt } from './claim-location.ts';

export interface OneByOne {
  readonly client: Client;
  readonly notice: (notice: Notice) => void;
}

export async function writeOneByOne(
  { client, notice }: OneByOne,
  transaction: Bundle,
  at: number,
): Promise<WriteBack> {
  const entries = transaction.entry ?? [];
  const written = await writeTheClaim(client, entries[at]);
  const addresses = new Map([[entries[at]?.fullUrl ?? '', written.claim]]);
  // Also when the Claim was there before: the process may have stopped between it and what goes with it.
  for (const entry of entries.filter((_, i) => i !== at)) {
    const reason = await writeBeside(client, relocated(entry, addresses) as BundleEntry, written.claim);
    if (reason) notice({ interaction: `POST ${entry.resource?.resourceType}`, reason });
  }
  return written;
}

async function writeTheClaim(client: Client, entry: BundleEntry | undefined): Promise<WriteBack> {
  const answer = await create(client, entry?.resource, entry?.request?.ifNoneExist ?? '');
  const { response } = Client.httpFor(answer);
  const claim = claimAt(response?.headers.get('location'), answer as unknown as Resource);
  if (!claim) throw new ClaimwrightError('CW-2005', { interaction: 'POST Claim' });
  return { outcome: response?.status === 201 ? 'created' : 'existing', claim };
}

/**
 * What has no condition of its own is there already when it points at this Claim (Provenance.target). A server that
 * takes no such resource has the Claim all the same; the reason is handed back to be told.
 */
async function writeBeside(client: Client, entry: BundleEntry, claim: string): Promise<string | undefined> {
  const { resource, request } = entry;
  if (!resource) return undefined;
  try {
    if (request?.method === 'PUT') await put(client, request.url, resource);
    else await create(client, resource, request?.ifNoneExist ?? `target=${claim}`);
    return undefined;
  } catch (fault) {
    if (fault instanceof Refusal && fault.status !== 401) return `it was not taken: ${fault.reason}`;
    throw fault;
  }
}

const put = (client: Client, url: string, body: Resource): Promise<FhirResource> =>
  client.request(url, {
    method: 'PUT',
    body,
    options: { headers: { 'content-type': 'application/fhir+json' } },
  });

function create(client: Client, resource: Resource | undefined, ifNoneExist: string): Promise<FhirResource> {
  return client.create({
    resourceType: resource?.resourceType ?? '',
    body: resource as unknown as FhirResource,
    options: { headers: { 'if-none-exist': ifNoneExist } },
  });
}

/** The bundle's own addresses replaced by those the server gave, in references and in conditions. */
function relocated(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return [...addresses].reduce((text, [from, to]) => (from ? text.replaceAll(from, to) : text), value);
  }
  if (Array.isArray(value)) return value.map((v) => relocated(v, addresses));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, relocated(v, addresses)]));
}
