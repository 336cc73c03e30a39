/** Diagnosis → payment categories: the yearly mappings (CSV) and the software's format file (code, category, `D` or nothing). */
import { dotless, icd10CmCode } from '../code.ts';
import { CATEGORIES, HCC_MODELS, type HccModel } from '../hcc/model.ts';
import { type CsvRow, csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { tidy } from './official-text.ts';
import { textLines } from './text-lines.ts';

export type Mapping = Map<string, readonly number[]>;

const HCC = /^[1-9]\d{0,2}$/;

/** The rows of a format file; refuses the first that is not as documented, naming it. */
export function readFormat(text: string, file: string, model: HccModel): Mapping {
  const mapping: Mapping = new Map();
  let last = '';
  for (const { number, text: line } of textLines([text], file)) {
    const [code = '', hcc = '', mark = '', more] = line.split('\t').map((cell) => cell.trim());
    const plain = plainCode(code) ?? refuse(file, `row ${number} has no diagnosis where its column is`);
    if (!HCC.test(hcc)) refuse(file, `row ${number} (${plain}) has no category where its column is`);
    if ((mark !== '' && mark !== 'D') || more !== undefined)
      refuse(file, `row ${number} (${plain}) goes on after its category`);
    if (plain < last) refuse(file, `row ${number} (${plain}) does not come after ${last}`);
    last = plain;
    add(mapping, plain, Number(hcc), () =>
      refuse(file, `row ${number} repeats ${plain} with category ${hcc}`),
    );
  }
  if (!text.endsWith('\n')) refuse(file, `its last row (${last}) is cut short`);
  checkWhole(mapping, model, file);
  return mapping;
}

const plainCode = (text: string): string | undefined => {
  const code = icd10CmCode(text);
  return code && dotless(code);
};

function add(mapping: Mapping, code: string, hcc: number, repeated: () => never): void {
  const known = mapping.get(code) ?? [];
  if (known.includes(hcc)) repeated();
  mapping.set(code, [...known, hcc]);
}

/** Every payment category of a model has diagnoses; rows that are missing leave one without. */
function checkWhole(mapping: Mapping, model: HccModel, file: string): void {
  const found = new Set([...mapping.values()].flat()).size;
  if (found !== CATEGORIES[model])
    refuse(file, `its rows reach ${found} categories of ${model}, which has ${CATEGORIES[model]}`);
}

interface Column {
  readonly model: HccModel;
  readonly category: number;
  /** Whether the code counts in the payment year, where the file says so. */
  readonly payment: number;
}

interface Heading {
  readonly width: number;
  readonly columns: readonly Column[];
}

const DEEPEST_HEADING = 20;

/** The mapping of each CMS-HCC model that a yearly file holds (ESRD and prescription-drug models are left). */
export function readMappings(text: string, file: string, year: number): Map<HccModel, Mapping> {
  const mappings = new Map<HccModel, Mapping>();
  let heading: Heading | undefined;
  let foot: number | undefined;
  for (const row of csvRows(text, file)) {
    const cells = row.cells.map(tidy);
    if (!heading) {
      heading = headingOf(cells, file, year);
      if (!heading && row.number > DEEPEST_HEADING) break;
    } else if (!isCode(cells[0] ?? '')) foot ??= footAt(row, cells, file);
    else if (foot !== undefined) refuse(file, `row ${foot} has no diagnosis, though rows follow it`);
    else addRow(mappings, { number: row.number, cells }, heading, file);
  }
  if (!heading) refuse(file, 'it has not the heading of the mappings (Diagnosis Code, Description, …)');
  for (const { model } of heading.columns) checkWhole(mappings.get(model) ?? new Map(), model, file);
  return mappings;
}

const isCode = (text: string): boolean => plainCode(text) !== undefined;

/** Notes stand below the rows, in the first column alone. */
function footAt({ number }: CsvRow, cells: readonly string[], file: string): number {
  if (cells.slice(2).some((cell) => cell !== ''))
    refuse(file, `row ${number} has no diagnosis where its column is`);
  return number;
}

function headingOf(cells: readonly string[], file: string, year: number): Heading | undefined {
  if (!/^diagnosis code$/i.test(cells[0] ?? '')) return undefined;
  const columns = HCC_MODELS.flatMap((model) => {
    const category = cells.findIndex((cell) => cell.toUpperCase() === `CMS-HCC MODEL CATEGORY ${model}`);
    const says = new RegExp(`^CMS-HCC Model Category ${model} for (20\\d\\d) Payment Year$`, 'i');
    const payment = cells.findIndex((cell) => says.test(cell));
    const of = says.exec(cells[payment] ?? '')?.[1];
    if (of !== undefined && Number(of) !== year)
      refuse(file, `its name is of payment year ${year}, its heading of ${of}`);
    return category < 0 ? [] : [{ model, category, payment }];
  });
  if (columns.length === 0) refuse(file, 'its heading has no column CMS-HCC Model Category');
  return { width: cells.length, columns };
}

function addRow(
  mappings: Map<HccModel, Mapping>,
  { number, cells }: CsvRow,
  { width, columns }: Heading,
  file: string,
): void {
  if (cells.length !== width) refuse(file, `row ${number} has ${cells.length} columns, not ${width}`);
  const code = plainCode(cells[0] ?? '') ?? '';
  for (const { model, category, payment } of columns) {
    const flag = payment < 0 ? 'Yes' : (cells[payment] ?? '');
    if (!/^(?:yes|no)?$/i.test(flag))
      refuse(file, `row ${number} (${code}) says ${flag} where Yes or No stands`);
    const hccs = (cells[category] ?? '').split(/[,; ]+/).filter(Boolean);
    if (hccs.some((hcc) => !HCC.test(hcc)))
      refuse(file, `row ${number} (${code}) has no category where its column is`);
    if (hccs.length === 0 || /^no$/i.test(flag)) continue;
    const mapping = mappings.get(model) ?? new Map();
    mappings.set(model, mapping);
    for (const hcc of hccs)
      add(mapping, code, Number(hcc), () =>
        refuse(file, `row ${number} repeats ${code} with category ${hcc}`),
      );
  }
}
