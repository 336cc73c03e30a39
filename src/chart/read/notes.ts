/** The words of the encounter's documents: attachments inline or kept as a Binary, and the sections of Compositions, decoded and cut into sections. */
import type { DiagnosticReport, DocumentReference, Resource } from '../../fhir/index.ts';
import { wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import type { NoteText } from '../facts.ts';
import { attachmentText, plainText, sectionsOf } from '../text/index.ts';
import { idOf, onDaysOf, tie } from './common.ts';

const MISTAKEN = ['entered-in-error', 'cancelled', 'superseded'];

export function readNotes(chart: Chart): readonly NoteText[] {
  const documents = chart
    .of('DocumentReference')
    .filter((d) => d.status === 'current' && d.docStatus !== 'entered-in-error' && inContext(chart, d))
    .flatMap((d) => documentTexts(chart, d));
  return [...documents, ...chart.of('Composition').flatMap((c) => compositionText(chart, c))];
}

/** Words beside the notes that support and specify a diagnosis: conclusions of reports, and notes kept with a Condition. */
export function readRemarks(chart: Chart): readonly NoteText[] {
  const reports = chart
    .of('DiagnosticReport')
    .filter((r) => !MISTAKEN.includes(r.status ?? '') && isOurs(chart, r));
  const conditions = chart
    .of('Condition')
    .flatMap((c) =>
      (c.note ?? []).flatMap((n, i) =>
        n.text ? [note(idOf(c), `Condition.note[${i}].text`, undefined, n.text)] : [],
      ),
    );
  return [...reports.flatMap(conclusion), ...conditions];
}

const conclusion = (r: DiagnosticReport): readonly NoteText[] =>
  r.conclusion
    ? [note(idOf(r), 'DiagnosticReport.conclusion', wordsOf(r.code), plainText(r.conclusion, 'text/plain'))]
    : [];

function note(id: string, path: string, title: string | undefined, text: string): NoteText {
  return { id, path, title: title || undefined, text, sections: sectionsOf(text) };
}

function inContext(chart: Chart, d: DocumentReference): boolean {
  const named = d.context?.encounter ?? [];
  const encounters = named.filter((e) => !/\bEpisodeOfCare\//.test(e.reference ?? ''));
  if (encounters.length > 0) return encounters.some((e) => chart.resolve(e, d) === chart.encounter);
  return onDaysOf(chart, d.date);
}

function isOurs(chart: Chart, resource: Resource): boolean {
  const { date, effectiveDateTime, issued } = resource as {
    date?: string;
    effectiveDateTime?: string;
    issued?: string;
  };
  const tied = tie(chart, resource);
  return tied === 'this' || (tied === 'unsaid' && onDaysOf(chart, date ?? effectiveDateTime ?? issued));
}

function documentTexts(chart: Chart, d: DocumentReference): readonly NoteText[] {
  return (d.content ?? []).flatMap(({ attachment }, i) => {
    const kept = attachment?.data ? undefined : binaryAt(chart, attachment?.url, d);
    const data = attachment?.data ?? kept?.data;
    const text = data && attachmentText(data, attachment?.contentType ?? kept?.contentType);
    return text ? [note(idOf(d), `DocumentReference.content[${i}].attachment`, wordsOf(d.type), text)] : [];
  });
}

function binaryAt(
  chart: Chart,
  url: string | undefined,
  from: Resource,
): { readonly data?: string; readonly contentType?: string } | undefined {
  const found = url ? chart.resolve(url, from) : undefined;
  return found?.resourceType === 'Binary' ? found : undefined;
}

interface CompositionSection {
  readonly title?: string;
  readonly text?: { readonly div?: string };
  readonly section?: readonly CompositionSection[];
}

/** Sections nest; their titles are the headings of the text. */
function compositionText(chart: Chart, resource: Resource): readonly NoteText[] {
  const composition = resource as Resource & {
    status?: string;
    title?: string;
    section?: readonly CompositionSection[];
  };
  if (MISTAKEN.includes(composition.status ?? '') || !isOurs(chart, resource)) return [];
  const text = (composition.section ?? []).flatMap((s) => sectionText(s, 0)).join('\n');
  return text.trim() ? [note(idOf(resource), 'Composition.section', composition.title, text)] : [];
}

/** As deep as the shapes of a chart are checked. */
const DEEPEST = 2;

function sectionText(section: CompositionSection, depth: number): readonly string[] {
  const words = section.text?.div ? plainText(section.text.div, 'application/xhtml+xml') : '';
  const below = depth < DEEPEST ? (section.section ?? []).flatMap((s) => sectionText(s, depth + 1)) : [];
  return [`${section.title ? `${section.title}:\n` : ''}${words}`, ...below];
}
