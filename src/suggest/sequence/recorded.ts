/** The record's own order: first-listed outpatient (guideline IV.A, IV.G), principal inpatient (II), then as recorded. */
import type { Problem, ProblemLink } from '../../chart/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';
import { type Placing, problemsOf, type Scene } from './scene.ts';

/** How strongly a problem is tied to the encounter; the reason that was confirmed counts as its diagnosis. */
const LINK_RANK: Readonly<Record<ProblemLink, number>> = {
  'encounter-diagnosis': 0,
  'encounter-reason': 1,
  'condition-encounter': 2,
  'dated-with-encounter': 3,
  'problem-list': 4,
};

const UNRANKED = 99;
/** Roles of Encounter.diagnosis.use that make a diagnosis one of the bill or of the discharge. */
const BILLED = ['billing', 'CC', 'CM', 'DD'];

/** R4: "for each role type": the first of the admitting diagnoses is not the first of the stay's. */
const isAdmittingOnly = (p: Problem): boolean => p.uses.length > 0 && p.uses.every((u) => u === 'AD');

/** Rank, confirmed reason, link, services, place: the smaller the earlier. */
export type RecordedKey = readonly [number, number, number, number, number];

export function recordedKey(d: DiagnosisSuggestion, scene: Scene): RecordedKey {
  const own = problemsOf(d, scene);
  const least = (most: number, numbers: readonly number[]): number => Math.min(most, ...numbers);
  const link = least(
    5,
    own.map(({ problem }) => LINK_RANK[problem.link]),
  );
  return [
    least(
      UNRANKED,
      own.map(({ problem }) => rankOf(problem, scene)),
    ),
    own.some(({ problem }) => problem.isReason === true) ? 0 : 1,
    link,
    // Who writes diagnoses for an encounter puts them in order; a problem list has none, and the work done tells.
    link < LINK_RANK['problem-list'] || scene.inpatient ? 0 : -worked(d, scene),
    least(
      scene.facts.problems.length,
      own.map(({ place }) => place),
    ),
  ];
}

function rankOf(p: Problem, { inpatient }: Scene): number {
  if (inpatient && isAdmittingOnly(p)) return UNRANKED;
  return p.rank ?? (p.uses.some((u) => BILLED.includes(u)) ? 50 : UNRANKED);
}

/** IV.A: the diagnosis most of the encounter's services were for. */
const worked = (d: DiagnosisSuggestion, { services }: Scene): number =>
  d.problems.reduce((n, id) => n + (services.get(id) ?? 0), 0);

/** Why a code that no rule moves stands where it does. */
export function recordedPlacing(key: RecordedKey, scene: Scene): Placing {
  const [rank, reason, link, work] = key;
  const [rule, section] = scene.inpatient ? ['principal', 'II'] : ['first-listed', 'IV.G'];
  const why =
    rank < UNRANKED
      ? 'The record ranks it so, or bills it.'
      : reason === 0
        ? 'It is the reason for the visit, confirmed.'
        : link <= 1
          ? 'It is tied to the encounter as its diagnosis or reason, in the order recorded.'
          : work < 0
            ? 'More of the services of the encounter were for it than for those behind it.'
            : 'In the order recorded.';
  return { band: 2, rule, section, why };
}
