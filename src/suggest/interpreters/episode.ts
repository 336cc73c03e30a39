/** The episode of care that the 7th character tells: guidelines I.C.19.a (A active treatment, D routine care, S sequela). */
import { type Evidence, evidence, type Facts, type Problem } from '../../chart/index.ts';
import { stated } from './words.ts';

export type Episode = 'initial' | 'subsequent' | 'sequela';

export interface EpisodeReading {
  readonly value: Episode;
  /** False when nothing in the record says it and `initial` is only the default. */
  readonly known: boolean;
  /** One sentence: what the reading rests on. */
  readonly basis: string;
  readonly evidence: readonly Evidence[];
}

const SEQUELA = ['sequela', 'sequelae', 'late effect', 'late effects', 'residual of', 'residuals of'];
const SUBSEQUENT = [
  ...['follow up', 'followup', 'subsequent encounter', 'subsequent', 'aftercare', 'recheck', 're check'],
  ...['routine healing', 'delayed healing', 'cast check', 'cast change', 'cast removal', 'suture removal'],
  ...['staple removal', 'wound check', 'postoperative visit', 'post op visit', 'physical therapy visit'],
];
const INITIAL = ['initial encounter', 'active treatment', 'new injury'];

/** The problem's own words decide before the kind of visit: a follow-up visit may still be active treatment. */
export function episodeOf(problem: Problem, facts: Facts): EpisodeReading {
  const own = [problem.concept.words, ...problem.notes.map((n) => n.value)].join('\n');
  const visit = [...facts.visit.types, ...facts.visit.reasons].map((c) => c.words).join('\n');
  const at = problem.evidence[0]?.reference ?? problem.id;
  const path = problem.evidence.at(-1)?.path ?? 'Condition.code';
  return (
    cued('sequela', own, SEQUELA, evidence(at, path, problem.concept.words)) ??
    cued('initial', own, INITIAL, evidence(at, path, problem.concept.words)) ??
    cued('subsequent', own, SUBSEQUENT, evidence(at, path, problem.concept.words)) ??
    cued('subsequent', visit, SUBSEQUENT, evidence(facts.visit.id, 'Encounter.type', visit)) ?? {
      value: 'initial',
      known: false,
      basis: 'Nothing in the record speaks of follow-up care, so active treatment is taken.',
      evidence: [],
    }
  );
}

function cued(
  value: Episode,
  text: string,
  cues: readonly string[],
  source: Evidence,
): EpisodeReading | undefined {
  const cue = stated(text, cues);
  if (!cue) return undefined;
  return { value, known: true, basis: `The record says "${cue}": ${value} encounter.`, evidence: [source] };
}
