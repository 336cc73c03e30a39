/** What a service was for: the Conditions it refers to, and those that bear a coded or worded reason of it (R4 reasonReference, reasonCode, ChargeItem.reason). */
import { type CodeableConcept, codingsOf, type Resource, wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import { idOf, tie } from './common.ts';

export interface Reasoned {
  reasonReference?: readonly { reference?: string }[];
  reasonCode?: readonly CodeableConcept[];
  reason?: readonly CodeableConcept[];
}

export function reasonsOf(chart: Chart, resource: Resource): readonly string[] {
  const { reasonReference = [], reasonCode = [], reason = [] } = resource as Reasoned;
  const referred = reasonReference.flatMap((ref) => {
    const target = chart.resolve(ref.reference, resource);
    return target ? [idOf(target)] : [];
  });
  const told = [...[reasonCode].flat(), ...[reason].flat()];
  return [...new Set([...referred, ...told.flatMap((c) => bearing(chart, c))])];
}

/** A reason in code or words alone is the Condition of the encounter that says the same. */
function bearing(chart: Chart, reason: CodeableConcept): readonly string[] {
  const keys = new Set(namesOf(reason));
  if (keys.size === 0) return [];
  return chart.of('Condition').flatMap((c) => {
    const same = namesOf(c.code).some((name) => keys.has(name));
    return same && tie(chart, c) !== 'other' ? [idOf(c)] : [];
  });
}

/** Some systems write ICD-10-CM without its dot. */
const namesOf = (c: CodeableConcept | undefined): readonly string[] => {
  const words = wordsOf(c).trim().toLowerCase();
  return [
    ...codingsOf(c).map((coding) => `${coding.system} ${coding.code.replace('.', '').toUpperCase()}`),
    ...(words ? [`words ${words}`] : []),
  ];
};
