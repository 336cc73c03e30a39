/** An ICD-10-CM code as one whole number, so that a release is searched without comparing text. */

// A letter, one of 36, then up to five of 37 (nothing, 0–9, A–Z): 26 × 36 × 37⁵ < 2³⁶, exact in a double with 17 bits to
// spare.
const TAIL = 5;
const BASE = 37;

/** Keys of one category lie together: its number times this, and up to the next. */
export const CATEGORY = BASE ** (TAIL - 1);
/** How many categories keys have room for. */
export const CATEGORIES = 26 * 36 * BASE;

/**
 * The key of a code with or without its dot, or of one that stands within a text; −1 when a character cannot stand where
 * it does. Keys sort as the characters do.
 */
export function codeKey(text: string, from = 0, to = text.length): number {
  const letter = text.charCodeAt(from) - 65;
  const second = charValue(text.charCodeAt(from + 1)) - 1;
  if (!(letter >= 0 && letter < 26 && second >= 0)) return -1;
  let key = letter * 36 + second;
  let used = 0;
  for (let i = from + 2; i < to; i += 1) {
    const char = text.charCodeAt(i);
    if (char === 46) continue;
    const value = charValue(char);
    if (value < 0 || used === TAIL) return -1;
    key = key * BASE + value;
    used += 1;
  }
  return key * BASE ** (TAIL - used);
}

function charValue(char: number): number {
  if (char >= 48 && char <= 57) return char - 47;
  return char >= 65 && char <= 90 ? char - 54 : -1;
}
