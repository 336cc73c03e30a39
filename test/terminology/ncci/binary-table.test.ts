import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isBinaryTable,
  readBinaryTable,
  writeBinaryTable,
} from '../../../src/terminology/ncci/binary-table.ts';

const COLUMNS = {
  wide: Uint32Array.of(1, 0xffff_ffff, 3),
  odd: Uint8Array.of(7),
  half: Uint16Array.of(1, 2, 65_535),
  none: new Uint32Array(),
};
const GOOD = writeBinaryTable(
  [
    ['id', 'ncci-test'],
    ['licence', 'CPT codes © AMA\nCMS'],
  ],
  COLUMNS,
);
const damaged = expect.objectContaining({ code: 'CW-3004', message: expect.stringContaining('ncci-test') });
const read = (bytes: Uint8Array) => readBinaryTable(bytes, 'ncci-test');

describe('a binary table', () => {
  it('gives back what it was given', () => {
    const table = read(GOOD);
    expect(isBinaryTable(GOOD)).toBe(true);
    expect(table.file.header.get('licence')).toBe('CPT codes © AMA CMS');
    expect(table.u32('wide')).toEqual(COLUMNS.wide);
    expect(table.u8('odd')).toEqual(COLUMNS.odd);
    expect(table.u16('half')).toEqual(COLUMNS.half);
    expect(table.u32('none')).toHaveLength(0);
    expect([table.u16or32('half'), table.u16or32('wide')]).toEqual([COLUMNS.half, COLUMNS.wide]);
  });

  it('copies no column, unless its bytes begin where numbers may not', () => {
    expect(read(GOOD).u32('wide').buffer).toBe(GOOD.buffer);
    for (const shift of [1, 2, 4]) {
      const moved = new Uint8Array(GOOD.length + shift);
      moved.set(GOOD, shift);
      expect(read(moved.subarray(shift)).u32('wide')).toEqual(COLUMNS.wide);
    }
  });

  it('is refused when any one byte differs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: GOOD.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const bytes = GOOD.slice();
          bytes[at] = (bytes[at] ?? 0) ^ change;
          expect(() => read(bytes)).toThrow(damaged);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused when it is cut short, has something added, or is another file', () => {
    for (const size of [0, 10, 95, 200, GOOD.length - 8])
      expect(() => read(GOOD.subarray(0, size))).toThrow(damaged);
    expect(() => read(Buffer.concat([GOOD, Buffer.alloc(8)]))).toThrow(damaged);
    expect(() => read(Buffer.from('# claimwright code table 1\n'))).toThrow(damaged);
    expect(isBinaryTable(Buffer.from('# claimwright code table 1\n'))).toBe(false);
  });

  it('is refused when a sealed header tells of other columns', () => {
    expect(() => read(GOOD).u16('wide')).toThrow(damaged);
    expect(() => read(GOOD).u8('absent')).toThrow(damaged);
    expect(() => read(GOOD).u16or32('odd')).toThrow(damaged);
  });
});
