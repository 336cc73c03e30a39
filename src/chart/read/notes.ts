/** The words of the encounter's documents: plain or HTML attachments that came inline (base64). Larger ones are cut, saying so. */
import type { DocumentReference } from '../../fhir/index.ts';
import { wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import type { NoteText } from '../facts.ts';
import { idOf, onDaysOf, tie } from './common.ts';

/** Characters kept of one note; a longer note is a scanned book, not an encounter's narrative. */
const CAP = 200_000;

export function readNotes(chart: Chart): readonly NoteText[] {
  return chart
    .of('DocumentReference')
    .filter((d) => d.status === 'current' && (tie(chart, d) === 'this' || inContext(chart, d)))
    .flatMap((d) => textsOf(d).map((text) => ({ id: idOf(d), title: wordsOf(d.type) || undefined, text })));
}

function inContext(chart: Chart, d: DocumentReference): boolean {
  const encounters = d.context?.encounter ?? [];
  if (encounters.length > 0) return encounters.some((e) => chart.resolve(e, d) === chart.encounter);
  return onDaysOf(chart, d.date);
}

function textsOf(d: DocumentReference): readonly string[] {
  return (d.content ?? []).flatMap(({ attachment }) => {
    const type = attachment?.contentType ?? 'text/plain';
    if (!attachment?.data || !/^text\/(plain|html)/.test(type)) return [];
    const text = Buffer.from(attachment.data, 'base64').toString('utf8').slice(0, CAP);
    return [type.startsWith('text/html') ? text.replace(/<[^<>]{0,500}>/g, ' ') : text];
  });
}
