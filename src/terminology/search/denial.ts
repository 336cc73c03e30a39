/** Which words are denied (`without bleeding`, `not intractable`): one reading for titles and for what is typed. */

const DENIALS = new Set(['without', 'wo', 'no', 'not', 'sans', 'except']);
const RETURNS = new Set(['with', 'w']);
// `Laceration without foreign body of hand`: the hand is not denied; `without loss of consciousness`: all of it is.
const WHOLE = new Set(['body', 'extension', 'fracture']);

export const denies = (word: string): boolean => DENIALS.has(word);

export interface Denial {
  /** A comma ends a denial, but not in a list: `without psychotic disturbance, mood disturbance, and anxiety`. */
  comma(): void;
  /** Takes the next word; whether it is denied. */
  next(word: string): boolean;
}

export function newDenial(text: string): Denial {
  const lists = text.includes(', and ');
  let denied = false;
  let before = '';
  return {
    comma() {
      denied &&= lists;
      before = ',';
    },
    next(word) {
      if (RETURNS.has(word) || (word === 'of' && WHOLE.has(before))) denied = false;
      const own = denied;
      // `Unspecified as acute or chronic` is neither.
      if (denies(word) || (word === 'as' && before === 'unspecified')) denied = true;
      before = word;
      return own;
    },
  };
}
