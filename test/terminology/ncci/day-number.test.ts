import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactDay, dateOf, dayOf, NEVER, ordinalDay } from '../../../src/terminology/ncci/day-number.ts';
import { day } from './official-files.ts';

const LAST = Date.UTC(2148, 11, 31) / 86_400_000;

describe('days as numbers', () => {
  it('are those of the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST }), (number) => {
        const date = dateOf(number);
        const start = Date.UTC(Number(date.slice(0, 4)), 0, 1) / 86_400_000;
        expect(dayOf(date)).toBe(number);
        expect(compactDay(`x${date.replaceAll('-', '')}x`, 1)).toBe(number);
        expect(ordinalDay(`${date.slice(0, 4)}${String(number - start + 1).padStart(3, '0')}`)).toBe(number);
      }),
    );
  });

  it('fit two bytes, below the one that stands for never', () => {
    expect(dayOf(day('1970-01-01'))).toBe(0);
    expect(dayOf(day('2148-12-31'))).toBeLessThan(NEVER);
    expect([day('1969-12-31'), day('2149-01-01')].map(dayOf)).toEqual([-1, -1]);
  });

  it.each([
    '20260229',
    '20261301',
    '20260100',
    '20260132',
    '2026011',
    '2026O101',
    '',
    '99991231',
    '-2026101',
  ])('do not include %s', (text) => {
    expect(compactDay(text)).toBe(-1);
  });

  it.each(['2024366', '2000366'])('know the last day of a leap year, %s', (text) => {
    expect(dateOf(ordinalDay(text))).toBe(`${text.slice(0, 4)}-12-31`);
  });

  it.each(['2023366', '2100366', '2026000', '2026367', '20260101', '202601', '9999365', ''])(
    'do not include the day of the year %s',
    (text) => {
      expect(ordinalDay(text)).toBe(-1);
    },
  );
});
