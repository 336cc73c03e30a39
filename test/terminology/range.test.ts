import { describe, expect, it } from 'vitest';
import { inRange, inRanges, printedRanges } from '../../src/terminology/index.ts';

const range = (text: string) => {
  const [from = '', to = from] = text.split('-');
  return { from, to };
};

describe('inRange', () => {
  it.each([
    ['E10.9', 'E08-E13', true],
    ['E13.9', 'E08-E13', true],
    ['E14', 'E08-E13', false],
    ['E07.9', 'E08-E13', false],
    ['I51.6', 'I51.4-I51.7', true],
    ['I51.89', 'I51.4-I51.7', false],
    ['T36.0X5A', 'T36.0X5', true],
    ['T36.0X1A', 'T36.0X5', false],
    ['S52', 'S52.5', false],
  ])('%s in %s: %s', (code, text, expected) => expect(inRange(code, range(text))).toBe(expected));
});

describe('printedRanges', () => {
  const holds = (code: string, text: string): boolean => inRanges(code, printedRanges(range(text)));

  it.each([
    // Merkel cell carcinoma is printed between melanoma and the other skin cancers.
    ['C4A.9', 'C43-C44', true],
    ['C4A.9', 'C45-C49', false],
    // Carcinoid tumours are printed after C75, before C76.
    ['C7A.1', 'C76-C80', false],
    ['C7A.1', 'C00-C75', false],
    ['C7B.0', 'C00-C96', true],
    ['C79.9', 'C76-C80', true],
    ['C80.1', 'C76-C80', true],
    ['D3A.0', 'D37-D48', false],
    ['D39.9', 'D37-D48', true],
    ['D40.9', 'D37-D48', true],
    ['M1A.9XX0', 'M05-M14', true],
    ['Z3A.20', 'Z30-Z39', true],
    ['I5A', 'I30-I52', false],
    ['O9A.2', 'O94-O9A', true],
  ])('%s in %s: %s', (code, text, expected) => expect(holds(code, text)).toBe(expected));

  it('leaves a range within one category alone', () => {
    expect(printedRanges(range('L97.1-L97.9'))).toEqual([{ from: 'L97.1', to: 'L97.9' }]);
  });
});
