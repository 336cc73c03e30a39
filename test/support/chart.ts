/** Small FHIR R4 charts for tests: one office visit of 10 March 2026, each builder with sane defaults. */
import { buildChart, type Chart, type ChartInput, type Facts, factsOf } from '../../src/chart/index.ts';
import type {
  CodeableConcept,
  Condition,
  Coverage,
  DocumentReference,
  Encounter,
  Location,
  Observation,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  Resource,
} from '../../src/fhir/index.ts';
import { SYSTEM } from '../../src/fhir/index.ts';

export const BASE = 'https://ehr.example.org/fhir';
export const DAY = '2026-03-10';
export const START = `${DAY}T09:00:00-05:00`;
export const ME: Reference<Encounter> = { reference: 'Encounter/e' };
const US: Reference<Patient> = { reference: 'Patient/p' };

/** NPIs with a right check digit, of a range that is not issued. */
export const NPI = { dr: '2174003121', group: '2174003113', other: '2174003220', wrong: '2174003122' };

export const coded = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [{ system, code, ...(display ? { display } : {}) }],
});
export const text = (words: string): CodeableConcept => ({ text: words });
export const typed = (code: string): CodeableConcept[] => [
  coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code),
];

/** A participant of an encounter by the type of participation. */
export const by = (reference: string, type?: string) => ({
  ...(type ? { type: typed(type) } : {}),
  individual: { reference },
});

export const encounter = (over: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter',
  id: 'e',
  status: 'finished',
  class: { system: SYSTEM.actCode, code: 'AMB' },
  subject: US,
  period: { start: START, end: `${DAY}T09:25:00-05:00` },
  participant: [by('Practitioner/dr', 'PPRF')],
  serviceProvider: { reference: 'Organization/org' },
  ...over,
});

/** An earlier visit with the same doctor in the same organisation. */
export const earlier = (date: string, over: Partial<Encounter> = {}): Encounter =>
  encounter({ id: `at-${date}`, period: { start: `${date}T10:00:00-05:00` }, ...over });

export const patient = (over: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  id: 'p',
  gender: 'female',
  birthDate: '1970-05-01',
  ...over,
});

export const practitioner = (over: Partial<Practitioner> = {}): Practitioner => ({
  resourceType: 'Practitioner',
  id: 'dr',
  identifier: [{ system: SYSTEM.npi, value: NPI.dr }],
  name: [{ given: ['Ada'], family: 'Example' }],
  ...over,
});

export const role = (over: Partial<PractitionerRole> = {}): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  id: 'role',
  practitioner: { reference: 'Practitioner/dr' },
  ...over,
});

export const taxonomy = (code: string): CodeableConcept => coded(SYSTEM.taxonomy, code);

export const organization = (over: Partial<Organization> = {}): Organization => ({
  resourceType: 'Organization',
  id: 'org',
  name: 'Example Group',
  identifier: [{ system: SYSTEM.npi, value: NPI.group }],
  ...over,
});

export const location = (over: Partial<Location> = {}): Location => ({
  resourceType: 'Location',
  id: 'loc',
  ...over,
});

export const condition = (over: Partial<Condition> = {}): Condition => ({
  resourceType: 'Condition',
  id: 'c',
  subject: US,
  encounter: ME,
  code: { coding: [{ system: SYSTEM.icd10cm, code: 'I10', display: 'Essential (primary) hypertension' }] },
  ...over,
});

export const observation = (over: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  subject: US,
  encounter: ME,
  code: { text: 'Weight' },
  ...over,
});

export const coverage = (over: Partial<Coverage> = {}): Coverage => ({
  resourceType: 'Coverage',
  id: 'cov',
  status: 'active',
  beneficiary: US,
  payor: [{ display: 'Example Mutual' }],
  ...over,
});

export const note = (words: string, over: Partial<DocumentReference> = {}): DocumentReference => ({
  resourceType: 'DocumentReference',
  id: 'n',
  status: 'current',
  subject: US,
  context: { encounter: [ME] },
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(words).toString('base64') } }],
  ...over,
});

export const category = (code: string): CodeableConcept[] => [coded(SYSTEM.conditionCategory, code)];

/** A resource of any other type, tied to the encounter. */
export const made = (resource: { resourceType: string } & Record<string, unknown>): Resource =>
  ({ id: 'x', subject: US, encounter: ME, ...resource }) as unknown as Resource;

/** A chart of the encounter among the resources (or the default one), with patient, doctor and group unless given. */
export function chart(resources: readonly Resource[] = [], more: Partial<ChartInput> = {}): Chart {
  const own = resources.find((r) => r.resourceType === 'Encounter' && r.id === 'e') as Encounter | undefined;
  const given = new Set(resources.map((r) => `${r.resourceType}/${r.id}`));
  const others = [patient(), practitioner(), organization()].filter(
    (r) => !given.has(`${r.resourceType}/${r.id}`),
  );
  return buildChart({
    source: BASE,
    encounter: own ?? encounter(),
    resources: [...resources, ...others],
    ...more,
  });
}

export const facts = (...resources: readonly Resource[]): Facts => factsOf(chart(resources));
