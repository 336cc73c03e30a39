/**
 * The official ICD-10-CM order file (CMS "Code Descriptions in Tabular Order", icd10OrderFiles.pdf): fixed width, order
 * number 1–5, dotless code 7–13, validity 15, short title 17–76, long title 78–. Every row is checked before any is used.
 */
import { icd10CmCode } from '../code.ts';
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
const UNREADABLE = /[\p{Cc}\uFFFD]/u;

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
    const at = `row ${number}`;
    if (blank) refuse(file, `row ${blank} is empty`);
    const row = orderRow(text, at, file);
    if (row.order <= last) refuse(file, `${at} has order number ${row.order} after ${last}`);
    if (seen.has(row.code)) refuse(file, `${at} repeats the code ${row.code}`);
    seen.add(row.code);
    last = row.order;
    yield row;
  }
  if (last === 0) refuse(file, 'it has no rows');
}

function orderRow(text: string, at: string, file: string): OrderRow {
  if (text.length <= LONG_TITLE) refuse(file, `${at} is cut short after ${text.length} characters`);
  if (UNREADABLE.test(text)) refuse(file, `${at} holds a character that cannot be read`);
  const order = text.slice(0, 5);
  if (!/^\d{5}$/.test(order)) refuse(file, `${at} does not begin with an order number`);
  if (![5, 13, 15, 76].every((column) => text[column] === ' '))
    refuse(file, `${at} is not in the fixed columns`);
  return { order: Number(order), ...codeColumns(text.slice(6), at, file) };
}

/** Code, validity and titles, which the addenda have in the same columns after their own first one. */
export function codeColumns(text: string, at: string, file: string): Omit<OrderRow, 'order'> {
  const code = text.slice(0, 7).trimEnd();
  const flag = text[8];
  const shortTitle = text.slice(10, 70).trim();
  const title = text.slice(71).trim();
  if (code.includes('.') || !icd10CmCode(code) || code !== code.toUpperCase()) {
    refuse(file, `${at} has no ICD-10-CM code in columns 7 to 13`);
  }
  if (flag !== '0' && flag !== '1') refuse(file, `${at} has neither 0 nor 1 in column 15`);
  if (shortTitle === '' || title === '') refuse(file, `${at} has no title`);
  return { code, billable: flag === '1', shortTitle, title };
}
