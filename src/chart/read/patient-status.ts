/** New or established (CPT E/M guidelines: a professional service by the same physician or same-specialty group in three years). */
import { codingsOf, type Encounter, keyOf, literalOf, type Resource, SYSTEM } from '../../fhir/index.ts';
import { addYears, type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { Visit } from '../facts.ts';
import { idOf } from './common.ts';

type Status = Visit['patientStatus'];

/**
 * The organisation's own encounters decide; the words of the Encounter ("new patient") come next; without either the
 * answer is `unknown`, never a guess.
 */
export function readPatientStatus(chart: Chart, words: string): Status {
  const day = serviceDate(chart.encounter.period?.start);
  const earlier = day ? priorVisits(chart, day) : [];
  const same = earlier.find((e) => e.status === 'finished' && samePhysicianOrGroup(chart, e));
  if (same) return seen(same, 'established');
  if (/\bnew patient\b/i.test(words)) return said(chart, 'new', 'new patient');
  if (/\bestablished patient\b/i.test(words)) return said(chart, 'established', 'established patient');
  // Never closed, or of an organisation that is not named: it may have been a service of this group.
  const unclear = earlier.find(
    (e) => e.status !== 'finished' || (sameOrganisation(chart, e) !== false && !otherSpecialty(chart, e)),
  );
  if (unclear) return seen(unclear, 'unknown');
  const complete = day && chart.historyFrom !== undefined && chart.historyFrom <= addYears(day, -3);
  return complete
    ? said(chart, 'new', 'no earlier encounter in three years')
    : { value: 'unknown', evidence: [] };
}

const seen = (e: Encounter, value: Status['value']): Status => ({
  value,
  evidence: [evidence(idOf(e), 'Encounter.period.start', e.period?.start ?? '')],
});

const said = (chart: Chart, value: Status['value'], words: string): Sourced<Status['value']> => ({
  value,
  evidence: [evidence(idOf(chart.encounter), 'Encounter.type', words)],
});

const NOT_HELD = ['planned', 'cancelled', 'entered-in-error'];

/** Visits of the same patient before this one, within three years, latest first. */
function priorVisits(chart: Chart, day: ServiceDate): readonly Encounter[] {
  const from = addYears(day, -3);
  const current = keyOf(chart.encounter);
  return chart
    .of('Encounter')
    .filter((e) => {
      const date = serviceDate(e.period?.start);
      const other = keyOf(e) !== current && samePatient(chart, e);
      const held = !NOT_HELD.includes(e.status);
      return other && held && date !== undefined && from < date && date < day;
    })
    .sort((a, b) => ((a.period?.start ?? '') < (b.period?.start ?? '') ? 1 : -1));
}

const samePatient = (chart: Chart, e: Encounter): boolean =>
  chart.patient !== undefined && chart.resolve(e.subject, e) === chart.patient;

function samePhysicianOrGroup(chart: Chart, earlier: Encounter): boolean {
  const mine = clinicians(chart, chart.encounter);
  const theirs = clinicians(chart, earlier);
  if (mine.some((m) => theirs.some((t) => t.id === m.id))) return true;
  const specialty = mine.flatMap((m) => m.specialties);
  return (
    sameOrganisation(chart, earlier) === true &&
    theirs.some((t) => t.specialties.some((s) => specialty.includes(s)))
  );
}

/** NUCC taxonomy of nurse practitioners and physician assistants, who count as of the specialty they work with (CPT). */
const ADVANCED = /^36(?:3[AL]|4S)/;

/** Both sides name their specialties, and none is shared: a service of the group, but of another specialty. */
function otherSpecialty(chart: Chart, earlier: Encounter): boolean {
  const mine = clinicians(chart, chart.encounter);
  const theirs = clinicians(chart, earlier);
  const told = (all: readonly Clinician[]): boolean =>
    all.length > 0 &&
    all.every((c) => c.specialties.length > 0 && !c.specialties.some((s) => ADVANCED.test(s)));
  const shared = mine.some((m) => theirs.some((t) => t.specialties.some((s) => m.specialties.includes(s))));
  return told(mine) && told(theirs) && !shared;
}

/** Undefined when either encounter does not name its organisation. */
function sameOrganisation(chart: Chart, earlier: Encounter): boolean | undefined {
  const here = chart.encounter.serviceProvider;
  const there = earlier.serviceProvider;
  if (!here?.reference || !there?.reference) return undefined;
  const resolved = chart.resolve(here, chart.encounter);
  if (resolved) return chart.resolve(there, earlier) === resolved;
  const [mine, theirs] = [here.reference, there.reference].map((r) => literalOf(r) ?? r);
  return mine === theirs;
}

interface Clinician {
  readonly id: string;
  readonly specialties: readonly string[];
}

/** v3-ParticipationType of those who rendered no service: the referrer, the informant. */
const BYSTANDERS = ['REF', 'INF'];

function clinicians(chart: Chart, encounter: Encounter): readonly Clinician[] {
  return (encounter.participant ?? []).flatMap((p) => {
    const types = (p.type ?? []).flatMap((t) => codingsOf(t).map((c) => c.code));
    if (types.length > 0 && types.every((t) => BYSTANDERS.includes(t))) return [];
    const who = chart.resolve(p.individual, encounter);
    if (who) return clinician(chart, who);
    const reference = p.individual?.reference;
    return reference && /\bPractitioner/.test(reference) ? [{ id: reference, specialties: [] }] : [];
  });
}

function clinician(chart: Chart, who: Resource): readonly Clinician[] {
  if (who.resourceType === 'PractitionerRole') {
    const person = chart.resolve(who.practitioner, who);
    const taxonomy = (who.specialty ?? []).flatMap((s) => codingsOf(s).map((c) => c.code));
    return [
      { id: person ? idOf(person) : (who.practitioner?.reference ?? idOf(who)), specialties: taxonomy },
    ];
  }
  if (who.resourceType !== 'Practitioner') return [];
  const qualified = (who.qualification ?? []).flatMap((q) =>
    codingsOf(q.code)
      .filter((c) => c.system === SYSTEM.taxonomy)
      .map((c) => c.code),
  );
  const roles = chart.of('PractitionerRole').filter((r) => chart.resolve(r.practitioner, r) === who);
  const held = roles.flatMap((r) => (r.specialty ?? []).flatMap((s) => codingsOf(s).map((c) => c.code)));
  return [{ id: idOf(who), specialties: [...qualified, ...held] }];
}
