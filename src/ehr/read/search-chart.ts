/** Asks one search of a chart, in the ways the server has, and says what could not be had. */
import type { ChartGap } from '../../chart/index.ts';
import type { Capability } from '../http/capability.ts';
import { Refusal } from '../http/refusal.ts';
import { type Ownership, ownerOf } from './belongs.ts';
import { isOurs } from './own-resources.ts';
import type { ChartSearch, Variant } from './searches.ts';
import type { FhirSource, Found } from './source.ts';

export interface Searched extends Found {
  readonly gaps: readonly ChartGap[];
}

/**
 * What a server may well not have (R4 http.html#Status-Codes); anything else it says is a fault. 401 is not among
 * them: without a valid token every search would be a gap.
 */
const WITHOUT: readonly number[] = [200, 400, 403, 404, 405, 410, 422, 501];

export async function searchChart(
  source: FhirSource,
  search: ChartSearch,
  own: Ownership,
): Promise<Searched> {
  const found = await firstAnswer(source, search);
  if (!('resources' in found)) {
    return { resources: [], troubles: [found.reason], gaps: search.need === 'extra' ? [] : [found] };
  }
  // A diagnosis on a page that was not read would be lost without anybody knowing which.
  if (search.need === 'critical' && found.cutShort) throw found.cutShort;
  const owners = found.resources
    .filter((r) => !isOurs(r))
    .map((resource) => ({
      resource,
      owner: ownerOf(resource, own, source.base),
    }));
  const others = owners.filter(({ owner }) => owner === 'other-patient').length;
  const troubles = [
    ...found.troubles,
    ...(others > 0 ? [`${others} resources of other patients were in the answer and are left out`] : []),
  ];
  return {
    resources: owners
      .filter(({ owner }) => owner === 'ours' || (owner === 'other-encounter' && search.anyEncounter))
      .map(({ resource }) => resource),
    troubles,
    gaps: troubles.map((reason) => ({ what: search.what, reason })),
  };
}

async function firstAnswer(source: FhirSource, search: ChartSearch): Promise<Found | ChartGap> {
  const ways = waysOf(search, await source.capability());
  let refusal: Refusal | undefined;
  for (const { params } of ways) {
    try {
      return await source.search(search.type, params);
    } catch (fault) {
      if (!(fault instanceof Refusal) || !WITHOUT.includes(fault.status)) throw fault;
      refusal = fault;
    }
  }
  if (refusal && search.need === 'critical') throw refusal;
  const reason = refusal?.reason ?? 'the EHR does not list this search in its CapabilityStatement';
  return { what: search.what, reason };
}

/** What the server does not list is not asked for, except where there is no doing without. */
function waysOf(search: ChartSearch, capability: Capability): readonly Variant[] {
  const listed = search.variants.filter(({ needs }) => needs.every((p) => capability.lists(search.type, p)));
  return listed.length === 0 && search.need === 'critical' ? search.variants : listed;
}
