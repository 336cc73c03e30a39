/** Token, string and uri search parameters (R4 search.html#token, #string, #uri). */

interface Token {
  readonly system: string | undefined;
  readonly code: string | undefined;
}

/** The tokens an element holds: code, boolean, Coding, CodeableConcept, Identifier or ContactPoint. */
export function tokensOf(value: unknown): readonly Token[] {
  if (typeof value === 'string' || typeof value === 'boolean')
    return [{ system: undefined, code: String(value) }];
  if (value === null || typeof value !== 'object') return [];
  const v = value as { coding?: unknown[]; system?: string; code?: string; value?: string };
  if (Array.isArray(v.coding)) return v.coding.flatMap(tokensOf);
  const code = v.code ?? v.value;
  return code === undefined && v.system === undefined ? [] : [{ system: v.system, code }];
}

/** `code`, `system|code`, `|code` (no system) or `system|` (any code of it); codes are compared as they are written. */
export function tokenMatches(wanted: string, token: Token): boolean {
  const bar = wanted.indexOf('|');
  if (bar < 0) return token.code === wanted;
  const system = wanted.slice(0, bar);
  const code = wanted.slice(bar + 1);
  return (token.system ?? '') === system && (code === '' ? system !== '' : token.code === code);
}

/** Every string inside an element: a HumanName or Address is searched in all its parts. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

/** Strings match from their start, whatever their case and accents. */
export const startsWith = (wanted: string, text: string): boolean => folded(text).startsWith(folded(wanted));
export const contains = (wanted: string, text: string): boolean => folded(text).includes(folded(wanted));

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
