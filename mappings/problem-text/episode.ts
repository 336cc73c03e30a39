/** The 7th character of injuries from the words of the problem and the kind of visit (guideline I.C.19.a). */
import type { Facts, Problem } from '../../src/suggest/module.ts';
import type { Language } from './language.ts';

export type Episode = keyof Language['episode'];

export const EPISODE_CHARACTER: Readonly<Record<Episode, string>> = {
  initial: 'A',
  subsequent: 'D',
  sequela: 'S',
};

/** Active treatment unless the record speaks of later care; the problem's own words go before the visit's. */
export function episodeOf(problem: Problem, facts: Facts, { episode }: Language): Episode {
  const own = flat([problem.concept.words, ...problem.notes.map((n) => n.value)]);
  const visit = flat([...facts.visit.types, ...facts.visit.reasons].map((c) => c.words));
  const cued = (text: string, kind: Episode): boolean =>
    episode[kind].some((cue) => text.includes(` ${cue} `));
  const kinds = ['sequela', 'initial', 'subsequent'] as const;
  return kinds.find((kind) => cued(own, kind)) ?? (cued(visit, 'subsequent') ? 'subsequent' : 'initial');
}

const flat = (texts: readonly string[]): string =>
  ` ${texts
    .join(' ')
    .slice(0, 4_000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')} `;
