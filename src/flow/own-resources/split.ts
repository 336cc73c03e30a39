/** The text of a search value taken apart (R4 search.html#escaping): `\` keeps a separator from separating. */

/** Splits at each separator that is not escaped; the parts keep their escapes. At most `most` parts. */
export function splitValue(text: string, separator: ',' | '|', most = Infinity): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length && parts.length + 1 < most; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

export const unescaped = (text: string): string => text.replace(/\\([\\,|$])/g, '$1');
