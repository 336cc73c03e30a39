/**
 * The place-of-service set as CMS shows it (Medicare Claims Processing Manual ch. 26 §10.5; the table of the CMS page,
 * saved as text): `Place of Service Code(s)`, `Place of Service Name`, `Place of Service Description`. When a code began
 * stands in words at the end of its description.
 */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { type Row, rowsBelow } from '../ncci/delimited.ts';
import type { Separator } from '../ncci/file-name.ts';
import { PLACE_CODE, type PlaceRow } from '../ncci/place-of-service-table.ts';
import { refuse } from './fault.ts';

const COLUMNS = 3;

/** The assigned codes; refuses the first row that is not as documented, naming it. */
export function* placeRows(
  chunks: Iterable<string>,
  file: string,
  separator: Separator,
): Generator<PlaceRow> {
  const seen = new Set<string>();
  for (const row of rowsBelow(chunks, file, separator, isHeading)) {
    const read = placeRow(row, file);
    if (!read) continue;
    if (seen.has(read.code)) refuse(file, `row ${row.number} repeats the code ${read.code}`);
    seen.add(read.code);
    yield read;
  }
  if (seen.size === 0) refuse(file, 'it has no rows');
}

const isHeading = ([code = '', name = '']: readonly string[]): boolean =>
  /^place of service codes?(?:\(s\))?$/i.test(code) && /^place of service name$/i.test(name);

const UNASSIGNED = /^\d\d(?: ?[-–] ?\d\d)?$/;

/** Undefined for a row of numbers that stand for nothing (`28-30 Unassigned`). */
function placeRow({ number, cells }: Row, file: string): PlaceRow | undefined {
  const [code = '', name = '', description = ''] = cells;
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  if (cells.length < COLUMNS) bad('is cut short');
  if (/^unassigned$/i.test(name) && UNASSIGNED.test(code)) return undefined;
  if (!PLACE_CODE.test(code)) bad('has no code of two digits');
  if (name === '' || /^unassigned$/i.test(name)) bad('has no name');
  const from = firstDay(description, bad);
  return { code, name, ...(from && { from }) };
}

const REMARK = /\(([^()]*\beffective\b[^()]*)\)/gi;
/** A later change of the words is not when the code began. */
const CHANGE = /revised|description|change/i;
/** `October 1, 2003`, or `10/1/03` as the manual has it. */
const DATE = /([A-Z][a-z]+) (\d{1,2}), (\d{4})|\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** "(Effective October 1, 2003) (Revised, effective October 1, 2005)" → the first of October 2003. */
function firstDay(description: string, bad: (detail: string) => never): ServiceDate | undefined {
  const remarks = [...description.matchAll(REMARK)].map(([, remark = '']) => remark);
  const began = remarks.filter((remark) => !CHANGE.test(remark));
  const days = began.flatMap((remark) => [...remark.matchAll(DATE)].map(dayIn));
  if (days.length === 0 && began.length === 0) return undefined;
  const known = days.filter((day) => day !== undefined).sort();
  if (known.length === 0 || known.length < days.length) bad('has an effective date that is not a day');
  return known[0];
}

function dayIn([, name = '', day, year, month = '', date = '', short = '']: RegExpExecArray):
  | ServiceDate
  | undefined {
  const [y, m, d] = year ? [year, String(MONTHS.indexOf(name) + 1), day ?? ''] : [short, month, date];
  return serviceDate(`${y.length === 2 ? `20${y}` : y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
}
