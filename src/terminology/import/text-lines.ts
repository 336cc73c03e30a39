/** Lines of a text that comes in chunks, numbered from 1. Bounded, so that a file without line ends is refused early. */
import { refuse } from './fault.ts';

// The longest line of ICD-10 and HCPCS files has 320 characters.
const LONGEST_LINE = 2_000;

export interface TextLine {
  readonly number: number;
  readonly text: string;
}

export function* textLines(
  chunks: Iterable<string>,
  file: string,
  longest = LONGEST_LINE,
): Generator<TextLine> {
  let rest = '';
  let number = 0;
  for (const chunk of chunks) {
    const text = rest + chunk;
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      number += 1;
      yield { number, text: bounded(text.slice(from, to), number, file, longest) };
      from = to + 1;
    }
    rest = bounded(text.slice(from), number + 1, file, longest);
  }
  if (rest.replace('\r', '') !== '') yield { number: number + 1, text: rest };
}

function bounded(line: string, number: number, file: string, longest: number): string {
  if (line.length > longest) refuse(file, `row ${number} is longer than ${longest} characters`);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
