/** A value made when it is first asked for: a table that nobody asks costs no more than its text. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** How many lines a stored text has; `fault` is called, and must throw, when its last one is not ended. */
export function countLines(text: string, fault: (detail: string) => never): number {
  if (text !== '' && !text.endsWith('\n')) fault('its last row is cut short');
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
