/** The CapabilityStatement (R4 capabilitystatement.html): made from the tables the routes are made of, so that it tells what is served. */
import type { CapabilityStatement, Resource } from './fhir/index.ts';
import {
  AUTHOR,
  allParameters,
  SERVED_TYPES,
  type ServedType,
  TERMINOLOGY_OPERATIONS,
} from './flow/index.ts';
import type { Conformance } from './http/index.ts';
import type { Clock } from './kernel/index.ts';
import { readConformance } from './store/index.ts';

type Rest = NonNullable<CapabilityStatement['rest']>[number];
type RestResource = NonNullable<Rest['resource']>[number];

export function composeConformance(clock: Clock): Conformance {
  const definitions = readConformance();
  return { definitions, capability: capabilityOf(definitions, clock.now().slice(0, 10)) };
}

/** What is served and nothing else. */
export function capabilityOf(definitions: readonly Resource[], date: string): CapabilityStatement {
  const { resources, suggest } = ownOperations(definitions);
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: AUTHOR,
    implementation: {
      description: 'Claimwright: suggested and checked codes for encounters, and claims from them',
    },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        resource: merged([
          ...resources,
          ...SERVED_TYPES.map(servedResource),
          ...DEFINITIONS.map((type) => ({ type, interaction: [{ code: 'read' as const }] })),
          ...terminologyResources(),
        ]),
        operation: [suggest],
      },
    ],
  };
}

const DEFINITIONS = [
  ...(['OperationDefinition', 'StructureDefinition', 'SearchParameter'] as const),
  ...(['NamingSystem', 'CodeSystem', 'ValueSet'] as const),
];

function ownOperations(definitions: readonly Resource[]) {
  const canonical = (type: string, id: string): string =>
    (definitions.find((d) => d.resourceType === type && d.id === id) as { url?: string } | undefined)?.url ??
    '';
  const suggest = { name: 'suggest-codes', definition: canonical('OperationDefinition', 'suggest-codes') };
  const validate = {
    name: 'validate',
    definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
  };
  const submit = { name: 'submit', definition: 'http://hl7.org/fhir/OperationDefinition/Claim-submit' };
  const profiles = (...ids: readonly string[]): string[] =>
    ids.map((id) => canonical('StructureDefinition', id));
  const resources: readonly RestResource[] = [
    { type: 'Encounter', supportedProfile: profiles('coding-ready-encounter'), operation: [suggest] },
    { type: 'Condition', supportedProfile: profiles('coding-ready-condition') },
    {
      type: 'Claim',
      supportedProfile: profiles('claimwright-professional-claim', 'claimwright-institutional-claim'),
      operation: [validate, submit],
    },
  ];
  return { resources, suggest };
}

const INTERACTIONS = ['read', 'vread', 'history-instance', 'history-type', 'search-type'] as const;

function servedResource(served: ServedType): RestResource {
  const { type, leadsTo } = served;
  const includes = [...leadsTo.keys()].map((code) => `${type}:${code}`);
  const reverse = SERVED_TYPES.flatMap((other) =>
    [...other.leadsTo].flatMap(([code, targets]) =>
      targets.includes(type) ? [`${other.type}:${code}`] : [],
    ),
  );
  return {
    type: type as RestResource['type'],
    interaction: INTERACTIONS.map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: true,
    updateCreate: false,
    conditionalCreate: false,
    conditionalRead: 'full-support',
    ...(includes.length > 0 ? { searchInclude: includes } : {}),
    ...(reverse.length > 0 ? { searchRevInclude: reverse } : {}),
    searchParam: allParameters(served).map((p) => ({
      name: p.code,
      type: p.type,
      definition: p.definition,
      ...(p.type === 'reference' ? { documentation: REFERENCES } : {}),
    })),
  };
}

const REFERENCES =
  'An id or Type/id finds the reference in whichever EHR it leads to; an absolute address means one server. :identifier is served.';

/** One entry for each type: what is said of it in several places, together. */
function merged(all: readonly RestResource[]): RestResource[] {
  const byType = Map.groupBy(all, (r) => r.type);
  return [...byType.values()].map((same) => Object.assign({}, ...same) as RestResource);
}

function terminologyResources(): readonly RestResource[] {
  const types = new Set(TERMINOLOGY_OPERATIONS.map(({ type }) => type));
  return [...types].map((type) => ({
    type,
    operation: TERMINOLOGY_OPERATIONS.filter((o) => o.type === type).map(({ name, definition }) => ({
      name,
      definition,
    })),
  }));
}
