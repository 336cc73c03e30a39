import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitCount, errorsBetween, letters } from '../../../src/terminology/search/edit-distance.ts';

/** The textbook table, written as plainly as possible: optimal string alignment. */
function plainly(a: string, b: string): number {
  const at = (i: number, j: number): number => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  const table: number[][] = [];
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [];
    table.push(row);
    for (let j = 0; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let errors = i === 0 || j === 0 ? i + j : at(i - 1, j - 1) + same;
      if (i > 0) errors = Math.min(errors, at(i - 1, j) + 1);
      if (j > 0) errors = Math.min(errors, at(i, j - 1) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) errors = Math.min(errors, at(i - 2, j - 2) + 1);
      row.push(errors);
    }
  }
  return at(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '1'), maxLength: 12 });

describe('errors between two words', () => {
  it.each([
    ['asthama', 'asthma', 1],
    ['ashtma', 'asthma', 1],
    ['pnemonia', 'pneumonia', 1],
    ['newmonia', 'pneumonia', 2],
    ['diabetes', 'diabetes', 0],
    ['gout', 'goiter', -1],
  ])('%s, %s: %i', (typed, right, errors) => {
    expect(errorsBetween(typed, right, 2, false)).toBe(errors);
  });

  it('lets the end of a word be typed later', () => {
    expect(errorsBetween('hypretens', 'hypertension', 1, true)).toBe(1);
    expect(errorsBetween('hypretens', 'hypertension', 1, false)).toBe(-1);
  });

  it('are those of the textbook, up to the bound', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        const errors = plainly(a, b);
        expect(errorsBetween(a, b, most, false)).toBe(errors > most ? -1 : errors);
      }),
    );
  });

  it('are, for a beginning, those of the best beginning of the word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const beginnings = Array.from({ length: b.length + 1 }, (_, n) => plainly(a, b.slice(0, n)));
        const least = Math.min(...beginnings);
        expect(errorsBetween(a, b, 2, true)).toBe(least > 2 ? -1 : least);
      }),
    );
  });

  it('each change two letter marks at most, so that marks never hide a near word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const errors = plainly(a, b);
        expect(bitCount(letters(a) & ~letters(b))).toBeLessThanOrEqual(errors);
        expect(bitCount(letters(b) & ~letters(a))).toBeLessThanOrEqual(errors);
      }),
    );
  });
});
