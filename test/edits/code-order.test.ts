import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TabularIndex } from '../../src/edits/code-order.ts';
import { inRange } from '../../src/terminology/index.ts';

const letters = fc.constantFrom('A', 'B', 'C');
const code = fc
  .tuple(
    letters,
    fc.integer({ min: 0, max: 9 }),
    fc.constantFrom('0', '5', '9', 'A'),
    fc.constantFrom('', '.1', '.10', '.9A'),
  )
  .map((parts) => parts.join(''));

describe('TabularIndex', () => {
  it('finds in any range exactly what lies in it', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 40 }), code, code, (codes, a, b) => {
        const [from = a, to = b] = [a, b].toSorted((x, y) =>
          x.replace('.', '') < y.replace('.', '') ? -1 : 1,
        );
        const found = new TabularIndex(codes, (c) => c).within({ from, to });
        expect(found.toSorted()).toEqual(codes.filter((c) => inRange(c, { from, to })).toSorted());
      }),
    );
  });

  it('holds what is below the last node of a range', () => {
    const index = new TabularIndex(['E08.9', 'E13.65', 'E14'], (c) => c);
    expect(index.within({ from: 'E08', to: 'E13' })).toEqual(['E08.9', 'E13.65']);
    expect(index.within({ from: 'E13', to: 'E13' })).toEqual(['E13.65']);
    expect(index.within({ from: 'Z00', to: 'Z99' })).toEqual([]);
  });
});
