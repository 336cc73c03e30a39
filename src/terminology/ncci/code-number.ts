/** A CPT or HCPCS Level II code as one whole number, so small that a table of them all is one array. Numbers sort as the codes do. */
import type { ProcedureCode } from '../code.ts';

const LENGTH = 5;
// 0–9 and A–V; three digits; 0–9 and A–Z.
const FIRSTS = 32;
const MIDDLES = 1_000;
const LASTS = 36;

/** How many numbers there are. */
export const CODE_NUMBERS = FIRSTS * MIDDLES * LASTS;

/** The number of the code that stands at a place within a text; −1 when none of either shape does (`\d{4}[0-9A-Z]`, `[A-V]\d{4}`). */
export function codeNumber(text: string, at = 0): number {
  const first = charValue(text.charCodeAt(at));
  const last = charValue(text.charCodeAt(at + LENGTH - 1));
  if (!(first >= 0 && first < FIRSTS && last >= 0) || (first > 9 && last > 9)) return -1;
  let middle = 0;
  for (let i = at + 1; i < at + LENGTH - 1; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    middle = middle * 10 + digit;
  }
  return (first * MIDDLES + middle) * LASTS + last;
}

function charValue(char: number): number {
  if (char >= 48 && char <= 57) return char - 48;
  return char >= 65 && char <= 90 ? char - 55 : -1;
}

export function codeOf(number: number): ProcedureCode {
  const last = (number % LASTS).toString(LASTS);
  const rest = Math.floor(number / LASTS);
  const middle = String(rest % MIDDLES).padStart(3, '0');
  const first = Math.floor(rest / MIDDLES).toString(FIRSTS);
  return `${first}${middle}${last}`.toUpperCase() as ProcedureCode;
}

/** The number of a text that is a code and nothing else. */
export const wholeCodeNumber = (text: string): number => (text.length === LENGTH ? codeNumber(text) : -1);
