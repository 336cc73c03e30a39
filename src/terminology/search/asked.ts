/** What a person typed, as words to look for; and its other readings: short forms written out, words joined or split. */
import type { SearchIndex } from './search-index.ts';
import { denies, isFaint, isLight, isStopWord } from './stop-words.ts';
import { stem, typedWords } from './words.ts';

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

/** A word of the tables, in its normal form already. */
export const asWritten = (word: string): AskedWord => ({
  word,
  typed: word,
  open: false,
  denied: false,
  faint: false,
  light: isLight(word),
});

export const MOST_WORDS = 24;
const MOST_READINGS = 6;

/** Doubt of each further meaning of a short form, and of words joined or split. */
const NEXT_WAY = 0.4;
const LETTER = 0.9;
const MENDED = 0.3;

interface Draft {
  readonly words: readonly Typed[];
  readonly doubt: number;
}

interface Typed {
  readonly typed: string;
  readonly open: boolean;
}

export interface Reading {
  readonly words: readonly AskedWord[];
  /** What it takes from a score that the words may mean something likelier. */
  readonly doubt: number;
}

/** The readings of a text, the likeliest first. Not one when there is no word in it. */
export function readingsOf(text: string, index: SearchIndex): readonly Reading[] {
  const words = typedWords(text).slice(0, MOST_WORDS);
  const finished = !/[a-z0-9]$/i.test(text);
  const typed = words.map((word, i) => ({ typed: word, open: !finished && i === words.length - 1 }));
  const whole = typed.flatMap((word) => unglued(word, index));
  const readings = [...written(whole, index), ...joined(whole, index), ...split(whole, index)];
  return readings
    .slice(0, MOST_READINGS)
    .map(({ words, doubt }) => ({ words: toAsked(words), doubt }))
    .filter(({ words }) => words.length > 0);
}

/** `ckd3b` is ckd 3b, `covid19` covid 19; but `b12` is one word. */
function unglued(word: Typed, index: SearchIndex): readonly Typed[] {
  const parts = /^([a-z]{2,})(\d+[a-z]?)$/.exec(word.typed);
  if (!parts || isKnown(word.typed, index) || index.abbreviations.has(word.typed)) return [word];
  return [
    { typed: parts[1] ?? '', open: false },
    { typed: parts[2] ?? '', open: word.open },
  ];
}

const isKnown = (typed: string, index: SearchIndex): boolean => index.words.find(stem(typed)) >= 0;

/** Short forms written out, each in every way, up to a bound. A short form that is a word too is read as the word last. */
function written(words: readonly Typed[], index: SearchIndex): readonly Draft[] {
  let readings: Draft[] = [{ words: [], doubt: 0 }];
  for (let at = 0; at < words.length; ) {
    const { length, ways } = waysAt(words, at, index);
    readings = readings
      .flatMap(({ words, doubt }) =>
        ways.map((way, i) => ({ words: [...words, ...way], doubt: doubt + i * nextWay(way) })),
      )
      .sort((a, b) => a.doubt - b.doubt)
      .slice(0, MOST_READINGS);
    at += length;
  }
  return readings;
}

const LONGEST_SHORT_FORM = 3;

/** `L` is left before it is the beginning of lower. */
const nextWay = ([word]: readonly Typed[]): number => (word?.typed.length === 1 ? LETTER : NEXT_WAY);

function waysAt(words: readonly Typed[], at: number, index: SearchIndex) {
  const literal = words.slice(at, at + 1);
  for (let length = Math.min(LONGEST_SHORT_FORM, words.length - at); length > 0; length -= 1) {
    const run = words.slice(at, at + length);
    const long = index.abbreviations.get(run.map(({ typed }) => typed).join(' '));
    if (long === undefined) continue;
    // `as` and `or` are short forms when they stand alone only.
    if (length === 1 && words.length > 1 && isStopWord(run[0]?.typed ?? '')) continue;
    const ways = long.map((words) => words.map((typed) => ({ typed, open: false })));
    const asWord = run.every(({ typed, open }) => open || (typed.length > 1 && isKnown(typed, index)));
    return { length, ways: asWord ? [...ways, run] : ways };
  }
  return { length: 1, ways: [literal] };
}

const LEAST_JOINED = 3;

/** `head ache`, where the two together are one known word. */
function joined(words: readonly Typed[], index: SearchIndex): readonly Draft[] {
  return words.slice(1).flatMap((second, i) => {
    const first = words[i]?.typed ?? '';
    const both = first + second.typed;
    if (Math.min(first.length, second.typed.length) < LEAST_JOINED || !isKnown(both, index)) return [];
    const one = { typed: both, open: second.open };
    return [{ words: [...words.slice(0, i), one, ...words.slice(i + 2)], doubt: MENDED }];
  });
}

const SHORTEST_PART = 4;

/** `backpain`, where no word is so written but two make it up. */
function split(words: readonly Typed[], index: SearchIndex): readonly Draft[] {
  return words.flatMap(({ typed, open }, i) => {
    if (isKnown(typed, index)) return [];
    for (let cut = SHORTEST_PART; cut <= typed.length - SHORTEST_PART; cut += 1) {
      const parts = [typed.slice(0, cut), typed.slice(cut)];
      if (!parts.every((part) => isKnown(part, index))) continue;
      const pair = parts.map((part, n) => ({ typed: part, open: open && n === 1 }));
      return [{ words: [...words.slice(0, i), ...pair, ...words.slice(i + 1)], doubt: MENDED }];
    }
    return [];
  });
}

function toAsked(words: readonly Typed[]): readonly AskedWord[] {
  const asked: AskedWord[] = [];
  let denied = false;
  for (const { typed, open } of words.slice(0, MOST_WORDS)) {
    if (typed === 'with' || typed === 'w') denied = false;
    const faint = isFaint(typed) || denies(typed);
    const again = asked.some((other) => other.typed === typed && other.denied === denied);
    if ((!isStopWord(typed) || words.length === 1) && !again)
      asked.push({
        word: stem(typed),
        typed,
        open,
        denied: denied && !faint,
        faint,
        light: isLight(stem(typed)) && words.length > 1,
      });
    if (denies(typed)) denied = true;
  }
  // Someone who typed nothing but `with` means it.
  return asked.every(({ faint }) => faint) ? asked.map((word) => ({ ...word, faint: false })) : asked;
}
