/** Damaged text of every sort is refused with a coded fault; nothing else is ever thrown, and no pattern runs away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { GEM_ROWS, gemText, mceText, read } from './small-tables.ts';

const CONVERSION =
  'Current code assignment\tEffective\tPrevious Code(s) Assignment\r\nE66.813\t2025\tE66.01-E66.8; E66.9 and E66.1\r\n';
const FILES: readonly (readonly [name: string, text: string])[] = [
  ['2017_I9gem.txt', gemText(GEM_ROWS)],
  ['Definitions of Medicare Code Edits_v_43.txt', mceText()],
  ['icd10cm_conversion_table_FY2026.txt', CONVERSION],
  ['icd10cm_conversion_table_FY2026.csv', CONVERSION.replaceAll('\t', ',')],
];

function attempt(name: string, text: string): void {
  try {
    read(name, text);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimwrightError);
    expect(error).toMatchObject({ code: 'CW-3002' });
  }
}

describe.each(FILES)('%s', (name, text) => {
  it('never throws anything but a coded fault, whatever is done to it', () => {
    const damaged = fc
      .tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 8 }))
      .map(([at, cut, more]) => text.slice(0, at) + more + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), damaged), (other) =>
        attempt(name, other),
      ),
    );
  });

  it.each(['.', ' ', '\t', '1', 'E66.0-', '1. acceptable ', '"', '&'])(
    'is not held up by a long line of %j',
    (piece) => {
      const line = piece.repeat(Math.floor(4_900 / piece.length));
      attempt(name, `${line}\r\n${text}`);
      attempt(name, text.replace('\r\n', `\r\n1. ${line}x\r\nE66.1\t2025\t${line}x\r\n`));
    },
  );
});
