/** Cues in the clinician's own words: side, course, doubt (guidelines IV.H). Fixed lists, linear patterns, capped input. */
import type { Course, Side } from '../facts.ts';

/** A cue is looked for in this many characters; longer notes are read by the text modules, not here. */
const CAP = 4_000;

// Guidelines IV.H (outpatient) and II.H (inpatient) name these and "other similar terms indicating uncertainty".
const DOUBT =
  /\b(suspected|suspicious for|suspicion (?:of|for)|probable|probably|possible|possibly|likely|questionable|rule[ -]?out|r\/o|working diagnosis|compatible with|consistent with|concern for|presumed|presumptive|differential)\b|(?:^|[\s(,/])\?(?=\s*[a-z])|(?<=[a-z)]\s?)\?(?=\s*$)/i;
// "(suspected) exposure", "observation for suspected …, ruled out" are titles of certain facts.
const CERTAIN =
  /\((?:suspected|possible)[^()]{0,20}\)|\b(?:suspected|probable|possible|questionable)\b[^,;.?]{0,80},?(?: is| was| has been)? ruled out\b/gi;

/** The word of doubt in a diagnosis statement, or undefined. */
export function doubtIn(text: string | undefined): string | undefined {
  const capped = text?.slice(0, CAP) ?? '';
  const word = DOUBT.exec(capped.replace(CERTAIN, ' '))?.[0];
  return word?.replace(/^[(,/]/, '').trim();
}

const DENIED =
  /^(?:(?:ruled out:?|unlikely) .{1,200}|.{1,200}\b(?:ruled out|unlikely)(?: by .{1,60}| at this time| clinically)?)\s*\.?$/i;
// With any of these the statement says more than the denial ("chest pain, MI ruled out"), or is a code's title (Z03, Z05).
const MORE = /[,;:()]|\s[-–—]\s|\b(?:with|and|but|due to|observation|encounter|examination|suspected)\b/i;

/** Whether a diagnosis statement is nothing but a denial: "pneumonia ruled out". */
export function isDenial(text: string | undefined): boolean {
  const statement = text?.slice(0, CAP).trim() ?? '';
  return DENIED.test(statement) && !MORE.test(statement.replace(/^ruled out:/i, 'ruled out'));
}

const BILATERAL =
  /\b(bilateral(?:ly)?|bilat|both (?:sides|knees|hips|eyes|ears|shoulders|elbows|hands|feet|legs|arms|ankles|wrists|breasts|lungs|kidneys|ovaries))\b/i;
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
  /\b((?:not|no longer) (?:yet )?(?:(?:at|meeting) (?:treatment )?goal|(?:well[- ]|adequately |fully )?controlled|stable|improv(?:ing|ed)|doing well|responding)|above goal|breakthrough (?:seizures?|symptoms?|attacks?|pain)|(?:inadequate|insufficient|poor) response|uncontrolled|poorly[- ]controlled|inadequately[- ]controlled|suboptimal(?:ly)?(?: controlled)?|worsen(?:ing|ed)?|worse|progress(?:ing|ed|ion)(?![- ](?:free|well|nicely|as expected))|exacerbat(?:ion|ed)|decompensated|flar(?:e|ing)|persistent symptoms)\b/i;
const BETTER = /\b(improv(?:ing|ed)|resolving|recovering|healing well|progressing (?:well|nicely))\b/i;
const STABLE =
  /\b(stable|at goal|well[- ]controlled|controlled|in remission|unchanged|doing well|no change)\b/i;

// A level of service must not rest on what was denied, is past, or was only a warning: "no exacerbation", "return if worse".
const DENIED_COURSE =
  /\b(?:no|not|no longer|without|denies|never|last|previous|prior|past|history of) (?:(?:any|further|acute|recent|severe|significant|evidence of|signs? of) ){0,3}(?:worsen\w*|worse|progress\w*|exacerbat\w*|decompensat\w*|flar\w*|breakthrough|uncontrolled|life[- ]threatening|persistent symptoms)\b/gi;
const WARNING =
  /\b(?:(?:stop|hold|discontinue|call|return)(?: \w+){0,3} )?(?:if|unless|should|in case of|watch(?:ing)? for|monitor(?:ing)? for|risk of|return for)\b[^.;\n]{0,120}/gi;

/** A text without its warnings and conditions: what was done or found remains. */
export const asserted = (text: string): string => text.slice(0, CAP).replace(WARNING, ' ');

export function courseIn(text: string | undefined): Course {
  const said = asserted(text ?? '').replace(DENIED_COURSE, ' ');
  if (SEVERE.test(said)) return 'severe-exacerbation';
  if (WORSE.test(said)) return 'worsening';
  if (BETTER.test(said)) return 'improving';
  return STABLE.test(said) ? 'stable' : 'unstated';
}

export { totalMinutesIn as minutesIn } from './documented-time.ts';
