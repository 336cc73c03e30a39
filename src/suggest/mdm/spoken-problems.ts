/** Problems that a note alone tells of: what it assesses was addressed, though no Condition was recorded (CPT, "problem addressed"). */
import { type Facts, type Problem, statements } from '../../chart/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';

/** The rule of diagnoses that stand in the assessment or plan of a note. */
const ASSESSED = /^assessed$/;

/** `alone`: nothing else was recorded, so what the note tells outside an assessment counts, too. */
export function spokenProblems(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
  alone: boolean,
): readonly Problem[] {
  const recorded = new Set(facts.problems.map((p) => p.id));
  return diagnoses
    .filter((d) => d.placement !== 'never-first' && !d.problems.some((id) => recorded.has(id)))
    .filter((d) => ASSESSED.test(d.rule.rule) || (alone && !isPrevented(d, facts)))
    .flatMap((d) => {
      const id = d.problems.find((p) => p.includes('#text-'));
      return id === undefined ? [] : [problemOf(id, d)];
    });
}

/** The object of a vaccine or of counselling is no illness of the patient's. */
const isPrevented = (d: DiagnosisSuggestion, { notes }: Facts): boolean =>
  notes.some((n) =>
    statements(n.text).some(
      (s) =>
        /\b(?:vaccin|immuni[sz]|counsel)/i.test(s) &&
        d.evidence.some((e) => e.reference === n.id && s.includes(e.words)),
    ),
  );

const problemOf = (id: string, d: DiagnosisSuggestion): Problem => ({
  id,
  concept: { codings: [], words: d.evidence[0]?.words ?? d.title },
  clinical: 'active',
  verification: 'unstated',
  categories: [],
  link: 'dated-with-encounter',
  rank: undefined,
  uses: [],
  side: undefined,
  severity: undefined,
  stage: undefined,
  course: { value: 'unstated', evidence: [] },
  uncertainWords: undefined,
  onset: undefined,
  abated: undefined,
  notes: [],
  addressed: d.evidence,
  evidence: d.evidence,
});
