/** Each search that a chart is read with, tried on one encounter: as it is wanted, in another way, or not at all. */
import { type Encounter, keyOf } from '../../fhir/index.ts';
import type { Capability } from '../http/capability.ts';
import { type Ownership, ownerOf } from '../read/belongs.ts';
import { findPatient } from '../read/patient.ts';
import { type ChartSearch, chartSearches, type Variant } from '../read/searches.ts';
import type { FhirSource } from '../read/source.ts';
import { explained } from './explain.ts';
import type { ReadinessRow, Verdict } from './model.ts';

/** What each type is read for. */
const USE: Readonly<Record<string, string>> = {
  Condition: 'Diagnoses come from it',
  Coverage: 'The payer and the member’s number come from it',
  Encounter: 'Earlier visits decide whether the patient is new',
  Immunization: 'Vaccines and their giving are claimed from it',
  Observation: 'Results and vital signs support and specify codes',
  DiagnosticReport: 'Tests with an interpretation are claimed from it',
  Procedure: 'What was done is claimed from it, and global periods are known by it',
  MedicationRequest: 'Prescriptions support the level of a visit and long-term use',
  MedicationAdministration: 'Drugs and injections are claimed from it',
  MedicationStatement: 'Long-term drugs are known by it',
  ServiceRequest: 'Orders support the level of a visit',
  DocumentReference: 'Notes are read from it',
  ChargeItem: 'Charges that were recorded are claimed from it',
  Communication: 'Messages count towards online visits',
  FamilyMemberHistory: 'Family history codes come from it',
  CarePlan: 'Care management is known by it',
  Composition: 'Notes in sections are read from it',
};

export async function chartSearchRows(
  source: FhirSource,
  encounter: Encounter | undefined,
): Promise<readonly ReadinessRow[]> {
  if (!encounter) return [];
  const { own, trouble } = await ownerFor(source, encounter);
  const capability = await source.capability();
  const rows: ReadinessRow[] = trouble ? [trouble] : [];
  // One after the other: a check must not be what slows an EHR down.
  for (const search of chartSearches(encounter, own.patient))
    rows.push(await searchRow(source, capability, search, own));
  return rows.filter((r, i) => rows.findIndex(({ id }) => id === r.id) === i);
}

interface Owner {
  readonly own: Ownership;
  readonly trouble?: ReadinessRow;
}

async function ownerFor(source: FhirSource, encounter: Encounter): Promise<Owner> {
  const base = { area: 'reading', id: 'patient', what: 'the patient of an encounter' } as const;
  const encounterKey = `Encounter/${encounter.id}`;
  const effect = 'Without the patient only what names the encounter is found, and no coverage.';
  try {
    const { patient, gaps } = await findPatient(source, encounter);
    const key = patient && keyOf(patient);
    if (key) {
      const works = 'Age and sex decide codes, and everything of the patient is searched by them.';
      return {
        own: { encounter: encounterKey, patient: key },
        trouble: { ...base, verdict: 'works', found: 'read', effect: works },
      };
    }
    const found = gaps[0]?.reason ?? 'none is named';
    return {
      own: { encounter: encounterKey, patient: undefined },
      trouble: { ...base, verdict: 'missing', found, effect },
    };
  } catch (fault) {
    const trouble: ReadinessRow = { ...base, verdict: 'missing', found: explained(fault, 'Patient'), effect };
    return { own: { encounter: encounterKey, patient: undefined }, trouble };
  }
}

const nameOf = (type: string, { params }: Variant): string =>
  `${type}?${Object.keys(params)
    .filter((name) => name !== '_count')
    .join('=&')}=`;

async function searchRow(
  source: FhirSource,
  capability: Capability,
  search: ChartSearch,
  own: Ownership,
): Promise<ReadinessRow> {
  const [first] = search.variants;
  const what = first ? nameOf(search.type, first) : search.what;
  const use = USE[search.type] ?? 'It adds to the chart';
  const answer = await tried(source, capability, search, own);
  return {
    area: 'reading',
    id: `search:${what}`,
    what: `GET ${what}`,
    ...answer,
    effect: effectOf(answer, use, search),
  };
}

function effectOf({ verdict }: Answer, use: string, { need }: ChartSearch): string {
  if (verdict === 'works') return `${use}.`;
  if (verdict === 'missing')
    return `${use}: ${need === 'critical' ? 'no chart can be coded' : 'a person is told that it is missing'}.`;
  return need === 'extra' ? `${use}; what only this search finds is not seen.` : `${use}.`;
}

interface Answer {
  readonly verdict: Verdict;
  readonly found: string;
}

async function tried(
  source: FhirSource,
  capability: Capability,
  search: ChartSearch,
  own: Ownership,
): Promise<Answer> {
  let why = '';
  for (const [i, variant] of search.variants.entries()) {
    const listed = variant.needs.every((p) => capability.lists(search.type, p));
    const used = listed || search.need === 'critical';
    const answer = await ask(source, search, variant, own);
    if ('fault' in answer) {
      why ||= answer.fault;
      continue;
    }
    if (!used) {
      why ||= 'it answers, but its CapabilityStatement does not list the search, so it is not asked';
      continue;
    }
    if (answer.trouble) return { verdict: 'works-around', found: answer.trouble };
    if (i === 0) return { verdict: 'works', found: answer.found };
    return { verdict: 'works-around', found: `asked as ${nameOf(search.type, variant)} instead: ${why}` };
  }
  return { verdict: search.need === 'extra' ? 'works-around' : 'missing', found: why || 'it was not asked' };
}

type Asked = { readonly fault: string } | { readonly found: string; readonly trouble?: string };

async function ask(
  source: FhirSource,
  search: ChartSearch,
  { params }: Variant,
  own: Ownership,
): Promise<Asked> {
  try {
    const { resources, troubles, cutShort } = await source.search(search.type, params);
    if (cutShort) return { found: 'answered', trouble: explained(cutShort) };
    const strangers = resources.filter((r) => ownerOf(r, own, source.base) === 'other-patient').length;
    if (strangers > 0) {
      const trouble = 'it passes over the parameters: records of other patients came along and are left out';
      return { found: 'answered', trouble };
    }
    const [first] = troubles;
    return { found: 'answered', ...(first ? { trouble: first } : {}) };
  } catch (fault) {
    return { fault: explained(fault, search.type) };
  }
}
