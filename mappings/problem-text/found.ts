/** Words that no phrase explains, held against titles, inclusion terms and synonyms of the release in force (guidelines I.A.11, I.B.1, I.B.13). */
import {
  type CodeHit,
  type DiagnosisSuggestion,
  diagnosis,
  guideline,
  type Icd10CmCode,
  icd10CmCode,
  otherLevel,
  type Person,
  sideInTitle,
  spineLevels,
  withoutMarkers,
} from '../../src/suggest/module.ts';
import type { Subject } from './answer.ts';
import { EPISODE_CHARACTER } from './episode.ts';

export interface Found {
  readonly diagnosis: DiagnosisSuggestion;
  /** The title has every word of the record. */
  readonly whole: boolean;
}

/** A longer text is a note, not a name. */
const LONGEST = 160;
const HITS = 6;
/** The search gives 10 for all words asked for, 3 more when one title has them all, and takes off for what was not asked for. */
const WHOLE = 9;
const MOST = 7.2;
/** Two codes that answer as well are no answer. */
const APART = 0.3;
/** What such an answer is worth to begin with; the accuracy bench calibrates. */
const CONFIDENCE = { whole: 0.8, most: 0.65 } as const;
/** A title that leaves the side open. */
const OPEN_SIDE =
  /\bunspecified (?:side|eye|ear|upper|lower|knee|hip|ankle|shoulder|elbow|wrist|hand|foot|leg|arm|finger|thumb|toe|limb|thigh|forearm|breast|kidney|ovary|femur|tibia|fibula|radius|ulna|humerus)/i;
/** Has no code without the clinician's answer, whatever the words are filed under (I.C.1.d.1.a.ii). */
const NO_DEFAULT = /\burosepsis\b/i;
const SIDES = /\b(?:left|right|bilateral|both|eyes?|ears?|sides?|l|r)\b/gi;

export function found(subject: Subject, person: Person): Found | undefined {
  const { concept, side } = subject.problem;
  const words = spineLevels(withoutMarkers(concept.words));
  if (words.length > LONGEST || NO_DEFAULT.test(words)) return undefined;
  const named = sideInTitle(words) ?? side?.value;
  const text = sideInTitle(words) === undefined && named ? `${named} ${words}` : words;
  const sided = bestOf(text, named, subject, person);
  if (sided?.whole) return sided;
  // A code that knows no side is not asked for with one: "calculus of right ureter".
  const plain = named ? bestOf(words.replace(SIDES, ' '), undefined, subject, person) : undefined;
  return plain?.whole && !OPEN_SIDE.test(plain.diagnosis.title) ? plain : sided;
}

function bestOf(text: string, side: string | undefined, subject: Subject, person: Person): Found | undefined {
  const { terminology, on } = subject.context;
  const all = terminology.icd10cm.search?.(text, on, { limit: HITS, billableOnly: true }) ?? [];
  const hits = all.filter((h) => fits(h.code, person) && [undefined, side].includes(sideInTitle(h.title)));
  const [first, second] = hits;
  if (
    !first ||
    first !== all.find((h) => fits(h.code, person)) ||
    first.score < MOST ||
    otherLevel(first.title, text)
  )
    return undefined;
  if (second && first.score - second.score < APART && !sameButCare(first, second)) return undefined;
  const code = inCare(first.code, subject);
  return code && { diagnosis: suggestion(code, first, subject), whole: first.score >= WHOLE };
}

/** Codes of birth and of childbirth are for those patients alone (I.C.15.a.1, I.C.16.a.1); perils are told elsewhere (I.C.20). */
function fits(code: string, { age, sex }: Person): boolean {
  if (code.startsWith('P')) return age === 0;
  if (code.startsWith('O')) return sex !== 'male';
  // A second infarction is one only where the record calls it so (I.C.9.e.4).
  return !/^(?:[V-Y]|I22)/.test(code);
}

const sameButCare = (a: CodeHit, b: CodeHit): boolean =>
  /^[ST]|^M(?:80|84)/.test(a.code) && a.code.slice(0, -1) === b.code.slice(0, -1);

/** The 7th character that the care given asks for (I.C.19.a); none where the code has none. */
function inCare(code: Icd10CmCode, { context, episode }: Subject): Icd10CmCode | undefined {
  if (code.replace('.', '').length < 7 || !/^[ST]|^M(?:80|84)/.test(code)) return code;
  const { icd10cm } = context.terminology;
  const wanted = icd10CmCode(`${code.slice(0, -1)}${EPISODE_CHARACTER[episode]}`);
  return wanted && icd10cm.status(wanted, context.on).kind === 'active' ? wanted : undefined;
}

function suggestion(
  code: Icd10CmCode,
  hit: CodeHit,
  { problem, context, evidence }: Subject,
): DiagnosisSuggestion {
  return diagnosis(
    {
      code,
      problems: [problem.id],
      confidence: hit.score >= WHOLE ? CONFIDENCE.whole : CONFIDENCE.most,
      evidence,
      rule: context.rule('words-of-the-release', guideline('I.B.1', context.on)),
    },
    context.terminology,
    context.on,
  );
}
