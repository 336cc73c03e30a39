/** Z55–Z65 from answers to social screening, by whoever asked (guidelines I.B.14, I.C.21.c.17). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  isUnder,
  type Measurement,
  type ModuleContext,
  type PrepareFunction,
  SYSTEM,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly loinc: readonly string[];
  readonly answers: readonly string[];
  readonly not: readonly string[];
}

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['answers.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => ({ diagnoses: rows.flatMap((r) => risk(r, facts, context)) });
};

function risk(row: Row, facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const said = context.diagnoses.some((d) => row.not.some((node) => isUnder(d.code, node)));
  const answer = facts.measurements.find((m) => isAnswer(m, row));
  if (said || !answer) return [];
  return [
    diagnosis(
      {
        code: row.code,
        problems: [],
        confidence: 0.85,
        evidence: answer.evidence,
        rule: context.rule(row.id, guideline('I.C.21.c.17', context.on)),
        placement: 'never-first',
      },
      context.terminology,
      context.on,
    ),
  ];
}

/** Answers are sentences of which the beginning tells; "no" and "never" begin otherwise. */
const isAnswer = ({ concept, words }: Measurement, { loinc, answers }: Row): boolean =>
  words !== undefined &&
  concept.codings.some((c) => c.system === SYSTEM.loinc && loinc.includes(c.code)) &&
  answers.some((a) => isBeginning(a, words.trim().toLowerCase()));

const isBeginning = (answer: string, words: string): boolean =>
  words.startsWith(answer) && !/[a-z]/.test(words.charAt(answer.length));
