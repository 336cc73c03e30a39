/** Where a code's official title and the words recorded with it contradict one another: the code is trusted, the words are asked about. */
import { type CodeEntry, type Problem, sideInTitle } from '../../src/suggest/module.ts';

export interface Disagreement {
  /** What the code's title says, and what the record's words say instead. */
  readonly code: string;
  readonly words: string;
  readonly where: 'side' | 'type' | 'encounter' | 'course' | 'fracture' | 'trimester';
}

/** Terms of which a title and its words must not hold different ones. */
const OPPOSITES = [
  { where: 'type', pattern: /\btype (1|2)\b(?! [a-z]+ (?:class|score))/gi },
  { where: 'encounter', pattern: /\b(initial encounter|subsequent encounter|sequela)\b/gi },
  // "Acute on chronic" holds both, and contradicts neither.
  { where: 'course', pattern: /\b(acute|chronic)\b/gi },
  { where: 'fracture', pattern: /\b(open|closed)(?= fracture)/gi },
  { where: 'fracture', pattern: /\b(?:nondisplaced|(?<!non[- ])displaced)\b/gi },
  { where: 'trimester', pattern: /\b(first|second|third)(?= trimester)/gi },
] as const;

/** Without one of these words no pattern is met: many codes are recorded without any. */
const ANY = /type|encounter|sequela|acute|chronic|fracture|displaced|trimester/i;

/** The first contradiction between a code's title and the problem's side, words or the coding's own display. */
export function disagreementOf(
  entry: CodeEntry,
  problem: Problem,
  display: string | undefined,
): Disagreement | undefined {
  const texts = [problem.concept.words, display ?? ''];
  const said = problem.side?.value ?? texts.map(sideInTitle).find(Boolean);
  const titled = sideInTitle(entry.title);
  if (titled && said && titled !== said) return { where: 'side', code: titled, words: said };
  const text = texts.join('\n');
  if (!ANY.test(text)) return undefined;
  for (const { where, pattern } of OPPOSITES) {
    const words = onlyTerm(text, pattern);
    const code = words && onlyTerm(entry.title, pattern);
    if (code && words && code !== words) return { where, code, words };
  }
  return undefined;
}

function onlyTerm(text: string, pattern: RegExp): string | undefined {
  const terms = new Set([...text.slice(0, 1_000).matchAll(pattern)].map((m) => m[0].toLowerCase()));
  const [only] = terms;
  return terms.size === 1 ? only : undefined;
}
