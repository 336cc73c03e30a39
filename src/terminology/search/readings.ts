/** What a person typed, and its other readings: short forms written out, words joined or split. */
import { type AskedWord, askedWords, MOST_WORDS, type TypedWord } from './asked.ts';
import type { SearchIndex } from './search-index.ts';
import { isStopWord } from './stop-words.ts';
import { stem, typedTokens } from './words.ts';

export interface Reading {
  readonly words: readonly AskedWord[];
  /** What it takes from a score that the words may mean something likelier. */
  readonly doubt: number;
}

interface Draft {
  readonly words: readonly TypedWord[];
  readonly doubt: number;
}

const MOST_READINGS = 6;
/** Doubt of each further meaning of a short form, of a letter that is no short form, and of words joined or split. */
const NEXT_WAY = 0.4;
const LETTER = 0.9;
const MENDED = 0.3;
const LONGEST_SHORT_FORM = 3;
const LEAST_JOINED = 3;
const SHORTEST_PART = 4;

/** The readings of a text, the likeliest first. None when there is no word in it. */
export function readingsOf(text: string, index: SearchIndex): readonly Reading[] {
  const whole = typed(text).flatMap((word) => unglued(word, index));
  return [...written(whole, index), ...joined(whole, index), ...split(whole, index)]
    .slice(0, MOST_READINGS)
    .map(({ words, doubt }) => ({ words: askedWords(words), doubt }))
    .filter(({ words }) => words.length > 0);
}

function typed(text: string): readonly TypedWord[] {
  const tokens = typedTokens(text);
  const finished = !/[a-z0-9]$/i.test(text);
  return tokens
    .flatMap((token, i): TypedWord[] => {
      const open = !finished && i === tokens.length - 1;
      return token === ',' ? [] : [{ typed: token, open, parted: tokens[i - 1] === ',' }];
    })
    .slice(0, MOST_WORDS);
}

const isKnown = (typed: string, index: SearchIndex): boolean => index.words.find(stem(typed)) >= 0;

/** `ckd3b` is ckd 3b, `covid19` covid 19; but `b12` is one word. */
function unglued(word: TypedWord, index: SearchIndex): readonly TypedWord[] {
  const parts = /^([a-z]{2,})(\d+[a-z]?)$/.exec(word.typed);
  if (!parts || isKnown(word.typed, index) || index.abbreviations.has(word.typed)) return [word];
  return [
    { ...word, typed: parts[1] ?? '', open: false },
    { typed: parts[2] ?? '', open: word.open },
  ];
}

/** Short forms written out, each in every way, up to a bound. A short form that is a word too is read as the word last. */
function written(words: readonly TypedWord[], index: SearchIndex): readonly Draft[] {
  let drafts: Draft[] = [{ words: [], doubt: 0 }];
  for (let at = 0; at < words.length; ) {
    const { length, ways } = waysAt(words, at, index);
    drafts = drafts
      .flatMap(({ words, doubt }) =>
        ways.map((way, i) => ({ words: [...words, ...way], doubt: doubt + i * nextWay(way) })),
      )
      .sort((a, b) => a.doubt - b.doubt)
      .slice(0, MOST_READINGS);
    at += length;
  }
  return drafts;
}

/** `L` is left before it is the beginning of lower. */
const nextWay = ([word]: readonly TypedWord[]): number => (word?.typed.length === 1 ? LETTER : NEXT_WAY);

/** In how many ways the words from here on may be read, and how many of them are. */
function waysAt(words: readonly TypedWord[], at: number, index: SearchIndex) {
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
  return { length: 1, ways: [words.slice(at, at + 1)] };
}

/** `head ache`, where the two together are one known word. */
function joined(words: readonly TypedWord[], index: SearchIndex): readonly Draft[] {
  return words.slice(1).flatMap((second, i) => {
    const first = words[i]?.typed ?? '';
    const both = first + second.typed;
    if (Math.min(first.length, second.typed.length) < LEAST_JOINED || !isKnown(both, index)) return [];
    const one = { typed: both, open: second.open };
    return [{ words: [...words.slice(0, i), one, ...words.slice(i + 2)], doubt: MENDED }];
  });
}

/** `backpain`, where no word is so written but two make it up. */
function split(words: readonly TypedWord[], index: SearchIndex): readonly Draft[] {
  return words.flatMap((word, i) => {
    const pair = isKnown(word.typed, index) ? undefined : halves(word, index);
    return pair ? [{ words: [...words.slice(0, i), ...pair, ...words.slice(i + 1)], doubt: MENDED }] : [];
  });
}

function halves({ typed, open }: TypedWord, index: SearchIndex): readonly TypedWord[] | undefined {
  for (let cut = SHORTEST_PART; cut <= typed.length - SHORTEST_PART; cut += 1) {
    const parts = [typed.slice(0, cut), typed.slice(cut)];
    if (parts.every((part) => isKnown(part, index))) {
      return parts.map((part, n) => ({ typed: part, open: open && n === 1 }));
    }
  }
  return undefined;
}
