/** A CPT or HCPCS Level II code as one whole number of 26 bits; numbers sort as the codes do. */
import type { ProcedureCode } from '../code.ts';

const LENGTH = 5;
const BASE = 36;

/** The number of the code that stands at a place within a text; −1 when none of either shape does (`\d{4}[0-9A-Z]`, `[A-V]\d{4}`). */
export function codeNumber(text: string, at = 0): number {
  const first = valueOf(text.charCodeAt(at));
  const last = valueOf(text.charCodeAt(at + LENGTH - 1));
  if (!(first >= 0 && first < 32 && last >= 0) || (first > 9 && last > 9)) return -1;
  let number = first;
  for (let i = at + 1; i < at + LENGTH - 1; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * BASE + digit;
  }
  return number * BASE + last;
}

function valueOf(char: number): number {
  if (char >= 48 && char <= 57) return char - 48;
  return char >= 65 && char <= 90 ? char - 55 : -1;
}

export const codeOf = (number: number): ProcedureCode =>
  number.toString(BASE).toUpperCase().padStart(LENGTH, '0') as ProcedureCode;

/** The number of a text that is a code and nothing else. */
export const wholeCodeNumber = (text: string): number => (text.length === LENGTH ? codeNumber(text) : -1);
