/** Finished encounters of an EHR, page by page (R4 encounter.html#search). */
import type { Encounter } from '../../fhir/index.ts';
import { keyOf } from '../../fhir/index.ts';
import { type Notice, type PageOptions, readPages, type SearchParams } from '../http/pages.ts';
import { COUNT } from './searches.ts';

export async function* finishedEncounters(
  options: PageOptions,
  since: string | undefined,
  notice: (notice: Notice) => void,
): AsyncGenerator<Encounter, void, void> {
  const params: SearchParams = {
    status: 'finished',
    _count: COUNT,
    ...(since ? { _lastUpdated: `ge${since}` } : {}),
  };
  const interaction = `GET Encounter?${Object.keys(params).join('=&')}=`;
  // A page that shifts while it is read shows an encounter twice.
  const seen = new Set<string | undefined>();
  for await (const page of readPages(options, 'Encounter', params)) {
    for (const reason of page.troubles) notice({ interaction, reason });
    const finished = page.resources.filter(isFinished);
    const others = page.resources.length - finished.length;
    if (others > 0)
      notice({ interaction, reason: `${others} resources are no finished encounters and are left out` });
    for (const encounter of finished) {
      const key = keyOf(encounter);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      yield encounter;
    }
  }
}

/** A server that passes over `status=` would have encounters claimed that are not over. */
const isFinished = (resource: { resourceType: string }): resource is Encounter =>
  resource.resourceType === 'Encounter' && (resource as Encounter).status === 'finished';
