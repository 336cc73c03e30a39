/** The references that coding needs followed, and no others: the elements of each R4 type that may name them. */
import { isReadable } from '../../chart/index.ts';
import type { Resource } from '../../fhir/index.ts';

export interface Named {
  readonly reference: string;
  /** FHIRPath of the element. */
  readonly expression: string;
}

const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  Encounter: [
    ...['participant.individual', 'serviceProvider', 'location.location', 'diagnosis.condition'],
    ...['reasonReference', 'basedOn', 'hospitalization.origin', 'hospitalization.destination'],
  ],
  Observation: ['performer', 'basedOn'],
  Procedure: ['performer.actor', 'performer.onBehalfOf', 'location', 'reasonReference', 'basedOn'],
  MedicationRequest: ['medicationReference', 'requester', 'reasonReference'],
  MedicationAdministration: ['medicationReference', 'performer.actor', 'request', 'reasonReference'],
  Immunization: ['performer.actor', 'location', 'reasonReference'],
  ServiceRequest: ['requester', 'performer', 'reasonReference', 'locationReference'],
  DiagnosticReport: ['performer', 'resultsInterpreter', 'result', 'basedOn'],
  DocumentReference: ['author', 'content'],
  MedicationStatement: ['medicationReference', 'reasonReference'],
  Composition: ['author'],
  ChargeItem: ['performer.actor', 'performingOrganization', 'requestingOrganization', 'service'],
  Coverage: ['payor', 'subscriber', 'policyHolder'],
  PractitionerRole: ['practitioner', 'organization', 'location'],
  Location: ['managingOrganization'],
  Organization: ['partOf'],
};

/** What an element most likely names: an address from inside a bundle does not say. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  individual: ['Practitioner', 'PractitionerRole'],
  actor: ['Practitioner', 'PractitionerRole'],
  requester: ['Practitioner', 'PractitionerRole'],
  author: ['Practitioner', 'PractitionerRole'],
  practitioner: ['Practitioner'],
  performer: ['Practitioner', 'Organization'],
  serviceProvider: ['Organization'],
  managingOrganization: ['Organization'],
  organization: ['Organization'],
  payor: ['Organization'],
  location: ['Location'],
  condition: ['Condition'],
  reasonReference: ['Condition'],
  medicationReference: ['Medication'],
  result: ['Observation'],
};

export function likelyTypes({ expression }: Named): readonly string[] {
  const element = expression.slice(expression.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');
  return LIKELY[element] ?? [];
}

/** Of an earlier visit only who was there matters: that decides whether the patient is new. */
const OF_EARLIER_VISIT = ['participant.individual', 'serviceProvider'];

export function referencesIn(resource: Resource, current: Resource): readonly Named[] {
  const type = resource.resourceType;
  const earlier = type === 'Encounter' && resource !== current;
  const paths = earlier ? OF_EARLIER_VISIT : (FOLLOWED[type] ?? []);
  const { contained } = resource as { contained?: unknown };
  const inside = Array.isArray(contained) ? contained.filter((c) => typeof c?.resourceType === 'string') : [];
  return [
    ...paths.flatMap((path) => walk(resource, path.split('.'), type)),
    ...inside.flatMap((c: Resource, i) =>
      (FOLLOWED[c.resourceType] ?? []).flatMap((path) => walk(c, path.split('.'), `${type}.contained[${i}]`)),
    ),
  ];
}

function walk(value: unknown, path: readonly string[], expression: string): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => walk(v, path, `${expression}[${i}]`));
  const [name, ...rest] = path;
  if (name !== undefined) {
    const inner = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
    return inner === undefined || inner === null ? [] : walk(inner, rest, `${expression}.${name}`);
  }
  const { reference, attachment } = value as { reference?: unknown; attachment?: unknown };
  if (attachment !== undefined) return note(attachment, `${expression}.attachment`);
  return typeof reference === 'string' && reference.trim() !== ''
    ? [{ reference: reference.trim(), expression }]
    : [];
}

/** A note kept as a Binary. Scans and pictures are not read: nothing here could tell what they say. */
function note(attachment: unknown, expression: string): readonly Named[] {
  const { url, data, contentType } = attachment as { url?: unknown; data?: unknown; contentType?: unknown };
  const readable = contentType === undefined || isReadable(String(contentType));
  if (typeof url !== 'string' || data !== undefined || !readable) return [];
  return [{ reference: url.trim(), expression: `${expression}.url` }];
}
