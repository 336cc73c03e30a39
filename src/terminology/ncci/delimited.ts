/** Records of a tab- or comma-separated text (RFC 4180 quotes) that comes in chunks. Bounded, so that hostile text is refused early. */
import { refuse } from '../import/fault.ts';
import type { Separator } from './file-name.ts';

export interface TextRecord {
  /** Of its first line, from 1. */
  readonly number: number;
  readonly text: string;
}

// CMS's copyright notice is about 1,500 characters in one quoted cell; nothing else comes near.
const LONGEST = 20_000;

function* lines(chunks: Iterable<string>, file: string): Generator<TextRecord> {
  let number = 0;
  let rest = '';
  for (const chunk of chunks) {
    const text = rest === '' ? chunk : rest + chunk;
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      number += 1;
      const end = to > from && text.charCodeAt(to - 1) === RETURN ? to - 1 : to;
      yield { number, text: bounded(text.slice(from, end), number, file) };
      from = to + 1;
    }
    rest = bounded(text.slice(from), number + 1, file);
  }
  if (rest !== '' && rest !== '\r') yield { number: number + 1, text: rest };
}

function bounded(text: string, number: number, file: string): string {
  return text.length <= LONGEST ? text : refuse(file, `row ${number} is longer than ${LONGEST} characters`);
}

/** Records as text: lines, joined where a quoted cell runs over several. Empty lines are given too. */
export function* textRecords(
  chunks: Iterable<string>,
  file: string,
  separator: Separator,
): Generator<TextRecord> {
  let open: TextRecord | undefined;
  for (const line of lines(chunks, file)) {
    const text = open ? `${open.text}\n${line.text}` : line.text;
    const number = open?.number ?? line.number;
    open = isOpen(text, separator) ? { number, text: bounded(text, number, file) } : undefined;
    if (!open) yield { number, text };
  }
  if (open) refuse(file, `row ${open.number} opens a quotation that is never closed`);
}

/** Whether a quoted cell is still open at the end: a quotation opens only at the start of a cell. */
function isOpen(text: string, separator: Separator): boolean {
  let open = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!open) open = at === 0 || text[at - 1] === separator || text[at - 1] === '\n';
    else if (text.charCodeAt(at + 1) === QUOTE) at += 1;
    else open = false;
  }
  return open;
}

const QUOTE = 34;
const RETURN = 13;

/** The cells of a record, unquoted, white space around and within them made single spaces. */
export function cellsOf(text: string, separator: Separator): readonly string[] {
  if (!text.includes('"')) return text.split(separator).map(tidy);
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = text.charCodeAt(at) === QUOTE ? quotedEnd(text, at) : at;
    const stop = text.indexOf(separator, end);
    const to = stop < 0 ? text.length : stop;
    cells.push(tidy(unquoted(text.slice(at, to))));
    at = to + 1;
  }
  return cells;
}

/** Where a quoted cell that begins at a place ends. */
function quotedEnd(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && (text.charCodeAt(i) !== QUOTE || text.charCodeAt(i + 1) === QUOTE)) {
    i += text.charCodeAt(i) === QUOTE ? 2 : 1;
  }
  return i;
}

const unquoted = (cell: string): string =>
  cell.startsWith('"') ? cell.replace(/^"|"\s*$/g, '').replaceAll('""', '"') : cell;

const tidy = (cell: string): string => cell.replace(/\s+/g, ' ').trim();

/** A record as cells. */
export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/** The rows below the first that `isHeader` knows; refuses a file in whose first rows none is. */
export function* rowsBelow(
  chunks: Iterable<string>,
  file: string,
  separator: Separator,
  isHeader: (cells: readonly string[]) => boolean,
): Generator<Row> {
  let found = false;
  let blank = 0;
  for (const { number, text } of textRecords(chunks, file, separator)) {
    const cells = cellsOf(text, separator);
    if (!found) {
      found = isHeader(cells);
      if (!found && number > DEEPEST_HEADER) break;
    } else if (cells.every((cell) => cell === '')) blank ||= number;
    else if (blank > 0) refuse(file, `row ${blank} is empty`);
    else yield { number, cells };
  }
  if (!found) refuse(file, 'it has not the heading of such a file');
}

/** How many lines of notices and titles may come before the heading. */
export const DEEPEST_HEADER = 60;
