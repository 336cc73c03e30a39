/** The pages of a search (R4 http.html#paging): `next` links are opaque, and followed only inside the base. */
import { Client, type FhirResource } from 'fhir-kit-client';
import type { Bundle, Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Base } from './base.ts';
import { isResource } from './client.ts';
import { Refusal } from './refusal.ts';

/** Something about a connection that a person should know and that stops nothing. Without ids and patient data. */
export interface Notice {
  readonly interaction: string;
  readonly reason: string;
}

export type SearchParams = Readonly<Record<string, string | readonly string[]>>;

export interface Page {
  readonly resources: readonly Resource[];
  /** What the server said it left out, and entries that cannot be read: reasons for a person, without any words of it. */
  readonly troubles: readonly string[];
  /** The server led back to a page that was read: what comes after it was not had. */
  readonly cut?: boolean;
  /** When the server put the page together, by its own clock; undefined when it does not say. */
  readonly servedAt?: string | undefined;
}

export interface PageOptions {
  readonly client: Client;
  readonly base: Base;
  readonly maxPages: number;
}

/** Throws CW-2006 past the page limit, CW-2004 at a next link that leads elsewhere, a Refusal when it is no search. */
export async function* readPages(
  options: PageOptions,
  resourceType: string,
  searchParams: SearchParams,
): AsyncGenerator<Page, void, void> {
  const interaction = `GET ${resourceType}?${Object.keys(searchParams).join('=&')}=`;
  const query = searchParams as Record<string, string | string[]>;
  let answer = await options.client.search({ resourceType, searchParams: query });
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const bundle = searchset(answer, interaction);
    yield { ...pageOf(bundle), servedAt: servedAt(answer, bundle) };
    const link = bundle.link?.find((l) => l?.relation === 'next')?.url;
    if (!link) return;
    const next = options.base.inside(link);
    if (next === undefined) throw new ClaimwrightError('CW-2004');
    if (seen.has(next)) {
      yield { resources: [], troubles: ['the next link leads to a page that was read before'], cut: true };
      return;
    }
    if (page >= options.maxPages)
      throw new ClaimwrightError('CW-2006', { interaction, limit: options.maxPages });
    seen.add(next);
    answer = await options.client.request(next);
  }
}

/** A search that a server answers from its memory is no older than this. */
const OLDEST_ANSWER = 3_600_000;

/** The earlier of the two instants a server gives: Bundle.meta.lastUpdated, and Date (RFC 9110 §6.6.1). */
function servedAt(answer: FhirResource, bundle: Bundle): string | undefined {
  const date = Date.parse(Client.httpFor(answer).response?.headers.get('date') ?? '');
  const made = Date.parse(bundle.meta?.lastUpdated ?? '');
  // One that is far away from the other is no time of this answer, whatever else it is.
  const usable = Number.isNaN(date) || (made <= date && date - made < OLDEST_ANSWER);
  const at = usable && !Number.isNaN(made) ? made : date;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function searchset(answer: FhirResource, interaction: string): Bundle {
  if (answer.resourceType === 'Bundle') return answer as unknown as Bundle;
  // Some servers answer 200 to a search they do not support.
  if (answer.resourceType === 'OperationOutcome') throw new Refusal(200, interaction, answer);
  throw new ClaimwrightError('CW-2005', { interaction });
}

function pageOf(bundle: Bundle): Page {
  const entries: readonly unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  const held = entries.map((entry) => (entry as { resource?: unknown } | null)?.resource);
  const resources = held.filter(isResource);
  const outcomes = resources.filter((r) => r.resourceType === 'OperationOutcome').map(outcomeTrouble);
  const unreadable = held.length - resources.length;
  return {
    resources: resources.filter((r) => r.resourceType !== 'OperationOutcome'),
    troubles: [
      ...new Set(outcomes.flat()),
      ...(unreadable > 0 ? [`${unreadable} entries hold no resource`] : []),
    ],
  };
}

interface OutcomeIssue {
  readonly severity?: string;
  readonly code?: string;
  readonly details?: { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] };
}

/** Warnings and errors among the matches tell of an incomplete answer; mere information does not. */
function outcomeTrouble(outcome: Resource): readonly string[] {
  const { issue } = outcome as { issue?: readonly OutcomeIssue[] };
  const serious = (Array.isArray(issue) ? issue : []).filter(
    (i) => i?.severity !== 'information' && !saysNothingFound(i),
  );
  return serious.map(
    ({ severity, code }) =>
      `the EHR put an OperationOutcome in its answer (${word(severity)}, ${word(code)})`,
  );
}

/** Epic warns that a list is empty (message 4101, fhir.epic.com): that is the whole answer. */
function saysNothingFound(issue: OutcomeIssue | null): boolean {
  const coding = issue?.details?.coding;
  return (
    Array.isArray(coding) &&
    coding.some((c) => c?.code === '4101' && String(c?.system ?? '').startsWith('urn:oid:1.2.840.114350.'))
  );
}

const word = (text: unknown): string => (/^[a-z-]{1,32}$/.test(String(text)) ? String(text) : 'unknown');
