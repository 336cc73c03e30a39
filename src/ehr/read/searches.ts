/** The searches around one encounter (R4 search parameters of each type; US Core and real servers have fewer). */
import type { Encounter, Resource } from '../../fhir/index.ts';
import { addDays, addYears, type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { SearchParams } from '../http/pages.ts';

/** One way to ask; the next one is tried where a server does not have it. */
export interface Variant {
  /** The parameters a server must list. */
  readonly needs: readonly string[];
  readonly params: SearchParams;
}

export interface ChartSearch {
  readonly type: Resource['resourceType'];
  /** What a person reads when it fails: the type and its first parameter. */
  readonly what: string;
  /**
   * `critical`: without it no chart can be coded, so its failure is a fault. `wanted`: its failure is a gap.
   * `extra`: it only adds to another search, so that a server without it has nothing to be told.
   */
  readonly need: 'critical' | 'wanted' | 'extra';
  /** Answers of other encounters belong to the question. */
  readonly anyEncounter: boolean;
  readonly variants: readonly Variant[];
}

/** Resources per page that are asked for; a server may give fewer. */
export const COUNT = '100';

/** CPT: new is who was not seen for three years, so that far back earlier encounters are read. */
const HISTORY_YEARS = -3;
/** Results that were waiting for the visit are read with it; older ones belong to an earlier visit's work. */
const RESULTS = -14;
/** The longest global surgical period (CMS, 42 CFR 414.40): what was done in it decides who pays for this visit. */
const GLOBAL_PERIOD = -90;

/** Type, the parameter that names the encounter, the date parameter, and the days before the encounter that matter. */
const RECORDS = [
  ['Observation', 'encounter', 'date', RESULTS],
  ['DiagnosticReport', 'encounter', 'date', RESULTS],
  ['Procedure', 'encounter', 'date', GLOBAL_PERIOD],
  ['MedicationRequest', 'encounter', 'authoredon', -1],
  ['MedicationAdministration', 'context', 'effective-time', -1],
  ['ServiceRequest', 'encounter', 'authored', -1],
  ['DocumentReference', 'encounter', 'date', -1],
  ['ChargeItem', 'context', 'occurrence', -1],
] as const;

/** Where an earlier visit would have to be found; undefined without the day of this one. */
export function historyFrom(encounter: Encounter): ServiceDate | undefined {
  const day = serviceDate(encounter.period?.start);
  return day && addYears(day, HISTORY_YEARS);
}

export function chartSearches(encounter: Encounter, patient: string | undefined): readonly ChartSearch[] {
  const key = `Encounter/${encounter.id}`;
  const day = serviceDate(encounter.period?.start);
  const last = serviceDate(encounter.period?.end) ?? day;
  // A day more after the end, and at least one before: a server may compare in its own time zone.
  const days = (from: ServiceDate | undefined, date: string): Variant | undefined =>
    patient && from && last ? dated(patient, date, from, addDays(last, 1)) : undefined;
  const before = (n: number): ServiceDate | undefined => day && addDays(day, n);
  const byPatient = patient ? one('patient', patient) : undefined;
  return [
    search('Condition', 'critical', [one('encounter', key), byPatient]),
    search('Condition', 'critical', [byPatient], true),
    search('Coverage', 'wanted', [byPatient, patient ? one('beneficiary', patient) : undefined]),
    search('Encounter', 'wanted', [days(historyFrom(encounter), 'date'), byPatient], true),
    search('Immunization', 'wanted', [days(before(-1), 'date'), byPatient]),
    ...RECORDS.flatMap(([type, parameter, date, back]) => [
      search(type, 'wanted', [one(parameter, key), days(before(-1), date)]),
      // Many servers keep results, notes and charges that name no encounter.
      search(type, 'extra', [days(before(back), date)], type === 'Procedure'),
    ]),
    search('MedicationRequest', 'extra', [patient ? active(patient) : undefined]),
    search('MedicationStatement', 'extra', [one('context', key)]),
    search('MedicationStatement', 'extra', [patient ? active(patient) : undefined]),
    search('Communication', 'extra', [one('encounter', key)]),
    // It belongs to the patient and names no encounter in R4.
    search('FamilyMemberHistory', 'extra', [byPatient]),
    search('CarePlan', 'extra', [one('encounter', key)]),
    search('Composition', 'extra', [one('encounter', key)]),
    search('Composition', 'extra', [days(before(-1), 'date')]),
  ].filter((s) => s.variants.length > 0);
}

function search(
  type: ChartSearch['type'],
  need: ChartSearch['need'],
  variants: readonly (Variant | undefined)[],
  anyEncounter = false,
): ChartSearch {
  const usable = variants.flatMap((v) => v ?? []);
  return { type, what: `${type}?${usable[0]?.needs[0] ?? ''}=`, need, anyEncounter, variants: usable };
}

const one = (parameter: string, value: string): Variant => ({
  needs: [parameter],
  params: { [parameter]: value, _count: COUNT },
});

const dated = (patient: string, date: string, from: ServiceDate, to: ServiceDate): Variant => ({
  needs: ['patient', date],
  params: { patient, [date]: [`ge${from}`, `le${to}`], _count: COUNT },
});

/** Long-term drugs were prescribed at other visits and are part of this one (ICD-10-CM Z79). */
const active = (patient: string): Variant => ({
  needs: ['patient', 'status'],
  params: { patient, status: 'active', _count: COUNT },
});
