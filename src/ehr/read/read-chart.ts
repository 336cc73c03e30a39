/** Reads the Chart of one encounter: the encounter, its patient, the searches around it, and what those refer to. */
import { buildChart, type Chart } from '../../chart/index.ts';
import { type Encounter, keyOf, type Resource, referenceText } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { Refusal } from '../http/refusal.ts';
import { type Followed, followReferences } from './follow.ts';
import { findPatient } from './patient.ts';
import { isRefusal } from './read-many.ts';
import { type Searched, searchChart } from './search-chart.ts';
import { type ChartSearch, chartSearches, historyFrom } from './searches.ts';
import { allSettled } from './settled.ts';
import type { FhirSource } from './source.ts';

export async function readChart(source: FhirSource, encounterId: string): Promise<Chart> {
  const encounter = await readEncounter(source, encounterId);
  const subject = await findPatient(source, encounter);
  const own = { encounter: `Encounter/${encounterId}`, patient: subject.patient && keyOf(subject.patient) };
  const searches = chartSearches(encounter, own.patient);
  const searched = await allSettled(searches.map((search) => searchChart(source, search, own)));
  const resources = onlyOnce([encounter, ...subject.entries.map((e) => e.resource), ...all(searched)]);
  const followed = await followReferences(source, resources, encounter);
  const held = [...resources, ...followed.entries.map((e) => e.resource)];
  const roles = await rolesOf(source, held);
  const ofRoles = await followReferences(source, resourcesOf(roles), encounter, held);
  return buildChart({
    source: source.base.url,
    encounter,
    entries: [...subject.entries, ...followed.entries, ...roles.entries, ...ofRoles.entries],
    resources,
    gaps: [
      ...subject.gaps,
      ...searched.flatMap((s) => s.gaps),
      ...followed.gaps,
      ...roles.gaps,
      ...ofRoles.gaps,
    ],
    ...history(encounter, searches, searched),
  });
}

const resourcesOf = (followed: Followed): readonly Resource[] => followed.entries.map((e) => e.resource);
const all = (searched: readonly Searched[]): readonly Resource[] => searched.flatMap((s) => s.resources);

/** The encounter read first is the one meant: the same one among the earlier visits is another object. */
function onlyOnce(resources: readonly Resource[]): readonly Resource[] {
  const seen = new Map<unknown, Resource>();
  for (const r of resources) if (!seen.has(keyOf(r) ?? r)) seen.set(keyOf(r) ?? r, r);
  return [...seen.values()];
}

async function readEncounter(source: FhirSource, id: string): Promise<Encounter> {
  if (!/^[A-Za-z0-9\-.]{1,64}$/.test(id) || /^\.+$/.test(id)) {
    const detail = 'one to 64 letters, digits, hyphens and dots';
    throw new ClaimwrightError('CW-1002', { what: 'The encounter', kind: 'FHIR id', detail });
  }
  try {
    const encounter = (await source.read('Encounter', id)) as Encounter;
    if (encounter.id === id) return encounter;
    throw new ClaimwrightError('CW-2005', { interaction: 'GET Encounter/[id]' });
  } catch (fault) {
    const gone = fault instanceof Refusal && [404, 410].includes(fault.status);
    throw gone ? new ClaimwrightError('CW-2001', { what: `Encounter/${id}` }) : fault;
  }
}

/** As many ids as fit into an address that every proxy takes. */
const MOST_PEOPLE = 40;

/** Taxonomies usually stand on the role, which nothing in a chart refers to: asked for by the persons in it. */
async function rolesOf(source: FhirSource, resources: readonly Resource[]): Promise<Followed> {
  const held = new Set(
    resources.flatMap((r) =>
      r.resourceType === 'PractitionerRole' ? (referenceText(r.practitioner) ?? []) : [],
    ),
  );
  const people = resources.flatMap((r) => (r.resourceType === 'Practitioner' ? (keyOf(r) ?? []) : []));
  const without = [...new Set(people)].filter((key) => !held.has(key)).slice(0, MOST_PEOPLE);
  const { lists } = await source.capability();
  if (without.length === 0 || !lists('PractitionerRole', 'practitioner')) return { entries: [], gaps: [] };
  const what = 'PractitionerRole?practitioner=';
  try {
    const found = await source.search('PractitionerRole', { practitioner: without.join(',') });
    const roles = found.resources.filter((r) => r.resourceType === 'PractitionerRole');
    return {
      entries: roles.map((resource) => ({ resource })),
      gaps: found.troubles.map((reason) => ({ what, reason })),
    };
  } catch (fault) {
    if (isRefusal(fault)) return { entries: [], gaps: [{ what, reason: fault.reason }] };
    throw fault;
  }
}

/** "No earlier visit" counts as known only when the server gave all it has, and so this visit, too. */
function history(
  encounter: Encounter,
  searches: readonly ChartSearch[],
  searched: readonly Searched[],
): { historyFrom?: NonNullable<ReturnType<typeof historyFrom>> } {
  const from = historyFrom(encounter);
  const isThis = (r: Resource): boolean => keyOf(r) === keyOf(encounter);
  const complete = searches.some(
    (s, i) =>
      s.type === 'Encounter' && searched[i]?.troubles.length === 0 && searched[i].resources.some(isThis),
  );
  return from && complete ? { historyFrom: from } : {};
}
