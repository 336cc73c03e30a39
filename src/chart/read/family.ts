/** Diseases of blood relatives from FamilyMemberHistory (R4 familymemberhistory.html): what may give a family-history code. */
import { wordsOf } from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import type { FamilyFact } from '../facts.ts';
import { conceptEvidence, conceptOf, idOf } from './common.ts';

const USABLE = ['completed', 'partial'];
/** Relatives by marriage, adoption or fostering share no risk. */
const NOT_BLOOD = /\b(?:spouse|husband|wife|partner|step|in-?law|foster|adopt(?:ed|ive))/i;

export function readFamily(chart: Chart): readonly FamilyFact[] {
  return chart.of('FamilyMemberHistory').flatMap((history) => {
    const relative = wordsOf(history.relationship);
    if (!USABLE.includes(history.status) || NOT_BLOOD.test(relative)) return [];
    return (history.condition ?? []).map((condition, i) => ({
      id: idOf(history),
      relative,
      concept: conceptOf(condition.code),
      evidence: conceptEvidence(idOf(history), `FamilyMemberHistory.condition[${i}].code`, condition.code),
    }));
  });
}
