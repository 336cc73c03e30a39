/** A JSON value with its keys in canonical order (RFC 8785) and nothing undefined, so that plain JSON.stringify gives
 * the bytes of canonicalJson; copied directly, which is four times as fast as writing and reading it. */

export function canonical<T>(value: T): T {
  if (Array.isArray(value)) return value.map((v: unknown) => canonical(v)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([k, v]) => [k, canonical(v)])) as T;
}
