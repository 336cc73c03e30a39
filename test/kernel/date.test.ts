import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addYears,
  ageInYears,
  daysBetween,
  fiscalYear,
  minutesBetween,
  type ServiceDate,
  serviceDate,
  within,
} from '../../src/kernel/index.ts';

const day = (text: string): ServiceDate => serviceDate(text) as ServiceDate;

describe('serviceDate', () => {
  it('keeps the day of the place of service, whatever UTC says', () => {
    expect(serviceDate('2025-09-30T17:44:00-07:00')).toBe('2025-09-30'); // 1 October in UTC
    expect(serviceDate('2025-10-01T00:30:00+12:00')).toBe('2025-10-01'); // 30 September in UTC
  });

  it.each([
    undefined,
    '',
    '2026',
    '2026-09',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '20260930',
    '2026-9-3',
    '2026-09-30X',
  ])('refuses %s', (text) => {
    expect(serviceDate(text)).toBeUndefined();
  });

  it('knows leap days', () => {
    expect(serviceDate('2024-02-29')).toBe('2024-02-29');
  });
});

describe('arithmetic of days', () => {
  it('crosses months, years and the change of clocks', () => {
    expect(addDays(day('2026-03-07'), 2)).toBe('2026-03-09');
    expect(addDays(day('2025-12-31'), 1)).toBe('2026-01-01');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
  });

  it('is undone by counting back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (n) => {
        const from = day('2026-06-15');
        expect(daysBetween(from, addDays(from, n))).toBe(n);
      }),
    );
  });

  it('moves 29 February to the 28th where it must', () => {
    expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(day('2024-02-29'), -4)).toBe('2020-02-29');
  });
});

describe('ageInYears', () => {
  it('turns on the birthday and not the day before', () => {
    expect(ageInYears(day('2008-05-10'), day('2026-05-09'))).toBe(17);
    expect(ageInYears(day('2008-05-10'), day('2026-05-10'))).toBe(18);
    expect(ageInYears(day('2024-02-29'), day('2025-02-28'))).toBe(0);
    expect(ageInYears(day('2024-02-29'), day('2025-03-01'))).toBe(1);
  });
});

describe('fiscalYear', () => {
  it('begins on 1 October', () => {
    expect(fiscalYear(day('2025-09-30'))).toBe(2025);
    expect(fiscalYear(day('2025-10-01'))).toBe(2026);
  });
});

describe('minutesBetween', () => {
  it('counts real minutes across zones, and nothing for days alone', () => {
    expect(minutesBetween('2026-01-01T10:00:00-05:00', '2026-01-01T15:45:00Z')).toBe(45);
    expect(minutesBetween('2026-01-01', '2026-01-01T15:45:00Z')).toBeUndefined();
    expect(minutesBetween('2026-01-01T10:00:00Z', '2026-01-01T09:00:00Z')).toBeUndefined();
  });
});

describe('within', () => {
  it('includes both ends', () => {
    const year = { from: '2025-10-01', to: '2026-09-30' };
    expect(['2025-09-30', '2025-10-01', '2026-09-30', '2026-10-01'].map((d) => within(day(d), year))).toEqual(
      [false, true, true, false],
    );
    expect(within(day('2030-01-01'), { from: '2025-10-01' })).toBe(true);
  });
});
