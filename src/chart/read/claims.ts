/** Claims that the record holds for this encounter: their lines name it (R4 Claim.item.encounter). */
import { type Claim, keyOf, type Reference, type Resource } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';

export const claimsOfEncounter = (chart: Chart): readonly Claim[] =>
  chart.of('Claim').filter((c) => c.status === 'active' && namesEncounter(chart, c, c.item));

export function namesEncounter(
  chart: Chart,
  from: Resource,
  items: readonly { readonly encounter?: Reference[] }[] | undefined,
): boolean {
  return (items ?? []).some((item) =>
    item.encounter?.some(
      (e) => chart.resolve(e, from) === chart.encounter || e.reference === keyOf(chart.encounter),
    ),
  );
}
