/** Pure functions with a memory: what was made for a key is handed out again. */

/** Beyond `most` keys everything is forgotten and the memory begins anew, so that no input makes it grow. */
export function remembering<T, K extends string | number = string>(
  make: (key: K) => T,
  most: number,
): (key: K) => T {
  const known = new Map<K, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    if (known.size >= most) known.clear();
    const made = { value: make(key) };
    known.set(key, made);
    return made.value;
  };
}

/** What is made of an object is kept as long as the object is: a pure function of things that never change. */
export function rememberingEach<K extends WeakKey, T>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const made = { value: make(key) };
    known.set(key, made);
    return made.value;
  };
}
