/** The patient of an encounter, whichever way `Encounter.subject` names them (R4 references.html). */
import type { ChartEntry, ChartGap } from '../../chart/index.ts';
import {
  type Encounter,
  isConditional,
  type Patient,
  type Resource,
  referenceText,
} from '../../fhir/index.ts';
import { localKey } from './belongs.ts';
import type { FhirSource } from './source.ts';

export interface Subject {
  /** The patient as a resource of the server, so that it can be searched by. */
  readonly patient: Patient | undefined;
  readonly entries: readonly ChartEntry[];
  readonly gaps: readonly ChartGap[];
}

const EXPRESSION = 'Encounter.subject';

export async function findPatient(source: FhirSource, encounter: Encounter): Promise<Subject> {
  const reference = referenceText(encounter.subject);
  if (!reference) return without('Encounter.subject', 'the encounter names no patient');
  if (reference.startsWith('#'))
    return without(reference, 'the patient is contained, so nothing can be searched by it');
  const key = localKey(reference, source.base);
  if (key?.startsWith('Patient/'))
    return asSubject(await source.read('Patient', key.slice('Patient/'.length)));
  if (isConditional(reference)) return conditional(source, reference);
  const uuid = /^urn:uuid:([0-9a-f-]{36})$/i.exec(reference)?.[1];
  // A server that kept the address of a bundle has usually kept the uuid as the id, too.
  if (uuid) return asSubject(await source.read('Patient', uuid), reference);
  return without(reference, 'it leads outside the connection or to no patient, and was not followed');
}

async function conditional(source: FhirSource, reference: string): Promise<Subject> {
  const at = reference.indexOf('?');
  if (reference.slice(0, at) !== 'Patient') return without(reference, 'it leads to no patient');
  const params = Object.fromEntries(new URLSearchParams(reference.slice(at + 1)));
  const { resources } = await source.search('Patient', params);
  const matches = resources.filter((r) => r.resourceType === 'Patient');
  const [only] = matches;
  return only && matches.length === 1
    ? asSubject(only)
    : without(reference, `${matches.length} patients match`);
}

function asSubject(resource: Resource, fullUrl?: string): Subject {
  const patient = resource.id ? (resource as Patient) : undefined;
  return { patient, entries: [{ fullUrl, resource }], gaps: [] };
}

const without = (what: string, reason: string): Subject => ({
  patient: undefined,
  entries: [],
  gaps: [{ what, reason, expression: EXPRESSION }],
});
