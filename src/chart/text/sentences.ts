/** Sentences of a text, with where each begins: ended by a full stop, a line's end or a list's next item. */

export interface Sentence {
  readonly start: number;
  readonly end: number;
}

const ABBREVIATED = /\b(?:dr|mr|mrs|ms|st|vs|approx|no|fig|e\.g|i\.e|etc|pt|hx)$/i;
/** Beyond this a sentence is cut: cost is bounded by it. */
const LONGEST = 1_500;

export function sentencesIn(text: string, from = 0, to = text.length): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = from;
  const cut = (end: number): void => {
    const first = start + leading(text.slice(start, Math.min(end, start + 60)));
    if (first < end && /\S/.test(text.slice(first, end))) sentences.push({ start: first, end });
    start = end;
  };
  for (let at = from; at < to; at += 1) {
    if (at - start >= LONGEST) cut(at);
    else if (text[at] === '\n' ? endsLine(text, at, start) : endsAt(text, at, start)) cut(at + 1);
  }
  cut(to);
  return sentences;
}

/** White space, bullets and numbers before an item. */
const leading = (text: string): number => /^(?:\s|[-*•#]|\(?\d{1,2}[.)](?=\s))*/.exec(text)?.[0].length ?? 0;

/** Lines wrapped in the middle of a sentence go on: the next begins with a small letter, and this one does not end. */
function endsLine(text: string, at: number, start: number): boolean {
  const next = /^[ \t]{0,20}([a-z(])/.exec(text.slice(at + 1, at + 24));
  return !next || at - start < 40;
}

function endsAt(text: string, at: number, start: number): boolean {
  const char = text[at];
  if (char === ';' || char === '!') return true;
  // "? gout" casts doubt on what follows.
  if (char === '?') return /[a-z)]/i.test(text[at - 1] ?? '');
  if (char !== '.') return false;
  const next = text[at + 1];
  if (next !== undefined && !/\s/.test(next)) return false;
  // "E. coli": a capital, and a small letter after the space.
  if (/\b[A-Z]$/.test(text.slice(Math.max(start, at - 2), at)) && /[a-z]/.test(text[at + 2] ?? ''))
    return false;
  const before = text.slice(Math.max(start, at - 8), at);
  return (
    !ABBREVIATED.test(before) &&
    !/(?:^|\s)\(?\d{1,2}$/.test(text.slice(Math.max(start, at - 4), at)) &&
    before.trim() !== ''
  );
}
