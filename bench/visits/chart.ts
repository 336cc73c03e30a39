/** Expands a labelled visit into the R4 Bundle an EHR would send (R4 bundle.html, type collection). */

import { type Bundle, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { condition, diagnosisOf } from '../accuracy/conditions.ts';
import { coded, type Draft, text } from '../accuracy/draft.ts';
import type { Entry } from '../accuracy/notation.ts';
import { familyHistory, observation } from '../accuracy/services.ts';
import { type DatedNote, type VisitChart, visitEntry } from './notation.ts';
import { earlierVisits, lastStay, location, participants, people } from './people.ts';
import { sceneOf, type VisitScene } from './scene.ts';
import * as make from './services.ts';

export const ENCOUNTER = 'Encounter/enc';

export function bundleOfVisit(id: string, chart: VisitChart): Bundle {
  const s = sceneOf(id, chart, (chart.conditions ?? []).map(visitEntry));
  const many = (
    list: readonly string[] | undefined,
    made: (e: Entry, i: number, s: VisitScene) => readonly Draft[],
  ) => (list ?? []).flatMap((line, i) => made(visitEntry(line), i, s));
  const resources: readonly Draft[] = [
    ...who(chart),
    ...people(s),
    encounter(s),
    ...earlierVisits(s),
    ...lastStay(s),
    ...s.conditions.map((e, i) => condition(e, i, s)),
    ...many(chart.medications, make.medication),
    ...many(chart.observations, (e, i) => [observation(e, i, s)]),
    ...many(chart.labs, make.laboratory),
    ...many(chart.reports, make.report),
    ...many(chart.procedures, make.procedure),
    ...many(chart.earlier, make.earlierProcedure),
    ...many(chart.orders, make.order),
    ...many(chart.given, make.given),
    ...many(chart.immunizations, make.immunization),
    ...many(chart.charges, make.charge),
    ...many(chart.family, (e, i) => [familyHistory(e, i)]),
    ...notes(s),
  ];
  const entries = resources.map((resource) => ({ resource: resource as unknown as Resource }));
  return { resourceType: 'Bundle', type: 'collection', entry: entries } as Bundle;
}

const PAYERS = {
  medicare: 'Medicare',
  medicaid: 'State Medicaid',
  commercial: 'Northfield Mutual Health Plan',
};
const SEX = new Map([
  ['F', 'female'],
  ['M', 'male'],
]);

function who({ patient, payer }: VisitChart): readonly Draft[] {
  const [sex = 'U', birthDate] = patient.split(' ');
  return [
    { resourceType: 'Patient', id: 'pat', gender: SEX.get(sex) ?? 'unknown', birthDate },
    {
      resourceType: 'Coverage',
      id: 'cov',
      status: 'active',
      beneficiary: { reference: 'Patient/pat' },
      payor: [{ display: PAYERS[payer ?? 'commercial'] }],
    },
  ];
}

/** v3-ActCode, and the words by which an outpatient class says more. */
const PLACE: Readonly<Record<VisitChart['setting'], readonly [string, string]>> = {
  office: ['AMB', 'Office visit'],
  emergency: ['EMER', 'Emergency department visit'],
  'urgent-care': ['AMB', 'Urgent care visit'],
  inpatient: ['IMP', 'Hospital admission'],
  observation: ['OBSENC', 'Observation'],
  home: ['HH', 'Home visit'],
  'nursing-facility': ['AMB', 'Nursing facility visit'],
  telehealth: ['VR', 'Video visit'],
  unknown: ['AMB', ''],
};

function encounter(s: VisitScene): Draft {
  const { chart } = s;
  const [code, place] = PLACE[chart.setting];
  const words = chart.visit ?? place;
  const isNew = chart.seen === 'new' && !/new patient/i.test(words);
  const diagnosis = s.conditions.flatMap((e, i) => diagnosisOf(e, i, s));
  return {
    resourceType: 'Encounter',
    id: 'enc',
    status: chart.status ?? 'finished',
    class: { system: SYSTEM.actCode, code },
    type: [text(isNew ? `${words}, new patient` : words)],
    subject: { reference: 'Patient/pat' },
    participant: participants(s),
    period: { start: s.start, end: s.end },
    serviceProvider: { reference: 'Organization/org' },
    ...location(s),
    ...(chart.reason ? { reasonCode: [text(chart.reason)] } : {}),
    ...(diagnosis.length > 0 ? { diagnosis } : {}),
  };
}

/** LOINC document types. */
const KINDS: Readonly<Record<DatedNote['kind'] | 'emergency', readonly [string, string]>> = {
  admission: ['34117-2', 'History and physical'],
  progress: ['11506-3', 'Progress note'],
  discharge: ['18842-5', 'Discharge summary'],
  consultation: ['11488-4', 'Consultation note'],
  procedure: ['28570-0', 'Procedure note'],
  emergency: ['34111-5', 'Emergency department note'],
};

function notes(s: VisitScene): readonly Draft[] {
  const { note, notes: dated = [], setting } = s.chart;
  const single = note
    ? [document('note', setting === 'emergency' ? 'emergency' : 'progress', note, s.end, s)]
    : [];
  return [
    ...single,
    ...dated.map((n, i) => {
      // Of two documents of a day the discharge is the later.
      const moment = s.at(n.kind === 'discharge' ? '11:00' : '09:30', n.on);
      return document(`note-${i + 1}`, n.kind, n.text, moment, s);
    }),
  ];
}

function document(id: string, kind: keyof typeof KINDS, words: string, date: string, s: VisitScene): Draft {
  const html = s.shape.noteType === 'text/html';
  const body = html ? `<div>${words.split('\n').map(paragraph).join('')}</div>` : words;
  const [code, display] = KINDS[kind];
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    type: coded(SYSTEM.loinc, code, display),
    subject: { reference: 'Patient/pat' },
    date,
    author: [{ reference: 'Practitioner/dr' }],
    content: [{ attachment: { contentType: s.shape.noteType, data: Buffer.from(body).toString('base64') } }],
    context: { encounter: [{ reference: ENCOUNTER }] },
  };
}

const paragraph = (line: string): string =>
  `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`;
