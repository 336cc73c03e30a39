import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeKey } from '../../../src/terminology/release/code-key.ts';
import { codeTable } from '../../../src/terminology/release/code-table.ts';
import { code, ROWS, release } from '../support.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const anyCode = fc
  .tuple(
    fc.constantFrom(...CHARACTERS.slice(10)),
    fc.constantFrom(...CHARACTERS),
    fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 5 }),
  )
  .map(([letter, second, rest]) => letter + second + rest.join(''));

describe('codeKey', () => {
  it('sorts as the characters do, and is the same only for the same code', () => {
    fc.assert(
      fc.property(anyCode, anyCode, (a, b) => {
        const [x, y] = [codeKey(a), codeKey(b)];
        expect(Math.sign(x - y)).toBe(a < b ? -1 : Number(a > b));
        expect(Number.isSafeInteger(x * 2 ** 17)).toBe(true);
      }),
    );
  });

  it('does not mind the dot, and has none for what is not a code', () => {
    expect(codeKey('E11.22')).toBe(codeKey('E1122'));
    for (const text of ['', '1', 'e11', 'E11.22222222', 'E1 1', 'É11']) expect(codeKey(text)).toBe(-1);
  });
});

describe('a release', () => {
  const edition = release(2026, ROWS);
  const codes = (entries: readonly { code: string }[]): readonly string[] =>
    entries.map((entry) => entry.code);

  it('finds a code with its titles', () => {
    expect(edition.lookup(code('e1122'))).toEqual({
      code: 'E11.22',
      billable: true,
      shortTitle: 'Type 2 diabetes mellitus with diabetic chronic kidney diseas',
      title: 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
    });
    expect(edition.lookup(code('E11.2'))?.billable).toBe(false);
  });

  it.each(['E11.20', 'E10', 'E12', 'S01.00', 'S01.00X', 'Z99.9', 'A00', 'Z99.899'])(
    'tells %s apart',
    (text) => {
      expect(edition.lookup(code(text)) !== undefined).toBe(text === 'S01.00');
    },
  );

  it('gives the direct subdivisions in the order of the file', () => {
    expect(codes(edition.children(code('E11')))).toEqual(['E11.2', 'E11.9']);
    expect(codes(edition.children(code('S01.00')))).toEqual(['S01.00XA', 'S01.00XD']);
    expect(codes(edition.children(code('E11.9')))).toEqual([]);
    // I82.A is printed before I82.9, although its letter sorts after.
    expect(codes(edition.children(code('I82')))).toEqual(['I82.A', 'I82.9']);
  });

  it('gives the billable codes below a node, itself included', () => {
    expect(codes(edition.billableUnder(code('E11')))).toEqual(['E11.21', 'E11.22', 'E11.9']);
    expect(codes(edition.billableUnder(code('I82')))).toEqual(['I82.A1', 'I82.9']);
    expect(codes(edition.billableUnder(code('E11.9')))).toEqual(['E11.9']);
    // A placeholder node that is no row of its own.
    expect(codes(edition.billableUnder(code('S01.00X')))).toEqual(['S01.00XA', 'S01.00XD']);
    expect(edition.billableUnder(code('E12'))).toEqual([]);
  });

  it('knows whether it has anything in a range', () => {
    expect(edition.holds({ from: 'E08', to: 'E13' })).toBe(true);
    expect(edition.holds({ from: 'E12', to: 'E13' })).toBe(false);
    expect(edition.holds({ from: 'Z9', to: 'Z9' })).toBe(true);
  });

  it('names a row that is none', () => {
    const fault = (detail: string): never => {
      throw new Error(detail);
    };
    expect(() => codeTable('E11\t0\tx\t\n??\t1\ty\t\n', fault)).toThrow('row 2 does not begin with a code');
  });
});
