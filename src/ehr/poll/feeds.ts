/** What is polled: finished encounters, and, where it is wanted, changes of what belongs to one (R4 search.html#lastUpdated). */
import type { Resource } from '../../fhir/index.ts';
import type { EhrLink } from '../http/link.ts';
import type { SearchParams } from '../http/pages.ts';
import { localKey } from '../read/belongs.ts';
import { CANCELLED, FINISHED } from '../read/encounters.ts';
import { COUNT } from '../read/searches.ts';

export interface Feed {
  /** Of its mark. */
  readonly name: string;
  /** The type that is searched. */
  readonly type: string;
  readonly params: SearchParams;
  /** `Encounter.id`s that a page of changes is about. */
  encounters(resources: readonly Resource[]): Promise<readonly string[]>;
}

const ofStatus = (name: string, statuses: readonly string[]): Feed => ({
  name,
  type: 'Encounter',
  params: { status: statuses.join(',') },
  encounters: async (resources) =>
    resources.filter((r) => isEncounterOf(r, statuses)).flatMap((r) => r.id ?? []),
});

/** A server that passes over `status=` must not have an encounter coded that is not over. */
const isEncounterOf = (r: Resource, statuses: readonly string[]): boolean =>
  r.resourceType === 'Encounter' && statuses.includes(String((r as { status?: unknown }).status));

export const encounterFeed: Feed = ofStatus('Encounter', FINISHED);
/** What was claimed for one of these is to be taken back. */
export const cancelledFeed: Feed = ofStatus('cancelled', CANCELLED);

/** A late diagnosis or result makes a finished encounter worth another look; one that is not over will come by itself. */
export const relatedFeed = (type: string, link: EhrLink): Feed => ({
  name: type,
  type,
  params: {},
  encounters: (resources) =>
    finishedAmong(
      link,
      resources.flatMap((r) => encountersOf(r, link)),
    ),
});

/** `encounter`, `context`, or (DocumentReference) the encounters of its context. */
export function encountersOf(resource: Resource, link: Pick<EhrLink, 'base'>): readonly string[] {
  const r = resource as unknown as Readonly<Record<string, unknown>>;
  const inside = (r.context as { encounter?: unknown } | undefined)?.encounter;
  return [r.encounter, r.context, inside].flat().flatMap((reference) => {
    const text = (reference as { reference?: unknown } | null | undefined)?.reference;
    const key = typeof text === 'string' ? localKey(text, link.base) : undefined;
    return key?.startsWith('Encounter/') ? [key.slice('Encounter/'.length)] : [];
  });
}

/** As in the reading of charts: 50 ids keep an address below what every proxy takes. */
const PER_SEARCH = 50;

/** Those of the encounters that the EHR itself says are finished. */
export async function finishedAmong(link: EhrLink, ids: readonly string[]): Promise<readonly string[]> {
  const wanted = [...new Set(ids)].filter((id) => /^[A-Za-z0-9\-.]{1,64}$/.test(id));
  const found: string[] = [];
  for (let i = 0; i < wanted.length; i += PER_SEARCH) {
    const some = wanted.slice(i, i + PER_SEARCH);
    for await (const page of link.pages('Encounter', {
      _id: some.join(','),
      status: 'finished',
      _count: COUNT,
    }))
      found.push(
        ...page.resources
          .filter((r) => isEncounterOf(r, FINISHED) && some.includes(r.id ?? ''))
          .map((r) => r.id ?? ''),
      );
  }
  return [...new Set(found)];
}
