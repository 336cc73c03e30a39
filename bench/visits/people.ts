/** Who takes part in a labelled visit, where it is held, and what lies before it. */

import { SYSTEM } from '../../src/fhir/index.ts';
import { coded, type Draft, text } from '../accuracy/draft.ts';
import type { Who } from './notation.ts';
import type { VisitScene } from './scene.ts';

/** NUCC taxonomy and the letters after the name. */
const TRADES: Readonly<Record<Who, readonly [string, string, string]>> = {
  MD: ['207Q00000X', 'Family medicine physician', 'MD'],
  NP: ['363LF0000X', 'Family nurse practitioner', 'NP'],
  PA: ['363A00000X', 'Physician assistant', 'PA-C'],
  RN: ['163W00000X', 'Registered nurse', 'RN'],
  MA: ['374700000X', 'Technician, medical assistant', 'MA'],
  PhD: ['103TC0700X', 'Clinical psychologist', 'PhD'],
  LCSW: ['1041C0700X', 'Clinical social worker', 'LCSW'],
};

export function people({ chart }: VisitScene): readonly Draft[] {
  const [code, title, letters] = TRADES[chart.who ?? 'MD'];
  return [
    {
      resourceType: 'Practitioner',
      id: 'dr',
      name: [{ family: 'Example', given: ['Robin'], suffix: [letters] }],
      qualification: [{ code: coded(SYSTEM.taxonomy, code, title) }],
    },
    { resourceType: 'Organization', id: 'org', name: 'Example Care', ...cliaOf(chart.clia) },
    ...(chart.historian
      ? [
          {
            resourceType: 'RelatedPerson',
            id: 'historian',
            patient: { reference: 'Patient/pat' },
            relationship: [text(chart.historian)],
          },
        ]
      : []),
  ];
}

const CERTIFICATES = {
  waiver: 'CLIA certificate of waiver',
  compliance: 'CLIA certificate of compliance',
} as const;

const cliaOf = (kind: keyof typeof CERTIFICATES | undefined) =>
  kind
    ? {
        identifier: [
          { system: 'urn:oid:2.16.840.1.113883.4.7', value: '99D0000000', type: text(CERTIFICATES[kind]) },
        ],
      }
    : {};

const role = (code: string) => [coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code)];

export function participants({ chart }: VisitScene) {
  return [
    { type: role(chart.role ?? 'ATND'), individual: { reference: 'Practitioner/dr' } },
    ...(chart.historian ? [{ type: role('INF'), individual: { reference: 'RelatedPerson/historian' } }] : []),
    ...(chart.referrer ? [{ type: role('REF'), individual: { display: chart.referrer } }] : []),
  ];
}

/** Where the patient is during a visit at a distance. */
export function location({ chart }: VisitScene) {
  const names = { home: "Patient's home", elsewhere: 'Rural health clinic, originating site' };
  return chart.patientAt ? { location: [{ location: { display: names[chart.patientAt] } }] } : {};
}

/** Earlier visits of the same clinician; a year before where only `established` is said. */
export function earlierVisits(s: VisitScene): readonly Draft[] {
  const { seen } = s.chart;
  const days = seen === 'established' ? [yearBefore(s.day)] : Array.isArray(seen) ? seen : [];
  return days.map((day: string, i) => ({
    ...held(`before-${i + 1}`, 'AMB', s.at('10:00', day), s.at('10:20', day)),
    type: [text('Office visit')],
    participant: [{ type: role('ATND'), individual: { reference: 'Practitioner/dr' } }],
  }));
}

const yearBefore = (day: string): string =>
  `${Number(day.slice(0, 4)) - 1}${day.slice(4).replace('02-29', '02-28')}`;

export function lastStay(s: VisitScene): readonly Draft[] {
  const [from, to] = s.chart.lastStay?.split('..') ?? [];
  if (!from || !to) return [];
  const stay = held('stay', 'IMP', s.at('18:00', from), s.at('11:00', to));
  return [{ ...stay, serviceProvider: { display: 'Example Hospital' } }];
}

const held = (id: string, code: string, start: string, end: string): Draft => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: SYSTEM.actCode, code },
  subject: { reference: 'Patient/pat' },
  period: { start, end },
  serviceProvider: { reference: 'Organization/org' },
});
