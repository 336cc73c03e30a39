/** Comma-separated rows with quoted fields (RFC 4180), bounded so that hostile text is refused early. */
import { refuse } from './fault.ts';

export interface CsvRow {
  /** Of the line it begins on, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

// The longest HCPCS description has under 1,400 characters, CMS's copyright notices about 2,000.
const LONGEST_CELL = 20_000;
const MOST_CELLS = 200;

/** The rows of a text; one that is blank is given too, with one empty cell. */
export function* csvRows(text: string, file: string, longest = LONGEST_CELL): Generator<CsvRow> {
  let number = 1;
  // A spreadsheet begins its file with a byte order mark.
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const row = readRow(text, at, number, file, longest);
    yield { number, cells: row.cells };
    number += row.lines;
    at = row.end;
  }
}

function readRow(text: string, start: number, number: number, file: string, longest: number) {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const { value, end } = text[at] === '"' ? quoted(text, at, number, file) : plain(text, at);
    if (value.length > longest || cells.length === MOST_CELLS) refuse(file, `row ${number} is too long`);
    cells.push(value);
    if (text[end] === ',') {
      at = end + 1;
      continue;
    }
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    return { cells, end: next, lines: lineEnds(text, start, next) };
  }
}

function plain(text: string, at: number): { value: string; end: number } {
  let end = at;
  while (end < text.length && !',\n'.includes(text[end] ?? '')) end += 1;
  if (text[end] === '\n' && text[end - 1] === '\r') end -= 1;
  return { value: text.slice(at, Math.max(at, end)), end: Math.max(at, end) };
}

function quoted(text: string, at: number, number: number, file: string): { value: string; end: number } {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) refuse(file, `row ${number} opens a quotation that is never closed`);
  const after = text[end + 1];
  if (after !== undefined && !',\r\n'.includes(after))
    refuse(file, `row ${number} goes on after a closed quotation`);
  return { value: text.slice(at + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return Math.max(1, count);
}
