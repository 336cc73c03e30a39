/** Working memory of one search, a number per row of the release: what each row has of what was asked. */

export interface Workspace {
  /** Bits of the terms a row has; 0 for a row that is not touched. */
  readonly mask: Int32Array;
  /** Bits of the terms a row has only in a manner of speaking. */
  readonly weak: Int32Array;
  readonly asked: Float32Array;
  readonly covered: Float32Array;
  readonly place: Uint16Array;
  /** Which span touched a row last, by its serial number. */
  readonly by: Uint32Array;
  readonly touched: Uint32Array;
  count: number;
  serial: number;
}

export const workspace = (size: number): Workspace => ({
  mask: new Int32Array(size),
  weak: new Int32Array(size),
  asked: new Float32Array(size),
  covered: new Float32Array(size),
  place: new Uint16Array(size),
  by: new Uint32Array(size),
  touched: new Uint32Array(size),
  count: 0,
  serial: 0,
});

/** Leaves it as it was made, so that no answer depends on an earlier one. */
export function clear(space: Workspace): void {
  for (let i = 0; i < space.count; i += 1) space.mask[space.touched[i] ?? 0] = 0;
  space.count = 0;
  space.serial = 0;
}

export function touch(space: Workspace, row: number): void {
  space.touched[space.count] = row;
  space.count += 1;
  space.weak[row] = 0;
  space.asked[row] = 0;
  space.covered[row] = 0;
  space.place[row] = 0;
  space.by[row] = 0;
}
