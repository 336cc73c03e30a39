/** A word that is asked for, as it was typed or as the tables write it. */
import { denies, newDenial } from './denial.ts';
import { isFaint, isLight, isStopWord } from './stop-words.ts';
import { stem } from './words.ts';

export interface AskedWord {
  readonly word: string;
  /** As typed, before it was brought to its normal form: what may be a beginning. */
  readonly typed: string;
  /** Perhaps still being typed. */
  readonly open: boolean;
  /** `without bleeding`. */
  readonly denied: boolean;
  /** Heard, but not asked for: `with`. */
  readonly faint: boolean;
  /** Asked for, but not missed: `disease`. */
  readonly light: boolean;
}

export interface TypedWord {
  readonly typed: string;
  readonly open: boolean;
  /** A comma stands before it. */
  readonly parted?: boolean;
}

/** Terms are bits of one number, so that there is room for no more. */
export const MOST_WORDS = 24;

/** A word of the tables, in its normal form already. */
export const asWritten = (word: string): AskedWord => ({
  word,
  typed: word,
  open: false,
  denied: false,
  faint: false,
  light: isLight(word),
});

/** Typed words without those that say nothing, each once, what is denied marked. */
export function askedWords(words: readonly TypedWord[]): readonly AskedWord[] {
  const asked: AskedWord[] = [];
  const alone = words.length === 1;
  const denial = newDenial(words.map(({ typed, parted }) => (parted ? `, ${typed}` : typed)).join(' '));
  for (const word of words.slice(0, MOST_WORDS)) {
    if (word.parted) denial.comma();
    const denied = denial.next(word.typed);
    const again = asked.some((other) => other.typed === word.typed && other.denied === denied);
    if (!again && (alone || !isStopWord(word.typed))) asked.push(askedWord(word, denied, alone));
  }
  // Someone who typed nothing but `with` means it.
  return asked.every(({ faint }) => faint) ? asked.map((word) => ({ ...word, faint: false })) : asked;
}

function askedWord({ typed, open }: TypedWord, denied: boolean, alone: boolean): AskedWord {
  const word = stem(typed);
  const faint = isFaint(typed) || denies(typed);
  return { word, typed, open, denied: denied && !faint, faint, light: !alone && isLight(word) };
}
