/** Cues in the clinician's own words: side, course, doubt (guidelines IV.H). Fixed lists, linear patterns, capped input. */
import type { Course, Side } from '../facts.ts';

/** A cue is looked for in this many characters; longer notes are read by the text modules, not here. */
const CAP = 4_000;

// Guidelines IV.H (outpatient) and II.H (inpatient) name these and "other similar terms indicating uncertainty".
const DOUBT =
  /\b(suspected|probable|probably|possible|possibly|likely|questionable|rule[ -]?out|r\/o|working diagnosis|compatible with|consistent with|concern for|presumed|differential)\b|(?:^|\s)\?(?=\s*[a-z])/i;
// "(suspected) exposure", "suspected … ruled out" and the observation codes are titles of certain facts.
const CERTAIN = /\(suspected\)|ruled out|unlikely/i;

/** The word of doubt in a diagnosis statement, or undefined. */
export function doubtIn(text: string | undefined): string | undefined {
  const capped = text?.slice(0, CAP) ?? '';
  return CERTAIN.test(capped) ? undefined : DOUBT.exec(capped)?.[0]?.trim();
}

const BILATERAL =
  /\b(bilateral|bilat|both (?:sides|knees|hips|eyes|ears|shoulders|hands|feet|legs|arms|ankles|wrists))\b/i;
const LEFT = /\b(left|lt)\b|\bL(?=\s+(?:knee|hip|shoulder|ankle|wrist|hand|foot|eye|ear|elbow|arm|leg)\b)/i;
const RIGHT = /\b(right|rt)\b|\bR(?=\s+(?:knee|hip|shoulder|ankle|wrist|hand|foot|eye|ear|elbow|arm|leg)\b)/i;

/** The side a text names. Left and right together without "bilateral" is no side: it may be two findings. */
export function sideIn(text: string | undefined): Side | undefined {
  const capped = text?.slice(0, CAP) ?? '';
  if (BILATERAL.test(capped)) return 'bilateral';
  const left = LEFT.test(capped);
  const right = RIGHT.test(capped);
  return left === right ? undefined : left ? 'left' : 'right';
}

// CPT E/M guidelines, "stable, chronic illness": stable means at the treatment goal, whatever the condition's change.
const SEVERE =
  /\bsevere(?:ly)? (?:exacerbation|progression|worsening)|life[- ]threatening|acutely decompensated\b/i;
const WORSE =
  /\b(not (?:at|meeting) (?:treatment )?goal|above goal|not (?:well[- ]|adequately )?controlled|uncontrolled|poorly controlled|inadequately controlled|suboptimal(?:ly)?(?: controlled)?|worsen(?:ing|ed)?|worse|progress(?:ing|ed|ion)|exacerbat(?:ion|ed)|decompensated|flar(?:e|ing)|not improving|persistent symptoms)\b/i;
const BETTER = /\b(improv(?:ing|ed)|resolving|recovering|healing well)\b/i;
const STABLE =
  /\b(stable|at goal|well[- ]controlled|controlled|in remission|unchanged|doing well|no change)\b/i;

export function courseIn(text: string | undefined): Course {
  const capped = text?.slice(0, CAP) ?? '';
  if (SEVERE.test(capped)) return 'severe-exacerbation';
  if (WORSE.test(capped)) return 'worsening';
  if (BETTER.test(capped)) return 'improving';
  return STABLE.test(capped) ? 'stable' : 'unstated';
}

// "Total time 32 minutes", "I spent 45 min": only a statement of the clinician's own total counts.
const MINUTES =
  /\b(?:total (?:provider |physician |clinician )?time|i spent(?: a total of)?)\b[^.\n]{0,80}?\b(\d{1,3})\s*(?:minutes|mins?)\b/i;

/** The clinician's documented total minutes in a note, with the words. */
export function minutesIn(text: string): { readonly minutes: number; readonly words: string } | undefined {
  const match = MINUTES.exec(text.slice(0, 50_000));
  return match ? { minutes: Number(match[1]), words: match[0] } : undefined;
}
