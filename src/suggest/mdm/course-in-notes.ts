/** The course of a problem in the words of a note: what its own statement says, where its Condition says nothing (CPT, "stable, chronic illness"). */
import {
  type Course,
  courseIn,
  evidence,
  type Facts,
  type NoteText,
  type Problem,
  type Sourced,
  statements,
} from '../../chart/index.ts';
import { rememberingEach } from '../../kernel/index.ts';
import { underAny } from '../consolidate.ts';

/** ICD-10-CM nodes and what clinicians write for them. */
const NAMES: readonly (readonly [readonly string[], RegExp])[] = [
  [['I10', 'I11', 'I12', 'I13', 'I15', 'I16', 'I1A'], /\b(?:hypertension|htn|bp|blood pressure)\b/i],
  [['E08', 'E09', 'E10', 'E11', 'E13'], /\b(?:diabet\w{2,3}|t[12]dm|dm ?[12i]{0,2}|iddm|niddm)\b/i],
  [['E78'], /\b(?:hyperlipid\w{2,5}|dyslipid\w{2,5}|hld|cholesterol|lipids?|ldl)\b/i],
  [['J44', 'J43'], /\b(?:copd|emphysema|chronic obstructive)\b/i],
  [['J45'], /\basthma\b/i],
  [['I50', 'I11.0', 'I13.0', 'I13.2'], /\b(?:heart failure|chf|hf[rmp]?[re]?ef|hf)\b/i],
  [['I48'], /\b(?:atrial fibrillation|a-?fib|af)\b/i],
  [['I25', 'I20'], /\b(?:coronary|cad|angina)\b/i],
  [['N40'], /\b(?:bph|prostat\w{2,4})\b/i],
  [['N18'], /\b(?:ckd|kidney disease)\b/i],
  [['K21'], /\b(?:gerd|reflux)\b/i],
  [['F32', 'F33', 'F34'], /\b(?:depress\w{2,4}|mdd|dysthymia)\b/i],
  [['F40', 'F41'], /\b(?:anxiety|gad|panic)\b/i],
  [['F31'], /\bbipolar\b/i],
  [['F43.1'], /\b(?:ptsd|post-?traumatic)\b/i],
  [['F90'], /\badhd\b/i],
  [['E03'], /\bhypothyroid\w{0,3}\b/i],
  [['E05'], /\bhyperthyroid\w{0,3}\b/i],
  [['G43'], /\bmigraines?\b/i],
  [['G40'], /\b(?:epilepsy|seizures?)\b/i],
  [['G47.3'], /\b(?:sleep apn\w{2,4}|osa)\b/i],
  [['M15', 'M16', 'M17', 'M18', 'M19'], /\b(?:osteoarthritis|oa)\b/i],
  [['M05', 'M06'], /\b(?:rheumatoid|ra)\b/i],
  [['M10', 'M1A'], /\bgout\b/i],
  [['E66'], /\bobes\w{1,3}\b/i],
  [['A40', 'A41'], /\b(?:sepsis|septic)\b/i],
  [['J12', 'J13', 'J14', 'J15', 'J16', 'J18'], /\b(?:pneumonia|pna|cap)\b/i],
  [['J96'], /\b(?:respiratory failure|hypoxi[ac])\b/i],
  [['N17'], /\b(?:aki|acute kidney|renal failure)\b/i],
];

const BY_CATEGORY = Map.groupBy(
  NAMES.flatMap((row) =>
    [...new Set(row[0].map((n) => n.slice(0, 3)))].map((category) => ({ category, row })),
  ),
  ({ category }) => category,
);

const COMMON =
  /^(?:acute|chronic|type|unspecified|essential|primary|secondary|with|without|disease|disorder|syndrome|left|right|bilateral|other|mild|moderate|severe|recurrent|single|episode|major|pain|history|persistent|current|initial|encounter|infection|upper|lower|unilateral|related|nuclear|first|malignant|benign|neoplasm|stage|status|injury|wound|other|mixed|control|controlled|uncontrolled|complicated|uncomplicated|elsewhere|classified)$/i;

/** What the last statement that names the problem says of it: an assessment comes after the history. */
export function courseInNotes(
  problem: Problem,
  code: string | undefined,
  facts: Facts,
): Sourced<Course> | undefined {
  const told = facts.notes.map((note) => ({ note, statements: courseStatements(note) }));
  if (told.every((t) => t.statements.length === 0)) return undefined;
  const named = namesOf(problem, code);
  let last: Sourced<Course> | undefined;
  for (const { note, statements: all } of told) {
    const one = all.findLast(({ statement }) => named.some((n) => n.test(statement)));
    if (one)
      last = { value: one.value, evidence: [evidence(note.id, 'content.attachment.data', one.statement)] };
  }
  return last;
}

interface CourseStatement {
  readonly statement: string;
  readonly value: Course;
}

/** The statements of a note that tell a course, whatever it is the course of: every problem of the visit asks. */
const courseStatements: (note: NoteText) => readonly CourseStatement[] = rememberingEach(({ text }) =>
  statements(text)
    .filter((s) => s.length <= 300 && !PAST.test(s))
    .map((statement) => ({ statement, value: courseIn(statement) }))
    .filter(({ value }) => value !== 'unstated'),
);

/** Whether a note names the problem, in its own words or a clinician's short form. */
export const isNamedIn = (problem: Problem, code: string | undefined, facts: Facts): boolean => {
  const names = namesOf(problem, code);
  return facts.notes.some((note) => names.some((n) => n.test(note.text.slice(0, 50_000))));
};

/** The numbered or marked lines of an assessment: each is about one problem, over several sentences. */
const items = ({ text }: NoteText): readonly string[] =>
  text.split(/[\r\n]+/).filter((line) => /^\s{0,8}(?:\d{1,2}[.)]|[-*•#])\s/.test(line));

/** Whether a statement that names the problem says something of it besides. */
export function saidOf(problem: Problem, code: string | undefined, facts: Facts, what: RegExp): boolean {
  const names = namesOf(problem, code);
  return facts.notes.some((note) =>
    [...statements(note.text), ...items(note)].some(
      (s) => s.length <= 300 && what.test(s) && !PAST.test(s) && names.some((n) => n.test(s)),
    ),
  );
}

const PAST = /\b(?:family history|fhx|mother|father|brother|sister|last year|years? ago|in (?:19|20)\d\d)\b/i;

function namesOf({ concept }: Problem, code: string | undefined): readonly RegExp[] {
  const rows = (BY_CATEGORY.get(code?.slice(0, 3) ?? '') ?? []).map(({ row }) => row);
  const known = rows.filter(([nodes]) => underAny(code ?? '', nodes)).map(([, name]) => name);
  const words = concept.words
    .slice(0, 200)
    .split(/[^A-Za-z]+/)
    .filter((w) => w.length >= 5 && !COMMON.test(w));
  // "Age-related nuclear cataract": the disease may stand last; "psoriasis of the elbows": or first.
  const own = [...new Set([words[0], words.at(-1)])].flatMap((w) => w ?? []);
  return [...known, ...own.map((word) => new RegExp(`\\b${word}\\b`, 'i'))];
}
