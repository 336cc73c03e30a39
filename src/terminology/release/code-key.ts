/** An ICD-10-CM code as one whole number, so that a release is searched without comparing text. */

// Letter, digit, then up to five of 37 (nothing, 0–9, A–Z): 260 × 37⁵ < 2³⁵, exact in a double with 18 bits to spare.
const TAIL = 5;
const BASE = 37;

/** The key of a code with or without its dot; −1 when a character cannot stand where it does. Keys sort as the characters do. */
export function codeKey(code: string): number {
  const letter = code.charCodeAt(0) - 65;
  const digit = code.charCodeAt(1) - 48;
  if (!(letter >= 0 && letter < 26 && digit >= 0 && digit < 10)) return -1;
  let key = letter * 10 + digit;
  let used = 0;
  for (let i = 2; i < code.length; i += 1) {
    const char = code.charCodeAt(i);
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
