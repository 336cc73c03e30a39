/** Small readers every facts reader needs. */
import { type CodeableConcept, codingsOf, keyOf, type Resource, wordsOf } from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { type Evidence, evidence, type Sourced } from '../evidence.ts';
import type { Concept, Side } from '../facts.ts';
import { sideIn } from './words.ts';

export const conceptOf = (c: CodeableConcept | undefined): Concept => ({
  codings: codingsOf(c),
  words: wordsOf(c),
});

/** `Type/id`, or the bare type for a resource an EHR sent without an id. */
export const idOf = (resource: Resource): string => keyOf(resource) ?? resource.resourceType;

/** Whether a resource says it belongs to this chart's encounter, to another one, or does not say. */
export function tie(chart: Chart, resource: Resource): 'this' | 'other' | 'unsaid' {
  const r = resource as { encounter?: { reference?: string }; context?: { reference?: string } };
  const pointer = r.encounter ?? r.context;
  // An episode of care (ChargeItem.context, MedicationAdministration.context) spans encounters and names none.
  if (!pointer?.reference || /\bEpisodeOfCare\//.test(pointer.reference)) return 'unsaid';
  return chart.resolve(pointer, resource) === chart.encounter || pointer.reference === keyOf(chart.encounter)
    ? 'this'
    : 'other';
}

/** Whether a dated thing without an encounter falls on the days of this encounter. */
export function onDaysOf(chart: Chart, when: string | undefined): boolean {
  const day = serviceDate(when);
  const from = serviceDate(chart.encounter.period?.start);
  if (!day || !from) return false;
  return from <= day && day <= (serviceDate(chart.encounter.period?.end) ?? from);
}

/** SNOMED CT laterality qualifiers and sided words of the body sites. */
const SIDES: ReadonlyMap<string, Side> = new Map([
  ['7771000', 'left'],
  ['24028007', 'right'],
  ['51440002', 'bilateral'],
]);

export function sideOf(
  sites: readonly CodeableConcept[] | undefined,
  words: string,
  where: { readonly id: string; readonly sitePath: string; readonly wordsPath: string },
): Sourced<Side> | undefined {
  const sided = (sites ?? []).flatMap((site, i) => {
    const side = siteSide(site);
    return side ? [{ side, seen: evidence(where.id, `${where.sitePath}[${i}]`, wordsOf(site)) }] : [];
  });
  if (sided.length > 0) return agreed(sided);
  const spoken = sideIn(words);
  return spoken && { value: spoken, evidence: [evidence(where.id, where.wordsPath, words)] };
}

function siteSide(site: CodeableConcept): Side | undefined {
  const codings = codingsOf(site);
  const displays = codings.map((c) => c.display ?? '').join(' ');
  return codings.map((c) => SIDES.get(c.code)).find(Boolean) ?? sideIn(`${site.text ?? ''} ${displays}`);
}

/** Left and right of one structure are both its sides; of two structures they are two findings, and no side of one. */
function agreed(
  sided: readonly { readonly side: Side; readonly seen: Evidence }[],
): Sourced<Side> | undefined {
  const [first] = sided;
  if (!first) return undefined;
  if (sided.every((s) => s.side === first.side)) return { value: first.side, evidence: [first.seen] };
  const structures = new Set(sided.map((s) => s.seen.words.toLowerCase().replace(/\b(left|right)\b/g, '')));
  return structures.size === 1 ? { value: 'bilateral', evidence: sided.map((s) => s.seen) } : undefined;
}

/** Annotations (R4 Annotation.text) with where they stand. */
export function notesOf(resource: Resource): readonly Sourced<string>[] {
  const { note: notes = [] } = resource as { note?: readonly { text?: string }[] };
  return notes.flatMap((n, i) =>
    n.text
      ? [
          {
            value: n.text,
            evidence: [evidence(idOf(resource), `${resource.resourceType}.note[${i}].text`, n.text)],
          },
        ]
      : [],
  );
}

/** Evidence for a concept: each coding and the text, in the order they stand. */
export function conceptEvidence(
  id: string,
  path: string,
  c: CodeableConcept | undefined,
): readonly Evidence[] {
  const coded = (c?.coding ?? []).flatMap((coding, i) =>
    coding?.code
      ? [evidence(id, `${path}.coding[${i}]`, [coding.code, coding.display].filter(Boolean).join(' '))]
      : [],
  );
  return c?.text ? [...coded, evidence(id, `${path}.text`, c.text)] : coded;
}
