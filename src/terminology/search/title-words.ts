/** A title as the search sees it: each word, where it stands, whether it is denied (`without bleeding`), and how much
 * it adds to the meaning: a short title is near to a short question, but `unspecified` makes no title longer. */
import { type Denial, newDenial } from './denial.ts';
import { fold, stem } from './words.ts';

/** What an unasked word of a title costs, by class; three bits of a posting name the class. */
export const COSTS: readonly number[] = [0, 0.1, 0.25, 0.4, 0.6, 0.8, 1, 0];
/** The class of a word that only a heading above has. */
export const ABOVE = 7;
const NORMAL = 6;
const SLIGHT = 1;
const BRACKETED = 2;

const CLASSES: readonly (readonly [cost: number, words: string])[] = [
  [0, 'unspecified the of and or in to a an by on at for from as is initial encounter site any degree'],
  [1, 'closed uncomplicated complication type side part due with without not elsewhere classified nec'],
  [1, 'specified region body mention unintentional'],
  [2, 'personal disorder disease syndrome condition mellitus displaced single episode primary essential'],
  [2, 'current adult limb joint accidental behavior general status routine examination level'],
  [3, 'acute unilateral female viral lower upper type 2 form age related'],
  [5, 'other'],
];
const CLASS_OF: ReadonlyMap<string, number> = new Map(
  CLASSES.flatMap(([cost, words]) => words.split(' ').map((word) => [stem(word), cost] as const)),
);

export interface TitleWord {
  readonly word: string;
  readonly position: number;
  readonly denied: boolean;
  /** Index into COSTS. */
  readonly cost: number;
}

/** Words that tell one title from another, said and not denied. */
export const isContent = ({ denied, cost }: TitleWord): boolean => !denied && cost === NORMAL;

const TOKEN = /[a-z0-9]+|[()[\],]/g;

/** A reader of titles. It remembers the normal form of each word it met: titles have a million, of a few thousand. */
export function titleReader(): (title: string) => readonly TitleWord[] {
  const known = new Map<string, Known>();
  const normal = (token: string): Known => {
    const before = known.get(token);
    if (before) return before;
    const word = stem(token);
    const made = { word, cost: CLASS_OF.get(word) ?? NORMAL };
    known.set(token, made);
    return made;
  };
  return (title) => titleWords(title, normal);
}

interface Known {
  readonly word: string;
  readonly cost: number;
}

/** The words of a title in order, each once; a word that is said and denied counts as said. */
function titleWords(title: string, normal: (token: string) => Known): readonly TitleWord[] {
  const folded = fold(title);
  const reading = newReading(folded);
  for (const token of folded.match(TOKEN) ?? []) {
    if (token === ',') comma(reading);
    else if (token === '(' || token === '[') reading.depth += 1;
    else if (token === ')' || token === ']') reading.depth -= 1;
    else addWord(reading, token, normal(token));
    reading.before = token;
  }
  return reading.found;
}

interface Reading {
  readonly found: TitleWord[];
  readonly denial: Denial;
  depth: number;
  position: number;
  before: string;
  /** `…, unspecified quadrant`: that there is a quadrant is not news. */
  vague: boolean;
}

const newReading = (folded: string): Reading => ({
  found: [],
  denial: newDenial(folded),
  depth: 0,
  position: 0,
  before: '',
  vague: false,
});

function comma(reading: Reading): void {
  reading.denial.comma();
  reading.vague = false;
}

function addWord(reading: Reading, token: string, { word, cost }: Known): void {
  const { found, depth, position } = reading;
  if (token === 'unspecified' && reading.before === ',') reading.vague = true;
  const denied = reading.denial.next(token);
  const place = placeOf(word, found);
  if (place === found.length || (found[place]?.denied && !denied)) {
    const most = denied || reading.vague ? SLIGHT : depth > 0 ? BRACKETED : cost;
    found[place] = { word, position, denied, cost: Math.min(cost, most) };
  }
  reading.position += 1;
}

/** Where a word stands among those found, or would. */
function placeOf(word: string, found: readonly TitleWord[]): number {
  let place = 0;
  while (place < found.length && found[place]?.word !== word) place += 1;
  return place;
}
