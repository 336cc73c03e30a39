/** The clinical documents of an encounter: kind by LOINC type or title, day and author (R4 documentreference.html). */
import { codingsOf, type DocumentReference, wordsOf } from '../../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { DocumentKind, VisitDocument } from '../facts.ts';
import { idOf, onDaysOf } from './common.ts';

/** LOINC document types: history and physical, progress, discharge summary, consultation, emergency, procedure notes. */
const LOINC: ReadonlyMap<string, DocumentKind> = new Map([
  ['34117-2', 'admission'],
  ['11506-3', 'progress'],
  ['18842-5', 'discharge'],
  ['11488-4', 'consultation'],
  ['34111-5', 'emergency'],
  ['28570-0', 'procedure'],
  ['11504-8', 'procedure'],
]);

const TITLES: readonly (readonly [RegExp, DocumentKind])[] = [
  [/\bdischarge (?:summary|note|day)\b/i, 'discharge'],
  [/\b(?:history (?:and|&) physical|h ?& ?p|admission (?:note|history))\b/i, 'admission'],
  [/\bconsult(?:ation)?\b/i, 'consultation'],
  [/\b(?:emergency|ED) (?:department )?note\b/i, 'emergency'],
  [/\b(?:procedure|operative|surgical) (?:note|report)\b/i, 'procedure'],
  [/\b(?:progress|daily|rounding|soap) note\b/i, 'progress'],
];

export function readDocuments(chart: Chart): readonly VisitDocument[] {
  return chart
    .of('DocumentReference')
    .filter((d) => d.status === 'current' && d.docStatus !== 'entered-in-error' && inContext(chart, d))
    .map((d) => ({
      id: idOf(d),
      kind: kindOf(d),
      date: serviceDate(d.context?.period?.start ?? d.date),
      author: d.author?.[0]?.reference ?? d.author?.[0]?.display,
      at: d.context?.period?.start ?? d.date ?? '',
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at: _, ...document }) => document);
}

function inContext(chart: Chart, d: DocumentReference): boolean {
  const named = (d.context?.encounter ?? []).filter((e) => !/\bEpisodeOfCare\//.test(e.reference ?? ''));
  return named.length > 0
    ? named.some((e) => chart.resolve(e, d) === chart.encounter)
    : onDaysOf(chart, d.date);
}

function kindOf(d: DocumentReference): DocumentKind {
  const coded = codingsOf(d.type).flatMap((c) => LOINC.get(c.code) ?? [])[0];
  const title = [wordsOf(d.type), d.description ?? ''].join(' ').slice(0, 300);
  return coded ?? TITLES.find(([pattern]) => pattern.test(title))?.[1] ?? 'other';
}

const STAY = ['IMP', 'ACUTE', 'NONAC', 'I', 'OBSENC'];

/** The end of the patient's latest finished hospital stay that ended on or before the day of this encounter. */
export function readLastDischarge(chart: Chart): Sourced<ServiceDate> | undefined {
  const day = serviceDate(chart.encounter.period?.start);
  const stays = chart.of('Encounter').flatMap((e) => {
    const end = serviceDate(e.period?.end);
    const held = e !== chart.encounter && e.status === 'finished' && STAY.includes(e.class?.code ?? '');
    const same = chart.patient !== undefined && chart.resolve(e.subject, e) === chart.patient;
    return held && same && end && day && end <= day ? [{ e, end }] : [];
  });
  const last = stays.reduce<(typeof stays)[number] | undefined>(
    (a, b) => (a === undefined || b.end > a.end ? b : a),
    undefined,
  );
  return last && { value: last.end, evidence: [evidence(idOf(last.e), 'Encounter.period.end', last.end)] };
}
