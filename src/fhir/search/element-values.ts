/** What an element holds as searches see it (R4 search.html#token, #string). */

export interface Token {
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

/** Every string inside an element: a HumanName or Address is searched in all its parts. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

/** Strings are compared whatever their case and accents. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
