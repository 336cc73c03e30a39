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
  const later = cued(visit, 'subsequent') || facts.notes.some((n) => LATER.test(n.text.slice(0, 120)));
  return kinds.find((kind) => cued(own, kind)) ?? (later ? 'subsequent' : 'initial');
}

/** How a note of later care begins: "2 wk f/u", "3.5 wks out", "3 wks s/p". */
const LATER =
  /\b(?:\d{1,2}|two|three|four|six)(?:\.\d)?[ -]?(?:d|days?|wks?|weeks?|mos?|months?)[ -](?:f\/u|follow[- ]?up|s\/p|out|post)\b|^\W*(?:f\/u|follow[- ]?up|recheck)\b/i;

const flat = (texts: readonly string[]): string =>
  ` ${texts
    .join(' ')
    .slice(0, 4_000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')} `;
