/** What a service looks at: the prefetch where it is whole, else the EHR itself, with the token that came along. */
import { type Chart, chartFromBundle } from '../../chart/index.ts';
import type { Ehr } from '../../ehr/index.ts';
import type { Bundle, Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { CdsRequest, CdsService } from './model.ts';
import { searchResults } from './read-request.ts';

/** The port to the EHRs. Only a configured connection is ever asked, whatever address a request names. */
export interface CdsEhrs {
  /** The connection whose base URL this is. */
  readonly at: (fhirServer: string) => { readonly id: string } | undefined;
  /** The same EHR with the caller's token instead of ours; without one, unauthenticated. */
  readonly reader: (connection: string, token: string | undefined) => Ehr;
}

/** The resources under a key: undefined when the EHR did not send it, none when it has none. */
export function prefetched({ prefetch }: CdsRequest, key: string): readonly Resource[] | undefined {
  const held = prefetch.get(key);
  if (held === undefined) return undefined;
  if (held === null) return [];
  return held.resourceType === 'Bundle' ? searchResults(held) : [held];
}

/** Throws CW-1201 (412) when neither the prefetch nor a connection has the encounter. */
export async function gatherChart(
  request: CdsRequest,
  service: CdsService,
  ehrs: CdsEhrs,
): Promise<{ readonly chart: Chart; readonly left: readonly string[] }> {
  const left = Object.keys(service.prefetch).filter((key) => !request.prefetch.has(key));
  const { encounterId, patientId } = request.context;
  const connection = request.fhirServer === undefined ? undefined : ehrs.at(request.fhirServer);
  if (left.length > 0 && connection && encounterId) {
    const chart = await ehrs.reader(connection.id, request.accessToken).readChart(encounterId);
    if (chart.patient?.id !== patientId) throw notEnough('the encounter is of another patient');
    return { chart, left: [] };
  }
  const encounter = request.prefetch.get('encounter');
  if (!encounter || !request.prefetch.get('patient')) {
    throw notEnough('send the prefetch, or the token of an EHR that is connected here');
  }
  const keys = [...request.prefetch.keys()];
  const resources = keys.flatMap((key) => prefetched(request, key) ?? []);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  };
  return { chart: chartFromBundle(bundle, 'prefetch', `Encounter/${encounterId}`), left };
}

const notEnough = (detail: string): ClaimwrightError => new ClaimwrightError('CW-1201', { detail });
