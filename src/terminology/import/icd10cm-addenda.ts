/** The addenda beside an order file: what was added and deleted since the edition before, and the counts of both. */
import { dotted } from '../release/code-table.ts';
import type { CodeChange } from '../release/icd10cm-release.ts';
import { refuse } from './fault.ts';
import { codeColumns, type OrderRow } from './icd10cm-order.ts';
import { successorsOf } from './successors.ts';
import { textLines } from './text-lines.ts';
import type { EditionCounts } from './whole-file.ts';

export interface AddendaRow {
  readonly action: 'Add' | 'Delete' | 'Revise from' | 'Revise to';
  readonly code: string;
  readonly billable: boolean;
  readonly title: string;
}

export interface Addenda {
  readonly rows: readonly AddendaRow[];
  /** Counts of the editions its summary names, by year. */
  readonly counts: ReadonlyMap<number, EditionCounts>;
}

const ACTION = /^(Add|Delete|Revise from|Revise to): */;
const SUMMARY =
  /^\s*(?:\d+ (?:headers|codes) in |\d+ (?:additions|deletions|revisions)\b|Headers\b|Codes\b|of which\b|$)/i;
const COUNT = /^\s*(\d+) (headers|codes) in \S*?(20\d\d)\S*\s*$/i;
const CODE_COLUMN = 15;

export function parseAddenda(chunks: Iterable<string>, file: string): Addenda {
  const rows: AddendaRow[] = [];
  const sums: { year: number; headers: boolean; count: number }[] = [];
  for (const { number, text } of textLines(chunks, file)) {
    const row = addendaRow(text, number, file);
    if (row) rows.push(row);
    else if (!SUMMARY.test(text)) refuse(file, `row ${number} is neither a change nor a count`);
    const [, count, kind, year] = COUNT.exec(text) ?? [];
    if (count)
      sums.push({ year: Number(year), headers: kind?.toLowerCase() === 'headers', count: Number(count) });
  }
  if (rows.length === 0) refuse(file, 'it names no change');
  return { rows, counts: countsByYear(sums) };
}

function addendaRow(text: string, number: number, file: string): AddendaRow | undefined {
  const action = ACTION.exec(text)?.[1] as AddendaRow['action'] | undefined;
  if (!action) return undefined;
  // The flag stands before the code here, after it in the order file; put in order, one reader serves both.
  const flag = text[CODE_COLUMN - 2] ?? '';
  const code = text.slice(CODE_COLUMN, CODE_COLUMN + 7).padEnd(7);
  const columns = codeColumns(`${code} ${flag} ${text.slice(CODE_COLUMN + 8)}`, number, file);
  return { action, code: columns.code, billable: columns.billable, title: columns.title };
}

function countsByYear(
  sums: readonly { readonly year: number; readonly headers: boolean; readonly count: number }[],
): Map<number, EditionCounts> {
  const counts = new Map<number, EditionCounts>();
  for (const { year, headers, count } of sums) {
    const other = sums.find((sum) => sum.year === year && sum.headers !== headers);
    if (!headers && other) counts.set(year, { rows: count + other.count, billable: count });
  }
  return counts;
}

/**
 * What came and what went. A code that is deleted and added again only changed its validity, as D71 did when it was
 * divided; it is neither. Refuses addenda that do not belong to these rows.
 */
export function changesOf(
  addenda: Addenda,
  rows: readonly Pick<OrderRow, 'code' | 'billable'>[],
  file: string,
): readonly CodeChange[] {
  const billable = new Map(rows.map((row) => [row.code, row.billable]));
  const deleted = codesWith(addenda, 'Delete');
  const added = addenda.rows.filter((row) => row.action === 'Add');
  const stray = added.find((row) => billable.get(row.code) !== row.billable);
  if (stray)
    refuse(
      file,
      `it adds ${stray.code}, which the order file does not hold so: they are of different editions`,
    );
  const fresh = added.filter((row) => !deleted.has(row.code));
  const gone = [...deleted].filter((code) => !billable.has(code));
  const kept = [...deleted].find((code) => billable.has(code) && !added.some((row) => row.code === code));
  if (kept) refuse(file, `it deletes ${kept}, which the order file holds: they are of different editions`);
  const candidates = added.filter((row) => row.billable).map((row) => row.code);
  return [
    ...gone.map(
      (code): CodeChange => ({
        kind: 'retired',
        code: dotted(code),
        successors: successorsOf(code, candidates).map(dotted),
      }),
    ),
    ...fresh.map((row): CodeChange => ({ kind: 'added', code: dotted(row.code) })),
  ];
}

const codesWith = (addenda: Addenda, action: AddendaRow['action']): Set<string> =>
  new Set(addenda.rows.filter((row) => row.action === action).map((row) => row.code));
