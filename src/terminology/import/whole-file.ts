/** What must hold of a whole yearly order file, beyond its rows: nothing missing, nothing mixed in, counts as published. */
import { refuse } from './fault.ts';
import type { OrderRow } from './icd10cm-order.ts';

/** Rows and billable codes of an edition. */
export interface EditionCounts {
  readonly rows: number;
  readonly billable: number;
}

// As CMS published them; an edition not listed is checked against its own addenda where they are given.
export const PUBLISHED_COUNTS: ReadonlyMap<number, EditionCounts> = new Map([
  [2025, { rows: 97_584, billable: 74_260 }],
  [2026, { rows: 98_186, billable: 74_719 }],
]);

// Every edition ends with chapter 21 or, since COVID-19, with chapter 22.
const LAST_CATEGORY = /^(?:Z99|U)/;

/** Refuses a yearly file that lacks rows, holds another's, or marks validity against its own hierarchy. */
export function checkWholeFile(
  rows: readonly OrderRow[],
  expected: EditionCounts | undefined,
  file: string,
): void {
  rows.forEach((row, i) => {
    const at = `row ${i + 1}`;
    if (row.order !== i + 1)
      refuse(file, `rows are missing before ${at}, which has order number ${row.order}`);
  });
  checkHierarchy(rows, file);
  const end = rows.at(-1)?.code ?? '';
  if (!LAST_CATEGORY.test(end))
    refuse(file, `it ends at row ${rows.length} with ${end}: its last rows are missing`);
  const billable = rows.filter((row) => row.billable).length;
  if (expected && (expected.rows !== rows.length || expected.billable !== billable)) {
    refuse(
      file,
      `it has ${rows.length} rows of which ${billable} billable, where this edition was published with ${expected.rows} and ${expected.billable}`,
    );
  }
}

/** A code is billable exactly when nothing is below it (guidelines I.A.5), and each stands below its category. */
export function checkHierarchy(rows: readonly Pick<OrderRow, 'code' | 'billable'>[], file: string): void {
  let category = '';
  rows.forEach((row, i) => {
    const at = `row ${i + 1}`;
    if (row.code.length === 3) category = row.code;
    else if (!row.code.startsWith(category) || category === '')
      refuse(file, `${at}: ${row.code} stands outside its category`);
    const divided = rows[i + 1]?.code.startsWith(row.code) ?? false;
    if (divided && row.billable)
      refuse(file, `${at}: ${row.code} is marked valid although the next row divides it`);
    if (!divided && !row.billable)
      refuse(file, `${at}: ${row.code} is marked a heading although nothing is below it`);
  });
}
