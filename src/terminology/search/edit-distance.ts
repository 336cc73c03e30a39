/** Typing errors: insertions, deletions, substitutions and swapped neighbours (Damerau's four), within a small bound. */

/** Letters as bits of one number: an error changes two at most, so unlike words are told apart without comparing them. */
export function letters(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) bits |= 1 << bitOf(word.charCodeAt(i));
  return bits;
}

// a–z have a bit each, the ten digits share six.
const bitOf = (char: number): number => (char >= 97 ? char - 97 : 26 + (char % 6));

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Errors between `typed` and `word`, or −1 when there are more than `most`. With `asPrefix` whatever follows in `word` is
 * still to be typed.
 */
export function errorsBetween(typed: string, word: string, most: number, asPrefix: boolean): number {
  if (typed.length - word.length > most) return -1;
  if (!asPrefix && word.length - typed.length > most) return -1;
  const limit = Math.min(word.length, typed.length + most);
  let twoAgo: number[] = [];
  let before = Array.from({ length: typed.length + 1 }, (_, i) => i);
  let best = before[typed.length] ?? 0;
  for (let w = 1; w <= limit; w += 1) {
    const row = nextRow(typed, word, w, before, twoAgo);
    best = asPrefix ? Math.min(best, row[typed.length] ?? 0) : (row[typed.length] ?? 0);
    if (Math.min(...row) > most) return asPrefix && best <= most ? best : -1;
    twoAgo = before;
    before = row;
  }
  return best <= most ? best : -1;
}

/** Row `w` of the table: how many errors turn each beginning of `typed` into the first `w` letters of `word`. */
function nextRow(typed: string, word: string, w: number, before: number[], twoAgo: number[]): number[] {
  const row = [w];
  for (let t = 1; t <= typed.length; t += 1) {
    const same = typed[t - 1] === word[w - 1];
    let errors = (before[t - 1] ?? 0) + (same ? 0 : 1);
    errors = Math.min(errors, (before[t] ?? 0) + 1, (row[t - 1] ?? 0) + 1);
    const swapped = w > 1 && t > 1 && typed[t - 1] === word[w - 2] && typed[t - 2] === word[w - 1];
    if (swapped) errors = Math.min(errors, (twoAgo[t - 2] ?? 0) + 1);
    row.push(errors);
  }
  return row;
}
