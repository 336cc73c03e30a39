/** Abnormal findings of a routine examination: a problem newly found or worse, not a stable chronic one (guidelines I.C.21.c.13, IV.P). */
import {
  addressedProblems,
  type Facts,
  type ModuleContext,
  type RatedProblem,
} from '../../src/suggest/module.ts';

export interface Findings {
  readonly abnormal: readonly RatedProblem[];
  /** Chronic problems first written down today without a word on their course: found now, or only recorded now? */
  readonly unclear: readonly RatedProblem[];
}

const NEW =
  /\bnew(?:ly)?\b(?! patient| prescription)|\bfound (?:today|at this|on exam)|\bfirst (?:noted|found)\b/i;

export function findingsOf(facts: Facts, context: ModuleContext, examination: readonly string[]): Findings {
  const rated = addressedProblems(facts, context.diagnoses, context.problems).filter(
    (r) => context.problems.includes(r.problem) && !examination.includes(r.problem.id),
  );
  const abnormal = rated.filter((r) => r.weight !== 'stable' || saidNew(r));
  const unclear = rated.filter(
    (r) =>
      !abnormal.includes(r) && r.problem.course.value === 'unstated' && r.problem.onset === facts.visit.date,
  );
  return { abnormal, unclear };
}

const saidNew = ({ problem }: RatedProblem): boolean =>
  [problem.concept.words, ...problem.notes.map((n) => n.value)].some((text) => NEW.test(text));
