import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedBody, sortedRows } from '../../../src/terminology/release/sorted-rows.ts';

const fault = (detail: string): never => {
  throw new Error(detail);
};

describe('sortedRows', () => {
  it('finds what it was given, and nothing else', () => {
    const key = fc.string({ unit: fc.constantFrom('A', 'B', '0', '1', '-'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 40 }), key, (keys, other) => {
        const rows = sortedRows(sortedBody(keys.map((k) => [k, `of ${k}`])), 2, fault);
        expect(rows.size).toBe(keys.length);
        for (const k of keys) expect(rows.find(k)).toEqual([k, `of ${k}`]);
        expect(rows.find(other) !== undefined).toBe(keys.includes(other));
      }),
    );
  });

  it.each([
    ['B\tx\nA\tx\n', /row 2 does not come after B/],
    ['A\tx\nA\tx\n', /row 2 does not come after A/],
    ['A\n', /row 1 has not 2 cells/],
    ['A\tx', /cut short/],
  ])('refuses %j', (text, message) => expect(() => sortedRows(text, 2, fault)).toThrow(message));
});
