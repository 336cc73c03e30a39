/** The Visit: where, how, when and with whom an Encounter was held (R4 encounter.html; CMS place-of-service set). */
import { type CodeableConcept, codingsOf, type Encounter, SYSTEM, wordsOf } from '../../fhir/index.ts';
import { minutesBetween, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { type Evidence, evidence, type Sourced } from '../evidence.ts';
import type { Modality, NoteText, Setting, Visit } from '../facts.ts';
import { readClinicians, readRequester } from './clinicians.ts';
import { conceptEvidence, conceptOf, idOf } from './common.ts';
import { readDocuments, readLastDischarge } from './documents.ts';
import { readPatientStatus } from './patient-status.ts';
import { documentedMinutes } from './visit-minutes.ts';

/** v3-ActCode and the v2-0004 codes that older interfaces send in their place. */
const CLASS: Readonly<Record<string, Setting>> = {
  AMB: 'office',
  O: 'office',
  EMER: 'emergency',
  E: 'emergency',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  I: 'inpatient',
  OBSENC: 'observation',
  VR: 'telehealth',
  HH: 'home',
};

/** Words that name a setting where class is missing, or that say more than AMB does. First match wins. */
const SETTING_WORDS: readonly (readonly [RegExp, Setting])[] = [
  // Before urgent care: a "virtual urgent care" visit was not held in the urgent care centre.
  [
    /\b(tele(?:health|medicine|phone)|virtual|video visit|video consult\w*|audio[- ]only|phone visit|modality: (?:video|audio|voice|phone))\b/i,
    'telehealth',
  ],
  [/\burgent care\b/i, 'urgent-care'],
  [/\b(emergency|ED visit|ER visit)\b/i, 'emergency'],
  [/\bobservation\b/i, 'observation'],
  [/\b(inpatient|hospital admission)\b/i, 'inpatient'],
  [/\b(nursing facility|nursing home|skilled nursing)\b/i, 'nursing-facility'],
  [/\b(home visit|house call|assisted living|group home|domiciliary)\b/i, 'home'],
  [
    /\b(office|outpatient|clinic|ambulatory|well[- ]child|check[- ]?up|follow[- ]?up|physical|wellness|prenatal|consultation|symptom|general examination)\b/i,
    'office',
  ],
];

const AUDIO =
  /\b(audio[- ]?only|telephone|by phone|phone (?:visit|call|encounter)|no video|modality: (?:audio|voice|phone)(?![- ]?(?:and|video|visual)))\b/i;
const VIDEO = /\b(video|audio[- ]?(?:and[- ]|\/)?visual|audio[- ]video)\b/i;
// Audio alone, though a video visit was planned: these words outweigh the name of the visit.
const WITHOUT_VIDEO =
  /\b(?:audio[- ]?only|no video|without video|video (?:failed|declined|unavailable|not available|connection (?:failed|lost))|declined video|unable to use video|(?:converted|switched|changed) to (?:audio|phone|telephone))\b/i;
const AT_HOME =
  /\b(?:(?:patient|pt) (?:is |was |located |being )*(?:at|in) (?:his |her |their |the patient's )?(?:own )?home|patient'?s (?:own )?home)\b/i;

export function readVisit(chart: Chart, notes: readonly NoteText[]): Visit {
  const { encounter } = chart;
  const id = idOf(encounter);
  const said = spoken(chart);
  const setting = settingOf(encounter, said);
  const date = serviceDate(encounter.period?.start);
  const remote = setting.value === 'telehealth';
  return {
    id,
    status: encounter.status,
    setting,
    modality: remote ? modalityOf(id, said, notes) : { value: 'in-person', evidence: setting.evidence },
    date,
    endDate: serviceDate(encounter.period?.end),
    periodMinutes: minutesBetween(encounter.period?.start, encounter.period?.end),
    documentedMinutes: documentedMinutes(chart, notes),
    types: (encounter.type ?? []).map(conceptOf),
    reasons: (encounter.reasonCode ?? []).map((r, i) => ({
      ...conceptOf(r),
      evidence: evidence(id, `Encounter.reasonCode[${i}]`, wordsOf(r)),
    })),
    patientAt: remote ? patientAt(said, notes) : undefined,
    recordedPlaceOfService: recordedPos(chart),
    patientStatus: readPatientStatus(chart, said.map((e) => e.words).join(' ')),
    dischargeDisposition: encounter.hospitalization?.dischargeDisposition
      ? conceptOf(encounter.hospitalization.dischargeDisposition)
      : undefined,
    ...informant(chart),
    ...company(chart),
  };
}

/** What the encounter's surroundings say: its documents, who took part, who asked for it, the stay before it. */
function company(chart: Chart): Partial<Visit> {
  const documents = readDocuments(chart);
  const clinicians = readClinicians(chart);
  const requestedBy = readRequester(chart);
  const lastDischarge = readLastDischarge(chart);
  return {
    ...(documents.length > 0 ? { documents } : {}),
    ...(clinicians.length > 0 ? { clinicians } : {}),
    ...(requestedBy ? { requestedBy } : {}),
    ...(lastDischarge ? { lastDischarge } : {}),
  };
}

/** v3-ParticipationType INF: someone other than the patient who gave the history. */
function informant(chart: Chart): { readonly historian?: Sourced<string> } {
  const { encounter } = chart;
  const i = (encounter.participant ?? []).findIndex((p) =>
    p.type?.some((t) => codingsOf(t).some((c) => c.code === 'INF')),
  );
  const individual = i < 0 ? undefined : encounter.participant?.[i]?.individual;
  const who = individual?.reference;
  const isPatient = chart.resolve(individual, encounter)?.resourceType === 'Patient';
  if (!who || isPatient || /\bPatient\//.test(who)) return {};
  return {
    historian: {
      value: who,
      evidence: [evidence(idOf(encounter), `Encounter.participant[${i}]`, 'informant')],
    },
  };
}

/** Every phrase of the Encounter and its locations that may name the setting, with where it stands. */
function spoken(chart: Chart): readonly Evidence[] {
  const { encounter } = chart;
  const id = idOf(encounter);
  const listed = (path: string, concepts: readonly CodeableConcept[] | undefined): readonly Evidence[] =>
    (concepts ?? []).flatMap((c, i) => conceptEvidence(id, `${path}[${i}]`, c));
  const locations = (encounter.location ?? []).flatMap((l) => {
    const place = chart.resolve(l.location, encounter);
    if (place?.resourceType !== 'Location') {
      return l.location?.display
        ? [evidence(id, 'Encounter.location.location.display', l.location.display)]
        : [];
    }
    const where = idOf(place);
    return [
      ...(place.name ? [evidence(where, 'Location.name', place.name)] : []),
      ...(place.type ?? []).flatMap((t, i) => conceptEvidence(where, `Location.type[${i}]`, t)),
      // location-physical-type `vi`: the place is no room.
      ...(codingsOf(place.physicalType).some((c) => c.code === 'vi')
        ? [evidence(where, 'Location.physicalType', 'virtual')]
        : []),
      ...(place.mode === 'kind' && place.description
        ? [evidence(where, 'Location.description', place.description)]
        : []),
    ];
  });
  return [
    ...listed('Encounter.type', encounter.type),
    ...conceptEvidence(id, 'Encounter.serviceType', encounter.serviceType),
    ...(encounter.class?.display ? [evidence(id, 'Encounter.class.display', encounter.class.display)] : []),
    ...modalities(encounter),
    ...locations,
  ];
}

/** Extensions named for the modality, whoever defined them. */
function modalities(encounter: Encounter): readonly Evidence[] {
  return (encounter.extension ?? []).flatMap((e, i) => {
    if (!/modality/i.test((e.url ?? '').split('/').at(-1) ?? '')) return [];
    const said = e.valueString ?? e.valueCode ?? e.valueCoding?.display ?? e.valueCoding?.code;
    const words = said ?? (e.valueCodeableConcept ? wordsOf(e.valueCodeableConcept) : '');
    return words ? [evidence(idOf(encounter), `Encounter.extension[${i}]`, `modality: ${words}`)] : [];
  });
}

function settingOf(encounter: Encounter, said: readonly Evidence[]): Sourced<Setting> {
  const code = encounter.class?.code?.trim().toUpperCase() ?? '';
  const byClass = CLASS[code];
  const byWords = SETTING_WORDS.flatMap(([pattern, value]) => {
    const hit = said.find((e) => pattern.test(e.words));
    return hit ? [{ value, evidence: [hit] }] : [];
  })[0];
  const classEvidence = evidence(idOf(encounter), 'Encounter.class', code);
  // AMB only says "not admitted": the words may say urgent care, telehealth or home.
  if (
    byClass === 'office' &&
    byWords &&
    ['urgent-care', 'telehealth', 'home', 'nursing-facility'].includes(byWords.value)
  )
    return byWords;
  if (byClass) return { value: byClass, evidence: [classEvidence] };
  return byWords ?? { value: 'unknown', evidence: [] };
}

/** The Encounter's own words before a note's, where "telephone" may be no more than a number to call back. */
function modalityOf(id: string, said: readonly Evidence[], notes: readonly NoteText[]): Sourced<Modality> {
  const named = (pattern: RegExp) => said.find((e) => pattern.test(e.words));
  const noted = (pattern: RegExp) =>
    notes.flatMap((n) => {
      const words = pattern.exec(n.text)?.[0];
      return words ? [evidence(n.id, 'text', words)] : [];
    })[0];
  const audio = named(AUDIO) ?? noted(WITHOUT_VIDEO);
  if (audio) return { value: 'audio', evidence: [audio] };
  const video = named(VIDEO) ?? noted(VIDEO);
  if (video) return { value: 'video', evidence: [video] };
  const phone = noted(AUDIO);
  return phone
    ? { value: 'audio', evidence: [phone] }
    : { value: 'unknown', evidence: [evidence(id, 'Encounter.class', 'VR')] };
}

/** A note says of many things that they are "at home"; only of the patient does it tell the place of service. */
function patientAt(said: readonly Evidence[], notes: readonly NoteText[]): Visit['patientAt'] {
  const texts = [...said.map((e) => e.words), ...notes.map((n) => n.text)];
  const named = said.some((e) => /\bat home\b/i.test(e.words));
  if (named || texts.some((t) => AT_HOME.test(t) || /\bPOS 10\b/i.test(t))) return 'home';
  return texts.some((t) => /\bPOS 0?2\b|originating site/i.test(t)) ? 'elsewhere' : undefined;
}

/** A place-of-service code on the Encounter's type, its locations, or an extension-free coding of them. */
function recordedPos(chart: Chart): Sourced<string> | undefined {
  const places = (chart.encounter.location ?? []).flatMap(
    (l) => chart.resolve(l.location, chart.encounter) ?? [],
  );
  const candidates: readonly (readonly [string, string, CodeableConcept])[] = [
    ...(chart.encounter.type ?? []).map(
      (c, i) => [idOf(chart.encounter), `Encounter.type[${i}]`, c] as const,
    ),
    ...places.flatMap((p) =>
      p.resourceType === 'Location'
        ? (p.type ?? []).map((c, i) => [idOf(p), `Location.type[${i}]`, c] as const)
        : [],
    ),
  ];
  for (const [id, path, concept] of candidates) {
    const code = codingsOf(concept).find((c) => c.system === SYSTEM.placeOfService)?.code;
    if (code && /^\d{2}$/.test(code)) return { value: code, evidence: [evidence(id, path, code)] };
  }
  return undefined;
}
