import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_NUMBERS,
  codeNumber,
  codeOf,
  wholeCodeNumber,
} from '../../../src/terminology/ncci/code-number.ts';

const code = fc.oneof(fc.stringMatching(/^[0-9]{4}[0-9A-Z]$/), fc.stringMatching(/^[A-V][0-9]{4}$/));

describe('codes as numbers', () => {
  it('come back as they were, and sort as the codes do', () => {
    fc.assert(
      fc.property(code, code, (a, b) => {
        expect(codeOf(codeNumber(a))).toBe(a);
        expect(codeNumber(a)).toBeLessThan(CODE_NUMBERS);
        expect(Math.sign(codeNumber(a) - codeNumber(b))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });

  it('are read within a text', () => {
    expect(codeNumber('11042\t97597\t', 6)).toBe(codeNumber('97597'));
  });

  it.each([
    '1104',
    '110422',
    'W0001',
    'A000A',
    'a0001',
    '9759l',
    '0001a',
    '',
    '__pro',
    '１1042',
    '11 42',
    '1E304',
  ])('are none for %s', (text) => {
    expect(wholeCodeNumber(text)).toBe(-1);
  });
});
