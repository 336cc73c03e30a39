/** Token, string and uri search parameters (R4 search.html#token, #string, #uri). */
import { folded, type Token } from '../../fhir/index.ts';

export { stringsOf, tokensOf } from '../../fhir/index.ts';

/** `code`, `system|code`, `|code` (no system) or `system|` (any code of it); codes are compared as they are written. */
export function tokenMatches(wanted: string, token: Token): boolean {
  const bar = wanted.indexOf('|');
  if (bar < 0) return token.code === wanted;
  const system = wanted.slice(0, bar);
  const code = wanted.slice(bar + 1);
  return (token.system ?? '') === system && (code === '' ? system !== '' : token.code === code);
}

/** Strings match from their start, whatever their case and accents. */
export const startsWith = (wanted: string, text: string): boolean => folded(text).startsWith(folded(wanted));
export const contains = (wanted: string, text: string): boolean => folded(text).includes(folded(wanted));
