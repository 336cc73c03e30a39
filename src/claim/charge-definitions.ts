/** A charge table as FHIR: one ChargeItemDefinition (R4 chargeitemdefinition.html) for each row, in a collection Bundle. */
import type { Bundle, ChargeItemDefinition } from '@medplum/fhirtypes';
import { CLAIMWRIGHT_BASE, SYSTEM } from '../fhir/index.ts';
import { toFhirMoney } from '../kernel/index.ts';
import { isHcpcsShape } from '../terminology/index.ts';
import { canonical } from './canonical.ts';
import type { ChargeRow, ChargeTable } from './charge-table.ts';
import { modifierSystem } from './modifiers.ts';

export function chargeItemDefinitions(table: ChargeTable): Bundle {
  const entry = (table.entries?.() ?? []).map((row) => {
    const resource = definitionOf(row);
    return { fullUrl: resource.url, resource };
  });
  return canonical({ resourceType: 'Bundle', type: 'collection', ...(entry.length > 0 ? { entry } : {}) });
}

/** The modifier stands as a further coding, as on a ChargeItem; a day of a stay has its revenue code alone. */
function definitionOf({
  code,
  modifier,
  price,
  revenue,
  from,
  to,
}: ChargeRow): ChargeItemDefinition & { url: string } {
  const id = [code || `revenue-${revenue}`, modifier, from].filter(Boolean).join('-').toLowerCase();
  const system = isHcpcsShape(code) ? SYSTEM.hcpcs : SYSTEM.cpt;
  return {
    resourceType: 'ChargeItemDefinition',
    id,
    url: `${CLAIMWRIGHT_BASE}/ChargeItemDefinition/${id}`,
    status: 'active',
    effectivePeriod: { start: from, ...(to ? { end: to } : {}) },
    code: {
      coding: [
        ...(code ? [{ system, code }] : []),
        ...(modifier ? [{ system: modifierSystem(modifier), code: modifier }] : []),
        ...(revenue ? [{ system: SYSTEM.revenue, code: revenue }] : []),
      ],
    },
    propertyGroup: [{ priceComponent: [{ type: 'base', amount: toFhirMoney(price) }] }],
  };
}
