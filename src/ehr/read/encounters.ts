/** Encounters of an EHR by status, page by page (R4 encounter.html#search): those that are over, and those that turned out not to be. */
import type { Encounter } from '../../fhir/index.ts';
import { keyOf } from '../../fhir/index.ts';
import { type Notice, type PageOptions, readPages, type SearchParams } from '../http/pages.ts';
import { COUNT } from './searches.ts';

export const FINISHED: readonly string[] = ['finished'];
/** What was claimed for such an encounter is taken back. */
export const CANCELLED: readonly string[] = ['entered-in-error', 'cancelled'];

export async function* encountersIn(
  statuses: readonly string[],
  options: PageOptions,
  since: string | undefined,
  notice: (notice: Notice) => void,
): AsyncGenerator<Encounter, void, void> {
  const params: SearchParams = {
    status: statuses.join(','),
    _count: COUNT,
    ...(since ? { _lastUpdated: `ge${since}` } : {}),
  };
  const interaction = `GET Encounter?${Object.keys(params).join('=&')}=`;
  // A page that shifts while it is read shows an encounter twice.
  const seen = new Set<string | undefined>();
  for await (const page of readPages(options, 'Encounter', params)) {
    for (const reason of page.troubles) notice({ interaction, reason });
    const meant = page.resources.filter((r) => isIn(statuses, r));
    const others = page.resources.length - meant.length;
    if (others > 0) {
      const reason = `${others} resources are no ${statuses.join(' or ')} encounters and are left out`;
      notice({ interaction, reason });
    }
    for (const encounter of meant) {
      const key = keyOf(encounter);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      yield encounter;
    }
  }
}

/** A server that passes over `status=` would have encounters claimed that are not over, and claims voided that stand. */
const isIn = (statuses: readonly string[], resource: { resourceType: string }): resource is Encounter =>
  resource.resourceType === 'Encounter' && statuses.includes(String((resource as Encounter).status));
