/** What the encounter's notes say was done, with the words; a denial in the same clause is no evidence of it. */
import { type Evidence, evidence, type Facts } from '../../chart/index.ts';

const DENIAL = /\b(?:no|not|without|den(?:y|ies|ied)|declin(?:es|ed)|never|neither|nor)\b[^.,:;\n]{0,24}$/i;

/** The first note that says it. The pattern is global, so that an assertion after a denial is found, too. */
export function saidIn(facts: Facts, pattern: RegExp): readonly Evidence[] {
  for (const { id, text } of facts.notes) {
    for (const match of text.matchAll(pattern)) {
      if (DENIAL.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
      return [evidence(id, 'content.attachment.data', match[0])];
    }
  }
  return [];
}
