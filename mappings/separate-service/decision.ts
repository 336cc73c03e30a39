/** Whether the decision for a major operation was made at the visit (CMS Pub. 100-04 ch. 12 §40.2, modifier 57). */
import { type Evidence, evidence, type Facts, type ServiceSuggestion } from '../../src/suggest/module.ts';

const DECISION =
  /\b(?:decision (?:for|to|was made)|decided (?:on|to|upon|for)|elect(?:ed|s) to proceed|(?:will|to) proceed (?:to|with)|consent(?:ed)? (?:for|to) (?:surgery|operation|reduction))\b[^.;\n]{0,60}/i;

/** Undefined: nothing shows it. In an emergency nobody had decided before. */
export function decisionIn(
  facts: Facts,
  procedures: readonly ServiceSuggestion[],
): readonly Evidence[] | undefined {
  for (const note of facts.notes) {
    const words = DECISION.exec(note.text)?.[0];
    if (words) return [evidence(note.id, 'content.attachment.data', words)];
  }
  const unplanned = ['emergency', 'urgent-care'].includes(facts.visit.setting.value);
  return unplanned ? procedures.flatMap((p) => p.evidence.slice(0, 1)) : undefined;
}
