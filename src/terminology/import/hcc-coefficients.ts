/** Coefficients of a CMS-HCC model: `Name,Coeff,Label`, a row each, or the older form of one row of names and one of values. */
import { CATEGORIES, type HccModel, SEGMENTS } from '../hcc/model.ts';
import { type CsvRow, csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { tidy } from './official-text.ts';

const NAME = /^[A-Z]+_[A-Za-z0-9_]{1,60}$/;
const VALUE = /^-?\d{0,3}(?:\.\d{1,3})?$/;
// The wide form has over a thousand columns in one row.
const WIDEST = 5_000;

export function readCoefficients(text: string, file: string, model: HccModel): ReadonlyMap<string, string> {
  const [first = ''] = text.split('\n', 1);
  const rows = /^"?name"?,"?coeff/i.test(first) ? tall(text, file) : wide(text, file);
  const values = new Map<string, string>();
  for (const { number, cells } of rows) {
    const [name = '', value = ''] = cells.map(tidy);
    if (!NAME.test(name)) refuse(file, `row ${number} has no variable where its column is`);
    if (value === '' || !VALUE.test(value)) refuse(file, `row ${number} (${name}) has no coefficient`);
    if (values.has(name)) refuse(file, `row ${number} repeats ${name}`);
    values.set(name, value);
  }
  checkWhole(values, model, file);
  return values;
}

function* tall(text: string, file: string): Generator<CsvRow> {
  for (const row of csvRows(text, file)) {
    if (row.number > 1 && row.cells.some((cell) => cell.trim() !== '')) yield row;
  }
}

/** As rows of name and value, numbered by their column. */
function wide(text: string, file: string): readonly CsvRow[] {
  const lines = text.split('\n').map((line) => line.trim().replaceAll('"', ''));
  const [names = [], values = []] = lines.map((line) => line.split(','));
  if (names.length > WIDEST) refuse(file, 'row 1 is too long');
  if (lines.slice(2).some((line) => line !== '')) refuse(file, 'row 3 is more than names and values');
  if (names.length < 2 || names.length !== values.length)
    refuse(file, `row 2 has ${values.length} values for ${names.length} names`);
  return names.map((name, i) => ({ number: i + 1, cells: [name, values[i] ?? ''] }));
}

/** Each segment of enrollees with diagnoses has a coefficient for every category. */
function checkWhole(values: ReadonlyMap<string, string>, model: HccModel, file: string): void {
  for (const segment of SEGMENTS) {
    const own = [...values.keys()].filter((name) => name.startsWith(`${segment}_`));
    if (own.length === 0) refuse(file, `it has no coefficients of segment ${segment}: rows are missing`);
    const hccs = own.filter((name) => /^[A-Z]+_HCC\d+$/.test(name)).length;
    const expected = segment === 'NE' || segment === 'SNPNE' ? 0 : CATEGORIES[model];
    if (hccs !== expected)
      refuse(file, `segment ${segment} has ${hccs} categories, where ${model} has ${expected}`);
  }
}
