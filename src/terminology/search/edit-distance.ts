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
  const width = typed.length + 1;
  if (typed.length - word.length > most) return -1;
  if (!asPrefix && word.length - typed.length > most) return -1;
  // Three rows of the table, in turn: how many errors turn each beginning of `typed` into the first w letters of `word`.
  const rows = new Uint8Array(width * 3);
  for (let t = 0; t < width; t += 1) rows[t] = t;
  const limit = Math.min(word.length, typed.length + most);
  let best = typed.length;
  for (let w = 1; w <= limit; w += 1) {
    const least = fillRow(rows, width, typed, word, w);
    const last = rows[(w % 3) * width + typed.length] ?? 0;
    best = asPrefix ? Math.min(best, last) : last;
    if (least > most) return asPrefix && best <= most ? best : -1;
  }
  return best <= most ? best : -1;
}

/** Fills row `w` and answers its least number. */
function fillRow(rows: Uint8Array, width: number, typed: string, word: string, w: number): number {
  const at = (w % 3) * width;
  const before = ((w + 2) % 3) * width;
  const twoAgo = ((w + 1) % 3) * width;
  const letter = word.charCodeAt(w - 1);
  const letterBefore = w > 1 ? word.charCodeAt(w - 2) : -1;
  let least = w;
  rows[at] = w;
  for (let t = 1; t < width; t += 1) {
    const own = typed.charCodeAt(t - 1);
    let errors = (rows[before + t - 1] ?? 0) + (own === letter ? 0 : 1);
    errors = Math.min(errors, (rows[before + t] ?? 0) + 1, (rows[at + t - 1] ?? 0) + 1);
    if (t > 1 && own === letterBefore && typed.charCodeAt(t - 2) === letter) {
      errors = Math.min(errors, (rows[twoAgo + t - 2] ?? 0) + 1);
    }
    rows[at + t] = errors;
    if (errors < least) least = errors;
  }
  return least;
}
