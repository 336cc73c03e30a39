import { describe, expect, it } from 'vitest';
import { askedOf, codeTest } from '../../../src/suggest/interpreters/patterns.ts';

describe('patterns of codes', () => {
  it.each([
    ['E11.9', 'E11.9', true],
    ['E11.9', 'E11.90', false],
    ['I50.-', 'I50.22', true],
    ['I50.-', 'I51.7', false],
    ['N18.3-', 'N18.31', true],
    ['N18.3-', 'N18.4', false],
    ['N18.1..N18.4', 'N18.32', true],
    ['N18.1..N18.4', 'N18.4', true],
    ['N18.1..N18.4', 'N18.5', false],
    ['N18.1..N18.4', 'N18', false],
    ['J12..J18', 'J18.9', true],
    ['J12..J18', 'J20.9', false],
    ['I51.4..I51.7|I51.89|I51.9', 'I51.89', true],
    ['I51.4..I51.7|I51.89|I51.9', 'I51.81', false],
    ['R73.0-', 'R73.03', true],
    ['I10', 'I10', true],
  ])('%s and %s: %s', (pattern, code, expected) => {
    expect(codeTest(pattern)?.(code)).toBe(expected);
  });

  it.each(['E11.9', 'I50.-', 'N18.3-', 'N18.1..N18.4', 'J12..J18', 'I51.4..I51.7|I51.89|I51.9', 'R73.0-'])(
    '%s is met by any of many codes exactly where it is met by one of them',
    (pattern) => {
      const test = codeTest(pattern);
      const codes =
        'E11.9 E11.90 I50.9 I51 I51.7 I51.81 I51.89 J11 J18 J18.9 J20.9 N18 N18.1 N18.32 N18.5 R73'.split(
          ' ',
        );
      if (!test) throw new Error(pattern);
      for (const code of codes) {
        const rest = codes.filter((c) => !test(c));
        expect(askedOf([...rest, code]).any(test), code).toBe(test(code));
      }
      expect(askedOf(codes).any(test)).toBe(codes.some(test));
      expect(askedOf([]).any(test)).toBe(false);
      const twice = [...codes, ...codes];
      expect(askedOf(twice).places([test])).toEqual(twice.flatMap((c, at) => (test(c) ? [at] : [])));
    },
  );

  it.each(['', 'E', '11.9', 'E11.9-..E12', 'N18.4..N18.1', 'E11.*', 'e11.9', 'E11.9|', '.-'])(
    'refuses %j',
    (pattern) => {
      expect(codeTest(pattern)).toBeUndefined();
    },
  );
});
