/** The words of a Condition that no table of problem names explains, read as a statement of an assessment is (guidelines I.A.11, I.B.2). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  icd10CmCode,
  type ModuleContext,
  type NoteText,
  type Problem,
  SYSTEM,
  sideInTitle,
} from '../../src/suggest/module.ts';
import { verdictOn } from './policy.ts';
import { type Engine, type Mention, mentionsIn } from './reading.ts';
import { type Statements, withStatements } from './statement.ts';
import { codeOf, type Judged } from './suggestion.ts';
import { wordsIn } from './words.ts';

/** Below a phrase that explains every word, and below a map of the code; where all is read, above one that leaves a word. */
const CONFIDENCE = { whole: 0.7, most: 0.5 } as const;
const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
/** A longer text is a note, not a name. */
const LONGEST = 200;
/** Says only in the clinician's answer which disease is meant (I.C.1.d.1.a.ii). */
const NO_DEFAULT = /\burosepsis\b/i;
/** "Obesity (BMI 30-39.9)": a measure names no disease. */
const MEASURE = /^(?:\d+|bmi|kg|m2)$/;
const NOT_HAD = ['refuted', 'entered-in-error'];
const ALONE = { plain: false, concludes: true } as const;

export function recordedWords(
  facts: Facts,
  context: ModuleContext,
  engine: Engine,
  among: Statements,
): readonly DiagnosisSuggestion[] {
  return context.problems
    .filter((p) => isWordsAlone(p, context) && !NOT_HAD.includes(p.verification))
    .flatMap((p) => readOne(p, facts, context, engine, among));
}

/** ICD-10-CM is another module's work, whatever state the code is in. */
export const isWordsAlone = ({ concept }: Problem, { terminology, on }: ModuleContext): boolean =>
  concept.words !== '' &&
  concept.words.length <= LONGEST &&
  !NO_DEFAULT.test(concept.words) &&
  !concept.codings.some(({ system, code }) => {
    if (system !== undefined) return [SYSTEM.icd10cm, SYSTEM.snomed, ICD10].includes(system);
    const icd = icd10CmCode(code);
    return icd !== undefined && terminology.icd10cm.status(icd, on).kind === 'active';
  });

function readOne(
  problem: Problem,
  facts: Facts,
  context: ModuleContext,
  engine: Engine,
  among: Statements,
): readonly DiagnosisSuggestion[] {
  const { words } = problem.concept;
  const side = problem.side?.value;
  const text = side && sideInTitle(words) === undefined ? `${side} ${words}` : words;
  const note = asAssessment(problem.id, text);
  const mentions = withStatements(note, mentionsIn(note, engine), engine, among);
  const judged = mentions.map((mention) => ({ note, mention, verdict: verdictOn(mention, ALONE, facts) }));
  const share = shareRead(mentions, text, engine);
  // More is read than left: else what was found is only a part of something else.
  if (judged.some(({ verdict }) => verdict.kind === 'nothing') || share <= 0.5) return [];
  const sure = share === 1 ? CONFIDENCE.whole : CONFIDENCE.most;
  return judged.map((j) => told(j, sure, problem, context));
}

const asAssessment = (id: string, text: string): NoteText => ({
  id,
  path: 'Condition.code.text',
  title: undefined,
  text,
  sections: [{ kind: 'assessment', heading: '', start: 0, end: text.length }],
});

/** Of the words that are no places and no measures, how many are read. */
function shareRead(mentions: readonly Mention[], text: string, { lexicon }: Engine): number {
  if (mentions.length === 0) return 0;
  const titles = new Set(
    mentions.flatMap((m) => wordsIn(m.entry.title, lexicon.spelling).map((w) => w.form)),
  );
  const words = wordsIn(text, lexicon.spelling).filter(
    (w) => !lexicon.sites.has(w.form) && !MEASURE.test(w.form),
  );
  const read = words.filter(
    (w) => titles.has(w.form) || mentions.some((m) => w.start >= m.start && w.end <= m.end),
  );
  return words.length === 0 ? 1 : read.length / words.length;
}

function told(j: Judged, confidence: number, problem: Problem, context: ModuleContext): DiagnosisSuggestion {
  const { terminology, on } = context;
  return diagnosis(
    {
      code: codeOf(j),
      problems: [problem.id],
      confidence,
      evidence: problem.evidence,
      rule: context.rule('recorded-words', guideline('I.A.11', on)),
      placement: j.verdict.kind === 'status' ? 'never-first' : 'any',
    },
    terminology,
    on,
  );
}
