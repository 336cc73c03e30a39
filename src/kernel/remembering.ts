/** A pure function with a memory of bounded size: what it made for a key is handed out again. */

/** Beyond `most` keys everything is forgotten and the memory begins anew, so that no input makes it grow. */
export function remembering<T>(make: (key: string) => T, most: number): (key: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    if (known.size >= most) known.clear();
    const made = { value: make(key) };
    known.set(key, made);
    return made.value;
  };
}
