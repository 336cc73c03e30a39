/** The CapabilityStatement (R4 capabilitystatement.html), made from the tables that serve, so that it cannot be untrue. */
import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import type { Parameter, ParameterTable } from './parameters.ts';

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'delete',
  'history-instance',
  'create',
  'search-type',
] as const;

export function capabilityStatement(
  base: string,
  parameters: ParameterTable,
  date: string,
): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Claimwright sandbox EHR' },
    implementation: { description: 'Sample charts on this machine, without any real patient', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [...parameters].map(([type, table]) => resourceOf(type, [...table.values()])),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
      },
    ],
  };
}

function resourceOf(type: string, table: readonly Parameter[]): CapabilityStatementRestResource {
  const references = table.filter((p) => p.type === 'reference').map((p) => `${type}:${p.code}`);
  return {
    type: type as NonNullable<CapabilityStatementRestResource['type']>,
    interaction: INTERACTIONS.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalUpdate: true,
    conditionalDelete: 'single',
    ...(references.length > 0 ? { searchInclude: references } : {}),
    searchParam: table.map(({ code, type: kind, definition }) => ({
      name: code,
      type: kind,
      ...(definition ? { definition } : {}),
    })),
  };
}
