/** Changes a resource that was written, on the version that was read (R4 http.html#concurrency): nobody's change is overwritten. */
import { Client, type FhirResource } from 'fhir-kit-client';
import { keyOf, type Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { isResource } from '../http/client.ts';
import { Refusal } from '../http/refusal.ts';
import { refusedAfterAll } from './outcome.ts';
import { CONFLICT_TRIES, pause, type Writing } from './writing.ts';

/**
 * What is to become of a resource as it stands: `done` when it is that already, a resource when it may be changed to
 * it, a sentence's end when somebody else has made of it what must not be undone.
 */
export type Change = (current: Resource) => 'done' | Resource | { readonly conflict: string };

/** Reads, decides and writes; after 409 or 412 it reads again and decides anew. Throws CW-8403 on a conflict. */
export async function changeOnce(
  writing: Writing,
  reference: string,
  change: Change,
): Promise<'changed' | 'existing'> {
  for (let tries = 1; ; tries += 1) {
    const { resource, version } = await current(writing, reference);
    const wanted = change(resource);
    if (wanted === 'done') return 'existing';
    if ('conflict' in wanted) throw conflict(resource.resourceType, wanted.conflict);
    try {
      await put(writing, reference, wanted, version);
      return 'changed';
    } catch (fault) {
      if (!(fault instanceof Refusal) || ![409, 412].includes(fault.status)) throw fault;
      if (tries >= CONFLICT_TRIES) throw conflict(resource.resourceType, 'it is being changed there');
      await pause(writing, tries);
    }
  }
}

export const conflict = (what: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-8403', { what, detail });

interface Current {
  readonly resource: Resource;
  /** For If-Match; undefined where the server gives no versions. */
  readonly version: string | undefined;
}

async function current({ client }: Writing, reference: string): Promise<Current> {
  const [resourceType = '', id = ''] = reference.split('/');
  const answer = await client.read({ resourceType, id });
  const resource: unknown = answer;
  const matches = isResource(resource) && keyOf(resource) === reference;
  if (!matches) throw new ClaimwrightError('CW-2005', { interaction: `GET ${resourceType}/[id]` });
  const etag = Client.httpFor(answer).response?.headers.get('etag') ?? undefined;
  const versionId = resource.meta?.versionId;
  return { resource, version: usable(etag) ?? (versionId ? `W/"${versionId}"` : undefined) };
}

/** R4 http.html#versioning: a weak ETag with the version in it. */
const usable = (etag: string | undefined): string | undefined =>
  etag !== undefined && /^(?:W\/)?"[^"]{1,64}"$/.test(etag) ? etag : undefined;

async function put(
  { client, notice }: Writing,
  reference: string,
  resource: Resource,
  version: string | undefined,
): Promise<void> {
  const [resourceType = '', id = ''] = reference.split('/');
  const interaction = `PUT ${resourceType}/[id]`;
  if (version === undefined) {
    const reason = 'the EHR gives no versions, so a change made there at the same moment cannot be seen';
    notice({ interaction, reason });
  }
  const answer = await client.update({
    ...{ resourceType, id, body: resource as unknown as FhirResource },
    options: { headers: version === undefined ? {} : { 'if-match': version } },
  });
  const { response } = Client.httpFor(answer);
  refusedAfterAll(answer as unknown as Resource, response?.status ?? 200, interaction);
}
