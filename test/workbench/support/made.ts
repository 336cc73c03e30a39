/** Small makers of canned API answers: evidence, diagnoses, services, views. */
import type { Diagnosis, Evidence, Row, Service, View } from './shapes.ts';

export const GUIDELINES = 'ICD-10-CM Official Guidelines FY 2026';

export const said = (reference: string, path: string, words: string): Evidence => ({
  reference,
  path,
  words,
});

export const diagnosis = (
  code: string,
  title: string,
  over: Partial<Diagnosis> & { readonly section?: string } = {},
): Diagnosis => ({
  kind: 'diagnosis',
  code,
  title,
  release: 'icd10cm-2026',
  problems: ['Condition/one'],
  confidence: 0.95,
  evidence: [said('Condition/one', 'Condition.code.coding[0]', title)],
  rule: {
    module: 'recorded',
    version: '1.0.0',
    rule: 'as-recorded',
    citation: { source: GUIDELINES, section: over.section ?? 'I.B.2' },
  },
  alternatives: [],
  queries: [],
  replaces: [],
  placement: 'any',
  ...over,
});

export const service = (code: string, label: string, over: Partial<Service> = {}): Service => ({
  kind: 'service',
  system: 'http://www.ama-assn.org/go/cpt',
  code,
  label,
  modifiers: [],
  units: 1,
  date: '2025-11-12',
  placeOfService: '11',
  problems: [],
  confidence: 0.88,
  evidence: [said('Encounter/one', 'Encounter.type[0]', 'Office visit')],
  rule: {
    module: 'office',
    version: '1.0.0',
    rule: 'level',
    citation: { source: 'CPT E/M guidelines', section: 'office or other outpatient' },
  },
  alternatives: [],
  queries: [],
  worksheet: undefined,
  replaces: [],
  ...over,
});

/** A case before anything is known of it. */
export const view = (over: Partial<View> & Pick<View, 'id' | 'encounter' | 'state'>): View => ({
  patient: undefined,
  date: undefined,
  setting: undefined,
  diagnoses: (over.diagnosesInOrder ?? []).map((d) => d.code),
  services: (over.serviceLines ?? []).map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-')),
  errors: (over.findings ?? []).filter((f) => f.severity === 'error').length + (over.fault ? 1 : 0),
  queries: over.queriesOpen?.length ?? 0,
  claim: undefined,
  source: 'http://127.0.0.1:8090/fhir',
  visit: undefined,
  diagnosesInOrder: [],
  serviceLines: [],
  queriesOpen: [],
  uncoded: [],
  findings: [],
  reasons: [],
  modules: [],
  claimResource: undefined,
  provenance: undefined,
  writeBack: undefined,
  fault: undefined,
  events: [],
  ...over,
});

/** The list's row of a case. */
export function rowOf(v: View): Row {
  const { id, encounter, state, patient, date, setting, diagnoses, services, errors, queries, claim } = v;
  return { id, encounter, state, patient, date, setting, diagnoses, services, errors, queries, claim };
}

/** Version 5 form, as the service makes them. */
export const idOf = (n: number): string => `c0ffee00-0000-5000-8000-${String(n).padStart(12, '0')}`;
