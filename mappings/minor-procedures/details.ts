/** Size, count and place as the record writes them: the name, the body site, the notes, an observation of size. */
import {
  type Evidence,
  type Facts,
  nameIn,
  plainly,
  type Service,
  speaksOf,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { lengthsIn } from './lengths.ts';
import type { Naming, Tables } from './tables.ts';

export const isNamed = (s: Service, naming: Naming): boolean => {
  const own = plainly(nameIn(s));
  const name = plainly(`${nameIn(s)} ${s.bodySite.map((b) => b.words).join(' ')}`);
  if (speaksOf(name, naming.not ?? [])) return false;
  return (
    s.concept.codings.some((c) => naming.snomed?.includes(c.code)) ||
    speaksOf(name, naming.names) ||
    (naming.says?.every((words) => speaksOf(own, words)) ?? false)
  );
};

export interface Size {
  readonly cm: number;
  readonly evidence: readonly Evidence[];
}

/** The one length that the name, a note or an observation of size gives; several different ones are none. */
export function sizeOf(s: Service, facts: Facts, text = wordsAbout(s)): Size | undefined {
  const said = [...new Set(lengthsIn(text))];
  const [only] = said;
  if (only !== undefined) return said.length === 1 ? { cm: only, evidence: [] } : undefined;
  return measuredSize(s, facts);
}

export function measuredSize(s: Service, facts: Facts): Size | undefined {
  const measured = facts.measurements.filter((m) => m.date === s.date && isSize(m.concept.words));
  const [size] = measured;
  if (measured.length !== 1 || size?.value === undefined) return undefined;
  const cm = size.unit === 'cm' ? size.value : size.unit === 'mm' ? size.value / 10 : undefined;
  return cm === undefined ? undefined : { cm, evidence: size.evidence };
}

const isSize = (words: string): boolean =>
  speaksOf(plainly(words), [
    'wound length',
    'laceration length',
    'length of wound',
    'length of laceration',
    'lesion size',
    'excised diameter',
  ]);

const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];
const COUNTED = new RegExp(
  `\\b(\\d{1,2}|single|${NUMBERS.join('|')}) (?:[a-z]{2,12} ){0,2}(?:lesions?|warts?|aks?|keratosis|keratoses|tags?|nails?|toenails?|fingernails?|muscles?|biops(?:y|ies)|corns?|callus(?:es)?|papules?|molluscum|lacerations?|wounds?|cuts|abscess(?:es)?|growths?|spots|moles?|points?)\\b`,
  'g',
);
const TIMES = /\bx ?(\d{1,2})\b/;

/** How many the words say: "12 warts", "three lesions", "x 4". Different numbers are none. */
export function countOf(s: Service): number | undefined {
  const text = plainly(wordsAbout(s));
  const counted = [...text.matchAll(COUNTED)].flatMap(([, n = '']) => number(n) ?? []);
  const times = TIMES.exec(text)?.[1];
  const all = [...new Set([...counted, ...(times ? [Number(times)] : [])])];
  return all.length === 1 ? all[0] : undefined;
}

function number(text: string): number | undefined {
  if (text === 'single') return 1;
  const n = /^\d/.test(text) ? Number(text) : NUMBERS.indexOf(text) + 1;
  return n >= 1 ? n : undefined;
}

/** The places that the body site names; without a body site, those of the name and the notes. */
export function placesOf(s: Service, { places }: Tables): readonly string[] {
  const site = s.bodySite.map((b) => [b.words, ...b.codings.map((c) => c.display ?? '')].join(' ')).join(' ');
  const text = plainly(site || wordsAbout(s)).replace(/ back of (?:the )?/g, ' ');
  return places.filter(([, words]) => speaksOf(text, words)).map(([place]) => place);
}

/** The group that holds all the places named. */
export const groupOf = <G extends { readonly places: readonly string[] }>(
  named: readonly string[],
  groups: readonly G[],
): G | undefined =>
  named.length === 0 ? undefined : groups.find((g) => named.every((p) => g.places.includes(p)));
