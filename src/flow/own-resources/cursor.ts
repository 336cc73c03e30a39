/** The place of a page in its search (R4 http.html#paging): numbers alone, bound to the search they came from. */
import { ClaimwrightError, canonicalJson, parseJson, sha256 } from '../../kernel/index.ts';

const invalid = (): ClaimwrightError => new ClaimwrightError('CW-8503');

/** A digest of what was asked: a place in one list means nothing in another. */
const digest = (asked: unknown): string => sha256(canonicalJson(asked)).slice(0, 16);

export const writeCursor = (asked: unknown, place: readonly number[]): string =>
  Buffer.from(JSON.stringify([digest(asked), ...place])).toString('base64url');

/** Throws CW-8503 for anything but a place of `length` numbers in the same search. */
export function readCursor(asked: unknown, text: string, length: number): readonly number[] {
  const [of, ...place] = parsed(text);
  const whole = place.filter((n): n is number => Number.isSafeInteger(n));
  if (of !== digest(asked) || whole.length !== place.length || whole.length !== length) throw invalid();
  return whole;
}

function parsed(text: string): readonly unknown[] {
  if (!/^[\w-]{1,512}$/.test(text)) throw invalid();
  try {
    const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value)) return value;
  } catch {
    throw invalid();
  }
  throw invalid();
}
