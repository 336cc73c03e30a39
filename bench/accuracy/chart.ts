/** Expands a compact chart into the R4 Bundle an EHR would send (R4 bundle.html, type collection). */
import type { Bundle, Resource } from '../../src/fhir/index.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import { condition, diagnosisOf } from './conditions.ts';
import { coded, type Draft, type Scene, text } from './draft.ts';
import { type CompactChart, type Entry, entry } from './notation.ts';
import {
  administrationOrRequest,
  familyHistory,
  immunization,
  observation,
  order,
  procedure,
} from './services.ts';
import { shapeOf } from './shapes.ts';

export const ENCOUNTER = 'Encounter/enc';

export function bundleOf(id: string, chart: CompactChart): Bundle {
  const s = sceneOf(id, chart);
  const conditions = (chart.conditions ?? []).map((line) => entry(line));
  const many = (list: readonly string[] | undefined, make: (e: Entry, i: number, s: Scene) => Draft) =>
    (list ?? []).map((line, i) => make(entry(line), i, s));
  const resources: readonly Draft[] = [
    patient(chart),
    ...coverage(chart),
    { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Example', given: ['Robin'] }] },
    { resourceType: 'Organization', id: 'org', name: 'Example Care' },
    encounter(chart, conditions, s),
    ...conditions.map((e, i) => condition(e, i, s)),
    ...many(chart.medications, (e, i) => administrationOrRequest(e, i, s, conditions)),
    ...many(chart.observations, observation),
    ...many(chart.procedures, procedure),
    ...many(chart.orders, order),
    ...many(chart.immunizations, immunization),
    ...many(chart.family, familyHistory),
    ...note(chart, s),
  ];
  const entries = resources.map((resource) => ({ resource: resource as unknown as Resource }));
  return { resourceType: 'Bundle', type: 'collection', entry: entries } as Bundle;
}

function sceneOf(id: string, { date, setting }: CompactChart): Scene {
  const shape = shapeOf(id);
  const [from = '', to = from] = date.split('..');
  return {
    shape,
    setting,
    day: from,
    start: `${from}T09:10:00${shape.offset}`,
    end: `${to}T${from === to ? '09:40' : '11:30'}:00${shape.offset}`,
  };
}

const SEX = new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['U', 'unknown'],
]);

function patient({ patient }: CompactChart): Draft {
  const [sex = 'U', birthDate] = patient.split(' ');
  return { resourceType: 'Patient', id: 'pat', gender: SEX.get(sex), birthDate };
}

function coverage({ payer }: CompactChart): readonly Draft[] {
  const names = new Map([
    ['medicare', 'Medicare'],
    ['medicaid', 'State Medicaid'],
  ]);
  const display = names.get(payer ?? '') ?? 'Northfield Mutual Health Plan';
  return [
    {
      resourceType: 'Coverage',
      id: 'cov',
      status: 'active',
      beneficiary: { reference: 'Patient/pat' },
      payor: [{ display }],
    },
  ];
}

/** v3-ActCode, and the words by which an outpatient class says more. */
const PLACE: Readonly<Record<CompactChart['setting'], readonly [string, string]>> = {
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

function encounter(chart: CompactChart, conditions: readonly Entry[], s: Scene): Draft {
  const [code, type] = PLACE[chart.setting];
  const diagnosis = conditions.flatMap((e, i) => diagnosisOf(e, i, s));
  return {
    resourceType: 'Encounter',
    id: 'enc',
    status: 'finished',
    class: { system: SYSTEM.actCode, code },
    type: [text(type)],
    subject: { reference: 'Patient/pat' },
    participant: [{ individual: { reference: 'Practitioner/dr' } }],
    period: { start: s.start, end: s.end },
    serviceProvider: { reference: 'Organization/org' },
    ...(chart.reason ? { reasonCode: [text(chart.reason)] } : {}),
    ...(diagnosis.length > 0 ? { diagnosis } : {}),
  };
}

function note(chart: CompactChart, s: Scene): readonly Draft[] {
  if (!chart.note) return [];
  const html = s.shape.noteType === 'text/html';
  const body = html ? `<div>${chart.note.split('\n').map(paragraph).join('')}</div>` : chart.note;
  const inpatient = chart.setting === 'inpatient';
  return [
    {
      resourceType: 'DocumentReference',
      id: 'note',
      status: 'current',
      type: inpatient
        ? coded('http://loinc.org', '18842-5', 'Discharge summary')
        : coded('http://loinc.org', '11506-3', 'Progress note'),
      subject: { reference: 'Patient/pat' },
      date: s.end,
      content: [
        { attachment: { contentType: s.shape.noteType, data: Buffer.from(body).toString('base64') } },
      ],
      context: { encounter: [{ reference: ENCOUNTER }] },
    },
  ];
}

const paragraph = (line: string): string =>
  `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`;
