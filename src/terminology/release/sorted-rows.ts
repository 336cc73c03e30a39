/** Rows kept as the text they were stored in, sorted by what stands before their first tab; a row is cut out when asked for. */

export interface SortedRows {
  readonly size: number;
  /** The cells of a row, its key first. */
  find(key: string): readonly string[] | undefined;
  /** Every row, in order. */
  rows(): Iterable<readonly string[]>;
}

/** `fault` is called, and must throw, when the rows do not ascend or have not `width` cells. */
export function sortedRows(text: string, width: number, fault: (detail: string) => never): SortedRows {
  const offsets = lineOffsets(text);
  const size = offsets.length - 1;
  const start = (row: number): number => offsets[row] ?? 0;
  const keyAt = (row: number): string => text.slice(start(row), text.indexOf('\t', start(row)));
  const cellsAt = (row: number): readonly string[] => text.slice(start(row), start(row + 1) - 1).split('\t');
  checkRows(text, offsets, width, keyAt, fault);
  return {
    size,
    find: (key) => {
      const row = lowerBound(size, (at) => keyAt(at) < key);
      return row < size && keyAt(row) === key ? cellsAt(row) : undefined;
    },
    *rows() {
      for (let row = 0; row < size; row += 1) yield cellsAt(row);
    },
  };
}

/** Where each line begins, and where the last one ends. */
function lineOffsets(text: string): Uint32Array {
  const offsets = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) offsets.push(at + 1);
  return Uint32Array.from(offsets);
}

function checkRows(
  text: string,
  offsets: Uint32Array,
  width: number,
  keyAt: (row: number) => string,
  fault: (detail: string) => never,
): void {
  const size = offsets.length - 1;
  if ((offsets[size] ?? 0) !== text.length) fault('its last row is cut short');
  let last = '';
  for (let row = 0; row < size; row += 1) {
    if (tabs(text, offsets[row] ?? 0, offsets[row + 1] ?? 0) !== width - 1)
      fault(`row ${row + 1} has not ${width} cells`);
    const key = keyAt(row);
    if (key <= last) fault(`row ${row + 1} does not come after ${last}`);
    last = key;
  }
}

function tabs(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\t', from); at >= 0 && at < to; at = text.indexOf('\t', at + 1)) count += 1;
  return count;
}

function lowerBound(size: number, isBefore: (row: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows to store: sorted by their key, one line each. */
export const sortedBody = (rows: readonly (readonly string[])[]): string =>
  [...rows]
    .sort(([a = ''], [b = '']) => (a < b ? -1 : Number(a > b)))
    .map((cells) => `${cells.join('\t')}\n`)
    .join('');
