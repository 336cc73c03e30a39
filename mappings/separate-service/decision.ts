/** Whether the decision for a major operation was made at the visit (CMS Pub. 100-04 ch. 12 §40.2, modifier 57). */
import {
  type Evidence,
  evidence,
  type Facts,
  majorSurgeryDecided,
  type ServiceSuggestion,
  statements,
} from '../../src/suggest/module.ts';

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

const SOON =
  /\b(?:today|tonight|tomorrow|now|immediately|emergen\w{1,4}|this (?:morning|afternoon|evening))\b/i;
const OWN =
  /\bby (?:me|us)\b|\b(?:I|we) (?:will|shall|am going to|are going to)\b|\bmy (?:own )?(?:list|operation|surgery)\b/;

/** An operation of today or tomorrow by the one who decided it, which is no part of this encounter's record. */
export function decidedForSoon(facts: Facts): readonly Evidence[] {
  const decided = majorSurgeryDecided(facts);
  const told = facts.notes.flatMap((n) => statements(n.text));
  return decided.filter((d) => {
    const at = told.findIndex((s) => s.includes(d.words));
    const around = told.slice(Math.max(0, at - 1), at + 2).join('. ');
    return at >= 0 && SOON.test(around) && OWN.test(around);
  });
}
