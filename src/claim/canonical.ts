/** A JSON value with its keys in canonical order (RFC 8785) and nothing undefined, so that plain JSON.stringify gives
 * the bytes of canonicalJson; copied directly, which is four times as fast as writing and reading it. */

export function canonical<T>(value: T): T {
  if (Array.isArray(value)) return value.map((v: unknown) => canonical(v)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(given);
  // Most objects are written in order already, and a claim is made of hundreds.
  if (keys.some((key, i) => i > 0 && key < (keys[i - 1] ?? ''))) keys.sort();
  const ordered: Record<string, unknown> = {};
  for (const key of keys) if (given[key] !== undefined) ordered[key] = canonical(given[key]);
  return ordered as T;
}
