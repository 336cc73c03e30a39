/** An inverted index in typed arrays: for each word the rows whose title has it, with place, denial and cost in one number. */
import type { TitleWord } from './title-words.ts';

// A posting: row in 17 bits (an order file numbers its rows with five digits), denied, cost class 3, position 5.
const ROW_BITS = 17;
export const ROW_MASK = 2 ** ROW_BITS - 1;
export const DENIED_BIT = 2 ** ROW_BITS;
export const COST_SHIFT = ROW_BITS + 1;
export const POSITION_SHIFT = COST_SHIFT + 3;
const LAST_POSITION = 31;

export interface Postings {
  /** Postings of word w are those from `starts[w]` to `starts[w + 1]`, in the order of the rows. */
  readonly starts: Uint32Array;
  readonly list: Uint32Array;
}

export type Place = Pick<TitleWord, 'position' | 'denied' | 'cost'>;

export interface PostingsBuilder {
  add(row: number, word: number, place: Place): void;
  /** Words are renumbered as `order` says: old number to new. */
  build(words: number, order: Uint32Array): Postings;
}

/** Room for about so many postings, and for more when there are more. */
export function postingsBuilder(expected: number): PostingsBuilder {
  const room = Math.max(16, expected);
  let words = new Uint32Array(room);
  let list = new Uint32Array(room);
  let size = 0;
  return {
    add(row, word, place) {
      if (size === list.length) {
        words = grown(words, new Uint32Array(size * 2));
        list = grown(list, new Uint32Array(size * 2));
      }
      words[size] = word;
      list[size] = pack(row, place);
      size += 1;
    },
    build: (count, order) => sorted(words.subarray(0, size), list.subarray(0, size), count, order),
  };
}

function pack(row: number, { position, denied, cost }: Place): number {
  const place = position < LAST_POSITION ? position : LAST_POSITION;
  return ((place << POSITION_SHIFT) | (cost << COST_SHIFT) | (denied ? DENIED_BIT : 0) | row) >>> 0;
}

function grown(from: Uint32Array<ArrayBuffer>, to: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  to.set(from);
  return to;
}

/** A counting sort by word; rows stay in their order. */
function sorted(words: Uint32Array, list: Uint32Array, count: number, order: Uint32Array): Postings {
  const starts = new Uint32Array(count + 1);
  const numberOf = (i: number): number => order[words[i] ?? 0] ?? 0;
  for (let i = 0; i < words.length; i += 1) starts[numberOf(i) + 1] = (starts[numberOf(i) + 1] ?? 0) + 1;
  for (let word = 1; word <= count; word += 1) starts[word] = (starts[word] ?? 0) + (starts[word - 1] ?? 0);
  const next = starts.slice();
  const out = new Uint32Array(list.length);
  for (let i = 0; i < list.length; i += 1) {
    const word = numberOf(i);
    const at = next[word] ?? 0;
    out[at] = list[i] ?? 0;
    next[word] = at + 1;
  }
  return { starts, list: out };
}
