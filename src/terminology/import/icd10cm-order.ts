/**
 * The official ICD-10-CM order file (CMS "Code Descriptions in Tabular Order", icd10OrderFiles.pdf): fixed width, order
 * number 1–5, dotless code 7–13, validity 15, short title 17–76, long title 78–. Every row is checked before any is used.
 */
import { refuse } from './fault.ts';
import { textLines } from './text-lines.ts';

export interface OrderRow {
  readonly order: number;
  /** Dotless, as the file has it. */
  readonly code: string;
  readonly billable: boolean;
  readonly shortTitle: string;
  readonly title: string;
}

const LONG_TITLE = 77;

/** The rows of the file, in order; refuses the first row that is not what the layout says, naming it. */
export function* orderRows(chunks: Iterable<string>, file: string): Generator<OrderRow> {
  const seen = new Set<string>();
  let last = 0;
  let blank = 0;
  for (const { number, text } of textLines(chunks, file)) {
    if (text.trim() === '') {
      blank ||= number;
      continue;
    }
    if (blank) refuse(file, `row ${blank} is empty`);
    const row = orderRow(text, number, file);
    if (row.order <= last) refuse(file, `row ${number} has order number ${row.order} after ${last}`);
    if (seen.has(row.code)) refuse(file, `row ${number} repeats the code ${row.code}`);
    seen.add(row.code);
    last = row.order;
    yield row;
  }
  if (last === 0) refuse(file, 'it has no rows');
}

function orderRow(text: string, number: number, file: string): OrderRow {
  if (text.length <= LONG_TITLE) refuse(file, `row ${number} is cut short after ${text.length} characters`);
  if (!isReadable(text)) refuse(file, `row ${number} holds a character that cannot be read`);
  const order = orderNumber(text);
  if (order < 0) refuse(file, `row ${number} does not begin with an order number`);
  const blanks = text[5] === ' ' && text[13] === ' ' && text[15] === ' ' && text[76] === ' ';
  if (!blanks) refuse(file, `row ${number} is not in the fixed columns`);
  return { order, ...codeColumns(text.slice(6), number, file) };
}

/** No control characters, and none that stand for bytes that are not UTF-8. */
function isReadable(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char < 32 || char === 127 || char === 0xfffd) return false;
  }
  return true;
}

function orderNumber(text: string): number {
  let order = 0;
  for (let i = 0; i < 5; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    order = order * 10 + digit;
  }
  return order;
}

// As the files write them: no dot, upper case.
const DOTLESS = /^[A-Z](?:[0-9][0-9A-Z]|[A-Z][0-9])[0-9A-Z]{0,4}$/;

/** Code, validity and titles, which the addenda have in the same columns after their own first one. */
export function codeColumns(text: string, number: number, file: string): Omit<OrderRow, 'order'> {
  const code = text.slice(0, 7).trimEnd();
  const flag = text[8];
  const shortTitle = text.slice(10, 70).trim();
  const title = text.slice(71).trim();
  if (!DOTLESS.test(code)) refuse(file, `row ${number} has no ICD-10-CM code where its column is`);
  if (flag !== '0' && flag !== '1') refuse(file, `row ${number} says neither 0 nor 1 of the code's validity`);
  if (shortTitle === '' || title === '') refuse(file, `row ${number} has no title`);
  return { code, billable: flag === '1', shortTitle, title };
}
