/** A title as the search sees it: each word, where it stands, whether it is denied (`without bleeding`), and how much
 * it adds to the meaning: a short title is near to a short question, but `unspecified` makes no title longer. */
import { fold, stem } from './words.ts';

/** What an unasked word of a title costs, by class; three bits of a posting name the class. */
export const COSTS: readonly number[] = [0, 0.1, 0.25, 0.4, 0.6, 0.8, 1, 0];
/** The class of a word that only a heading above has. */
export const ABOVE = 7;
const NORMAL = 6;
const SLIGHT = 1;
const BRACKETED = 2;

const CLASS_OF = new Map<string, number>([
  ...classed(
    0,
    'unspecified the of and or in to a an by on at for from as is initial encounter site any degree',
  ),
  ...classed(
    1,
    'closed uncomplicated complication type side part due with without not elsewhere classified nec',
  ),
  ...classed(1, 'specified region body mention unintentional'),
  ...classed(
    2,
    'personal disorder disease syndrome condition mellitus displaced single episode primary essential',
  ),
  ...classed(2, 'current adult limb joint accidental behavior general status routine examination level'),
  ...classed(3, 'acute unilateral female viral lower upper type 2 form age related'),
  ...classed(5, 'other'),
]);

function classed(cost: number, words: string): [string, number][] {
  return words.split(' ').map((word) => [stem(word), cost]);
}

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
// `Unspecified as acute or chronic` is neither.
// `Laceration without foreign body of hand`: the hand is not denied; `without loss of consciousness`: all of it is.
const DENIES = new Set(['without', 'not', 'except']);
const WHOLE = new Set(['body', 'extension', 'fracture']);

/** The words of a title in order, each once; a word that is said and denied counts as said. */
export function titleWords(title: string): readonly TitleWord[] {
  const found = new Map<string, TitleWord>();
  let denied = false;
  let depth = 0;
  let position = 0;
  let before = '';
  let vague = false;
  const lists = title.includes(', and ');
  for (const [token] of fold(title).matchAll(TOKEN)) {
    if (token === '(' || token === '[') depth += 1;
    else if (token === ')' || token === ']') depth -= 1;
    else if (token === ',') {
      denied &&= lists;
      vague = false;
    } else {
      // `…, unspecified quadrant`: that there is a quadrant is not news.
      if (before === ',' && token === 'unspecified') vague = true;
      if (token === 'with' || (token === 'of' && WHOLE.has(before))) denied = false;
      const word = stem(token);
      const known = found.get(word);
      if (known === undefined || (known.denied && !denied)) {
        found.set(word, { word, position, denied, cost: costOf(word, denied || vague, depth > 0) });
      }
      if (DENIES.has(token) || (token === 'as' && before === 'unspecified')) denied = true;
      position += 1;
    }
    before = token;
  }
  return [...found.values()];
}

function costOf(word: string, slight: boolean, bracketed: boolean): number {
  const own = CLASS_OF.get(word) ?? NORMAL;
  if (slight) return Math.min(own, SLIGHT);
  return bracketed ? Math.min(own, BRACKETED) : own;
}
