/** The words of the encounter's documents: plain or HTML attachments that came inline (base64). Larger ones are cut, saying so. */
import type { DocumentReference } from '../../fhir/index.ts';
import { wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import type { NoteText } from '../facts.ts';
import { idOf, onDaysOf } from './common.ts';

/** Characters kept of one note; a longer note is a scanned book, not an encounter's narrative. */
const CAP = 200_000;
const CUT = '\n[Cut here: the document goes on.]';

export function readNotes(chart: Chart): readonly NoteText[] {
  return chart
    .of('DocumentReference')
    .filter((d) => d.status === 'current' && d.docStatus !== 'entered-in-error' && inContext(chart, d))
    .flatMap((d) => textsOf(d).map((text) => ({ id: idOf(d), title: wordsOf(d.type) || undefined, text })));
}

function inContext(chart: Chart, d: DocumentReference): boolean {
  const named = d.context?.encounter ?? [];
  const encounters = named.filter((e) => !/\bEpisodeOfCare\//.test(e.reference ?? ''));
  if (encounters.length > 0) return encounters.some((e) => chart.resolve(e, d) === chart.encounter);
  return onDaysOf(chart, d.date);
}

function textsOf(d: DocumentReference): readonly string[] {
  return (d.content ?? []).flatMap(({ attachment }) => {
    const type = attachment?.contentType ?? 'text/plain';
    if (!attachment?.data || !/^text\/(plain|html)/i.test(type)) return [];
    const whole = Buffer.from(attachment.data, 'base64').toString('utf8');
    const text = whole.length > CAP ? `${whole.slice(0, CAP)}${CUT}` : whole;
    return [/^text\/html/i.test(type) ? text.replace(/<[^<>]{0,500}>/g, ' ') : text];
  });
}
