/** The clinician's total minutes of an encounter: an extension, an observation of its own, or the words of a note (CPT E/M guidelines, time). */
import { type Encounter, wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { NoteText } from '../facts.ts';
import { idOf, onDaysOf, tie } from './common.ts';
import { totalMinutesIn } from './documented-time.ts';

const TOTAL_TIME = /\b(?:total (?:provider |physician |clinician |encounter |visit )?time|time spent)\b/i;
const TIME_EXTENSION = /(?:total|clinician|provider|encounter|em|spent)[-_]?(?:time|minutes)|time[-_]?spent/i;

/** An extension or observation first, then the words of a note (CPT E/M guidelines: time must be documented). */
export function documentedMinutes(chart: Chart, notes: readonly NoteText[]): Sourced<number> | undefined {
  const recorded = extensionMinutes(chart.encounter) ?? observedMinutes(chart);
  if (recorded) return recorded;
  for (const note of notes) {
    const said = totalMinutesIn(note.text);
    if (said) return { value: said.minutes, evidence: [evidence(note.id, 'text', said.words)] };
  }
  return undefined;
}

const isMinutes = (q: { unit?: string; code?: string }): boolean => /^min/i.test(q.code ?? q.unit ?? '');

/** A local extension for the clinician's time; `Encounter.length` is how long the patient was there. */
function extensionMinutes(encounter: Encounter): Sourced<number> | undefined {
  for (const [i, e] of (encounter.extension ?? []).entries()) {
    if (!TIME_EXTENSION.test((e.url ?? '').split('/').at(-1) ?? '')) continue;
    const quantity = e.valueDuration ?? e.valueQuantity;
    const minutes = quantity ? (isMinutes(quantity) ? quantity.value : undefined) : e.valueInteger;
    if (minutes === undefined || minutes <= 0) continue;
    return {
      value: minutes,
      evidence: [evidence(idOf(encounter), `Encounter.extension[${i}]`, `${minutes} min`)],
    };
  }
  return undefined;
}

function observedMinutes(chart: Chart): Sourced<number> | undefined {
  for (const o of chart.of('Observation')) {
    if (o.status === 'entered-in-error' || o.status === 'cancelled') continue;
    const mine =
      tie(chart, o) === 'this' || (tie(chart, o) === 'unsaid' && onDaysOf(chart, o.effectiveDateTime));
    const minutes = o.valueQuantity?.value;
    if (!mine || minutes === undefined || !isMinutes(o.valueQuantity ?? {})) continue;
    if (!TOTAL_TIME.test(wordsOf(o.code)) || totalOfOther(wordsOf(o.code))) continue;
    return { value: minutes, evidence: [evidence(idOf(o), 'Observation.valueQuantity', `${minutes} min`)] };
  }
  return undefined;
}

const totalOfOther = (words: string): boolean =>
  /\b(?:psychotherapy|critical care|discharge|infusion|procedure|anesthesia|anaesthesia|surgery|nursing|ischemia|sleep|tourniquet|fluoroscopy|bypass|clamp)\b/i.test(
    words,
  );
