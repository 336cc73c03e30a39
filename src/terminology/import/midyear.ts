/**
 * A mid-year (1 April) file laid over the October edition it updates: new codes come in, titles and validity are
 * replaced, and what the file does not mention stays. Only its addenda can delete.
 */
import type { OrderRow } from './icd10cm-order.ts';

type Row = Pick<OrderRow, 'code' | 'billable' | 'shortTitle' | 'title'>;

export function overlay(
  base: readonly Row[],
  update: readonly Row[],
  deleted: ReadonlySet<string>,
): readonly Row[] {
  const replaced = new Map(update.map((row) => [row.code, row]));
  const known = new Set(base.map((row) => row.code));
  const kept = base
    .filter((row) => !deleted.has(row.code) || replaced.has(row.code))
    .map((row) => replaced.get(row.code) ?? row);
  return mergeNew(
    kept,
    update.filter((row) => !known.has(row.code)),
  );
}

/** Puts each new row below its nearest ancestor, by code; both lists keep their own order otherwise. */
function mergeNew(kept: readonly Row[], fresh: readonly Row[]): readonly Row[] {
  const merged = [...kept];
  for (const row of fresh) merged.splice(placeFor(merged, row.code), 0, row);
  return merged;
}

function placeFor(rows: readonly Row[], code: string): number {
  const parent = nearestAncestor(rows, code);
  let at = parent + 1;
  // The last one below the ancestor, or category, that sorts before the new code, and all that lies below it.
  const stem = parent < 0 ? '' : (rows[parent]?.code ?? '');
  for (let i = at; i < rows.length; i += 1) {
    const other = rows[i]?.code ?? '';
    if (!other.startsWith(stem)) break;
    if (other < code) at = i + 1;
  }
  return at;
}

function nearestAncestor(rows: readonly Row[], code: string): number {
  for (let length = code.length - 1; length >= 3; length -= 1) {
    const at = rows.findIndex((row) => row.code === code.slice(0, length));
    if (at >= 0) return at;
  }
  return -1;
}
