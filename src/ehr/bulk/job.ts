/** The asynchronous request of an export (Bulk Data Access 2.0, export.html): kick-off, waiting, and the end of it. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { EhrLink } from '../http/link.ts';
import { retryAfter } from '../http/retry.ts';
import type { Answer } from '../http/transport.ts';
import { type AllowedHosts, allowedHosts } from '../smart/allowed.ts';
import { bulkFault, type Manifest, readManifest } from './manifest.ts';

export interface BulkRequest {
  /** All of the server, its patients, or the patients of one Group. */
  readonly level: 'system' | 'patient' | { readonly group: string };
  readonly types?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly method?: 'GET' | 'POST' | undefined;
}

export interface JobDeps {
  readonly link: EhrLink;
  /** Hosts of files and of the status, besides the base URL's. */
  readonly hosts?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how far the server says it is. */
  readonly progress?: ((said: string) => void) | undefined;
  /** Asked again and again while it lasts, for whoever must be told that it is still under way. */
  readonly alive?: (() => Promise<void>) | undefined;
}

const ASYNC = { accept: 'application/fhir+json', prefer: 'respond-async' } as const;
const FORMAT = 'application/fhir+ndjson';

export const hostsOf = ({ link, hosts }: JobDeps): AllowedHosts => allowedHosts([link.base.url], hosts);

/** The address of the job's status. */
export async function kickOff(request: BulkRequest, deps: JobDeps): Promise<string> {
  const { response } = await deps.link.transport.send({
    ...callFor(request, deps.link.base.url),
    once: true,
  });
  if (response.status !== 202) throw bulkFault(`its request was answered with status ${response.status}`);
  return hostsOf(deps).check(response.headers.get('content-location'), 'status of the bulk export');
}

function callFor({ level, types, since, method = 'GET' }: BulkRequest, base: string) {
  if (typeof level === 'object' && !/^[A-Za-z0-9\-.]{1,64}$/.test(level.group))
    throw new ClaimwrightError('CW-5001', { detail: 'the group of a bulk export is no FHIR id' });
  const at = level === 'system' ? '' : level === 'patient' ? '/Patient' : `/Group/${level.group}`;
  const url = `${base}${at}/$export`;
  const asked: readonly (readonly [string, string])[] = [
    ['_outputFormat', FORMAT],
    ...(since === undefined ? [] : ([['_since', since]] as const)),
    ...(types === undefined ? [] : ([['_type', types.join(',')]] as const)),
  ];
  if (method === 'GET')
    return { method, url: `${url}?${new URLSearchParams(Object.fromEntries(asked))}`, headers: ASYNC };
  const parameter = asked.map(([name, value]) =>
    name === '_since' ? { name, valueInstant: value } : { name, valueString: value },
  );
  const body = JSON.stringify({ resourceType: 'Parameters', parameter });
  return { method, url, headers: { ...ASYNC, 'content-type': 'application/fhir+json' }, body };
}

/** First soon, then at most every minute, where the server does not say when. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
/** A server that asks for a day is asked again in ten minutes. */
const LONGEST_ASKED = 600_000;

/** The manifest, once there is one; undefined when the server does not know the job any more. */
export async function finished(statusUrl: string, deps: JobDeps): Promise<Manifest | undefined> {
  const { link, signal } = deps;
  const url = hostsOf(deps).check(statusUrl, 'status of the bulk export');
  for (let turn = 0; ; turn += 1) {
    signal?.throwIfAborted();
    const answer = await link.transport.send({ method: 'GET', url, headers: { accept: 'application/json' } });
    const { status } = answer.response;
    if (status === 200) return readManifest(answer.body, hostsOf(deps));
    if (status === 404 || status === 410) return undefined;
    if (status !== 202) throw bulkFault(`the server ended it with status ${status}`);
    await pause(answer, turn, deps);
  }
}

async function pause({ response }: Answer, turn: number, deps: JobDeps): Promise<void> {
  const { link, signal, progress, alive } = deps;
  // Free text of the server: shown to a person, so without control characters and short.
  const said = (response.headers.get('x-progress') ?? '').replace(/[^ -~]/g, '').slice(0, 100);
  if (said !== '') progress?.(said);
  await alive?.();
  const asked = retryAfter(response.headers.get('retry-after'), link.clock.now());
  const own = Math.min(FIRST_WAIT * 2 ** turn, LONGEST_WAIT);
  await link.clock.wait(Math.max(FIRST_WAIT, Math.min(asked ?? own, LONGEST_ASKED)), signal);
}

/** Tells the server that it may forget the job: cancelled, or fetched. A server that will not is told of. */
export async function endJob(statusUrl: string, deps: JobDeps): Promise<void> {
  const { link } = deps;
  const interaction = 'DELETE status of the bulk export';
  try {
    const url = hostsOf(deps).check(statusUrl, 'status of the bulk export');
    const { response } = await link.transport.send({ method: 'DELETE', url });
    if (!response.ok && response.status !== 404)
      link.notice({ interaction, reason: `the EHR answered ${response.status}` });
  } catch (fault) {
    if (!(fault instanceof ClaimwrightError)) throw fault;
    link.notice({ interaction, reason: `the EHR does not forget the job (${fault.code})` });
  }
}
