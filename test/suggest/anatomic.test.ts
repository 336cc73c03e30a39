/** Fingers, toes, lids and sides as modifiers: only where the record names exactly one, and its side. */
import { describe, expect, it } from 'vitest';
import { digitModifier, sideModifier, sideRule } from '../../src/suggest/anatomic.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const site = (words: string) => [{ codings: [], words }];

describe('a digit', () => {
  it.each([
    ['Left thumb', 'left', 'FA'],
    ['Right index finger', 'right', 'F6'],
    ['Right little finger', 'right', 'F9'],
    ['Left great toe', 'left', 'TA'],
    ['Second right toe', 'right', 'T6'],
    ['Right fifth toe', 'right', 'T9'],
    ['Left upper eyelid', 'left', 'E1'],
    ['Lower right eyelid', 'right', 'E4'],
  ] as const)('%s is %3$s', (words, side, modifier) => {
    expect(digitModifier(site(words), '', side)).toBe(modifier);
  });

  it.each([
    ['Left foot', 'left'],
    ['Great toe', undefined],
    ['Great toes', 'bilateral'],
    ['Left second and left third toe', 'left'],
    ['Left finger', 'left'],
  ] as const)('%s is none', (words, side) => {
    expect(digitModifier(site(words), '', side)).toBeUndefined();
  });
});

describe('a side', () => {
  const rule = (bilateral: string | undefined) =>
    sideRule('20610', {
      terminology: fakeTerminology({ procedures: bilateral === undefined ? {} : { 20610: { bilateral } } }),
      on: day('2026-03-10'),
    });

  it.each([
    ['1', 'bilateral', '50'],
    ['3', 'left', 'LT'],
    ['0', 'right', 'RT'],
    ['0', 'bilateral', undefined],
    ['2', 'bilateral', undefined],
    ['9', 'left', undefined],
  ] as const)('indicator %s, %s: %s', (indicator, side, modifier) => {
    expect(sideModifier(side, rule(indicator), true)).toBe(modifier);
  });

  it("without a fee schedule by the caller's own table alone", () => {
    expect(sideModifier('left', rule(undefined), true)).toBe('LT');
    expect(sideModifier('left', rule(undefined), false)).toBeUndefined();
  });
});
