import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords, stated } from '../../../src/suggest/interpreters/words.ts';

describe('phrases in the words of the record', () => {
  it.each([
    ['Poorly controlled, A1c 9.4 %', 'poorly controlled'],
    ['with HYPERGLYCEMIA.', 'hyperglycemia'],
    ['A1c 8.4 %: not at goal', 'not at goal'],
    ['No chest pain. Weight up. Still hyperglycemia', 'hyperglycemia'],
    ['no hyperglycemia in May; hyperglycemia again today', 'hyperglycemia'],
  ])('%j states %j', (text, phrase) => {
    expect(stated(text, [phrase])).toBe(phrase);
  });

  it.each([
    ['No hyperglycemia', 'hyperglycemia'],
    ['denies any hyperglycemia', 'hyperglycemia'],
    ['without hyperglycemia', 'hyperglycemia'],
    ['normoglycemia', 'glycemia'],
    ['polyneuropathy', 'neuropathy'],
    ['', 'neuropathy'],
  ])('%j does not state %j', (text, phrase) => {
    expect(stated(text, [phrase])).toBeUndefined();
  });

  it('writes any text as lower-case words with one blank between them', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(plainWords(text)).toMatch(/^ (?:[a-z0-9.%]+ )*$|^ {2}$/);
      }),
    );
  });

  it('reads a long hostile text in linear time', () => {
    const text = 'no '.repeat(200_000);
    expect(plainWords(text).length).toBeLessThan(5_000);
    expect(stated(text, ['hyperglycemia'])).toBeUndefined();
  });
});
