/** What a chart must hold to be coded without asking a person: one judgement for each thing. The numbers are all that leaves a chart. */
import { type Chart, type Facts, isReadable, type Party } from '../../chart/index.ts';
import { canonicalSystem, codingsOf, SYSTEM, wordsOf } from '../../fhir/index.ts';

export type Judged = 'works' | 'works-around' | 'missing';

export interface Measure {
  readonly id: string;
  readonly what: string;
  readonly judge: (chart: Chart, facts: Facts) => Judged;
  /** The share of charts with which it works; three quarters unless told. */
  readonly enough?: number;
  /** What it means where it is so, is made up for, or is not there. */
  readonly means: Readonly<Record<Judged, string>>;
}

const either = (works: boolean, around: boolean): Judged =>
  works ? 'works' : around ? 'works-around' : 'missing';

const TIME = /T\d{2}:\d{2}/;
const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

export const MEASURES: readonly Measure[] = [
  {
    id: 'encounter-class',
    what: 'Encounter.class',
    judge: ({ encounter }, { visit }) => {
      const { system, code = '' } = encounter.class ?? {};
      const named = canonicalSystem(system);
      const v3 = named === SYSTEM.actCode || (named === undefined && /^[A-Z]{2,}$/i.test(code.trim()));
      const known = visit.setting.value !== 'unknown';
      return either(known && v3, known);
    },
    means: {
      works: 'The setting decides guidelines, place of service and family of visit codes.',
      'works-around': 'The setting is told by v2 table 0004 or by words of the encounter and its place.',
      missing: 'No setting is known: a person must say it before the visit is coded.',
    },
  },
  {
    id: 'encounter-type',
    what: 'Encounter.type',
    enough: 1 / 2,
    judge: ({ encounter }) =>
      either(
        (encounter.type ?? []).some((t) => codingsOf(t).length > 0),
        (encounter.type ?? []).some((t) => wordsOf(t) !== ''),
      ),
    means: {
      works: 'It tells new, established, preventive and follow-up visits apart.',
      'works-around': 'The kind of visit is told by the words of its type.',
      missing: 'The kind of visit is told by notes and history alone, and asked for where they do not say.',
    },
  },
  {
    id: 'encounter-times',
    what: 'Encounter.period',
    judge: ({ encounter: { period } }) =>
      either(
        TIME.test(period?.start ?? '') && TIME.test(period?.end ?? ''),
        (period?.start ?? '').length >= 10,
      ),
    means: {
      works: 'The day decides the code releases; the times support timed services.',
      'works-around': 'The day is known; timed services need their minutes in a note.',
      missing: 'Without the day of service nothing is coded.',
    },
  },
  {
    id: 'time-zone',
    what: 'time zone of Encounter.period',
    judge: ({ encounter: { period } }) => either(ZONE.test(period?.start ?? ''), true),
    means: {
      works: 'The day of service is the one at the place of service.',
      'works-around': 'The day is taken as it is written.',
      missing: 'The day is taken as it is written.',
    },
  },
  {
    id: 'patient',
    what: 'birth date and sex',
    judge: (_, { person }) => either(person.birthDate !== undefined && person.sex !== undefined, false),
    means: {
      works: 'Age and sex decide codes and edits.',
      'works-around': 'Age and sex decide codes and edits.',
      missing: 'Codes that depend on age or sex are asked for, and the claim is held.',
    },
  },
  {
    id: 'encounter-diagnosis',
    what: 'diagnoses of the encounter',
    judge: ({ encounter }, { problems }) => {
      const tied = problems.filter(({ link }) => link !== 'problem-list' && link !== 'dated-with-encounter');
      const named = tied.some(
        ({ link, categories }) =>
          link === 'condition-encounter' && categories.includes('encounter-diagnosis'),
      );
      return either((encounter.diagnosis ?? []).length > 0 || named, tied.length > 0);
    },
    means: {
      works: 'The reported diagnoses are the clinician’s; so is their order, where it is given.',
      'works-around': 'Diagnoses are problems that name the encounter, or its reasons, in a suggested order.',
      missing: 'Only dates and the problem list tie a diagnosis to the visit: a person must confirm it.',
    },
  },
  {
    id: 'diagnosis-codes',
    what: 'codes of Conditions',
    judge: (_, { problems }) => {
      const ours = problems.filter(({ link }) => link !== 'problem-list');
      const coded = ours.filter(({ concept }) => concept.codings.some((c) => KNOWN.includes(c.system ?? '')));
      return either(ours.length > 0 && coded.length * 2 >= ours.length, coded.length > 0);
    },
    means: {
      works:
        'Most diagnoses are coded in ICD-10-CM, or in SNOMED CT and mapped; others are read by their words.',
      'works-around': 'Most diagnoses have no code that is known: they are read by their words.',
      missing: 'Diagnoses are words alone: a person must choose most codes.',
    },
  },
  {
    id: 'services',
    what: 'recorded services',
    // Many visits are nothing but the visit.
    enough: 1 / 4,
    judge: (_, { services }) =>
      either(
        services.some(({ kind }) => kind !== 'order' && kind !== 'medication'),
        true,
      ),
    means: {
      works: 'What was done is claimed from its record.',
      'works-around': 'Only the visit itself is claimed.',
      missing: 'Only the visit itself is claimed.',
    },
  },
  {
    id: 'rendering-npi',
    what: 'NPI of the clinician',
    judge: (_, { parties }) => npiOf(parties, 'rendering'),
    means: {
      works: 'The rendering provider stands on the claim.',
      'works-around': 'The number that is recorded is no NPI: the claim is held until it is mended.',
      missing: 'A claim without the rendering provider’s NPI is held.',
    },
  },
  {
    id: 'billing-npi',
    what: 'NPI of the organization',
    judge: (_, { parties }) => npiOf(parties, 'billing'),
    means: {
      works: 'The billing provider stands on the claim.',
      'works-around': 'The number that is recorded is no NPI: the claim is held until it is mended.',
      missing: 'A claim without the billing provider’s NPI is held.',
    },
  },
  {
    id: 'coverage',
    what: 'Coverage with the member’s number',
    judge: (_, { coverages }) =>
      either(
        coverages.some((c) => c.active && c.memberId !== undefined),
        coverages.length > 0,
      ),
    means: {
      works: 'The claim names the payer and the member.',
      'works-around': 'The payer is known; the claim is held until the member’s number is there.',
      missing: 'Without a coverage there is nobody to send the claim to: it is held.',
    },
  },
  {
    id: 'notes',
    what: 'notes that can be read',
    judge: (chart, { notes }) => either(notes.length > 0, chart.of('DocumentReference').length === 0),
    means: {
      works: 'Notes support the level of the visit and specify codes.',
      'works-around': 'There is no note: the level rests on what is recorded in elements.',
      missing:
        'Notes are there and cannot be read (scans, PDF, or refused): nothing in them supports a code.',
    },
  },
  {
    id: 'history',
    what: 'earlier visits',
    judge: ({ historyFrom }) => either(historyFrom !== undefined, true),
    means: {
      works: 'New and established patients are told apart.',
      'works-around': 'A patient is taken as new only where the record says so.',
      missing: 'A patient is taken as new only where the record says so.',
    },
  },
];

const KNOWN: readonly string[] = [SYSTEM.icd10cm, SYSTEM.snomed, 'http://hl7.org/fhir/sid/icd-10'];

function npiOf(parties: readonly Party[], role: Party['role']): Judged {
  const ours = parties.filter((p) => p.role === role);
  return either(
    ours.some(({ npi }) => npi !== undefined),
    ours.some(({ recordedNpi }) => recordedNpi !== undefined),
  );
}

/** How the attachments of a chart are kept. */
export function attachmentsOf(chart: Chart): {
  readonly read: number;
  readonly unreadable: number;
  readonly refused: number;
} {
  const all = chart
    .of('DocumentReference')
    .flatMap((d) => (d.content ?? []).map((c) => ({ d, a: c?.attachment })));
  const readable = all.filter(({ a }) => a?.contentType === undefined || isReadable(a.contentType));
  const had = readable.filter(({ d, a }) => a?.data !== undefined || (a?.url && chart.resolve(a.url, d)));
  return {
    read: had.length,
    unreadable: all.length - readable.length,
    refused: readable.length - had.length,
  };
}
