/** One immutable edition of ICD-10-CM in memory: what it holds, its hierarchy, and what its addenda say changed. */
import { remembering } from '../../kernel/index.ts';
import type { Icd10CmCode } from '../code.ts';
import type { CodeEntry, CodeRange, Icd10CmEdition, ReleaseInfo } from '../model.ts';
import { inRange } from '../range.ts';
import type { CodeTable } from './code-table.ts';

/** What the addenda of an edition say of a code: it came or went on the edition's first day. */
export type CodeChange =
  | { readonly kind: 'added'; readonly code: Icd10CmCode }
  | { readonly kind: 'retired'; readonly code: Icd10CmCode; readonly successors: readonly Icd10CmCode[] };

export interface Icd10CmRelease extends Icd10CmEdition {
  children(code: Icd10CmCode): readonly CodeEntry[];
  billableUnder(node: string): readonly CodeEntry[];
  change(code: Icd10CmCode): CodeChange | undefined;
  /** Whether the edition has anything in a range. */
  holds(range: CodeRange): boolean;
  /** The dotless codes of a range, headers included, each parent before what lies below it. */
  codesIn(range: CodeRange): Iterable<string>;
}

/** Nodes whose billable codes are kept ready, some megabytes at most. */
const REMEMBERED = 500;

export function icd10CmRelease(
  info: ReleaseInfo,
  table: CodeTable,
  changes: readonly CodeChange[] = [],
): Icd10CmRelease {
  const changeOf = new Map(changes.map((change) => [change.code, change]));
  // The same few categories are asked for again and again, for one code by several rules.
  const billableUnder = remembering(
    (node) => billableRows(table, node).map((row) => table.entryAt(row)),
    REMEMBERED,
  );
  return {
    info,
    lookup: (code) => {
      const row = table.find(code);
      return row < 0 ? undefined : table.entryAt(row, code);
    },
    children: (code) => children(table, code).map((row) => table.entryAt(row)),
    billableUnder,
    change: (code) => changeOf.get(code),
    holds: (range) => {
      const row = table.ceiling(range.from);
      return row >= 0 && inRange(table.codeAt(row), range);
    },
    codesIn: (range) => codesIn(table, range),
    rows: () => rows(table),
  };
}

/** Rows directly below a node: a code is skipped over together with all that lies below it. */
function children(table: CodeTable, code: string): number[] {
  const { from, to } = table.span(code);
  const rows: number[] = [];
  let row = table.find(code) === from && from < to ? from + 1 : from;
  while (row < to) {
    rows.push(row);
    row = table.span(table.codeAt(row)).to;
  }
  return rows;
}

function billableRows(table: CodeTable, node: string): number[] {
  const { from, to } = table.span(node);
  const rows: number[] = [];
  for (let row = from; row < to; row += 1) if (table.isBillable(row)) rows.push(row);
  return rows;
}

function* codesIn(table: CodeTable, range: CodeRange): Generator<string> {
  if (range.from === range.to) {
    const { from, to } = table.span(range.from);
    for (let row = from; row < to; row += 1) yield table.codeAt(row);
    return;
  }
  for (let row = 0; row < table.size; row += 1) {
    const code = table.codeAt(row);
    if (inRange(code, range)) yield code;
  }
}

function* rows(table: CodeTable): Generator<Omit<CodeEntry, 'code'> & { readonly code: string }> {
  for (let row = 0; row < table.size; row += 1) yield { ...table.entryAt(row), code: table.codeAt(row) };
}
