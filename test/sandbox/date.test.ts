import { Operator } from '@medplum/core';
import { describe, expect, it } from 'vitest';
import { dateMatches, spanOf, spansOfValue } from '../../src/sandbox/search/date.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const PREFIX = Object.fromEntries(Object.values(Operator).map((o) => [String(o), o]));

describe('the span of a date', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2026-03-04T09:00:00-05:00', '2026-03-04T14:00:00.000Z', '2026-03-04T14:00:01.000Z'],
    ['2026-03-04T09:00:00 05:00', '2026-03-04T04:00:00.000Z', '2026-03-04T04:00:01.000Z'],
    ['2026-03-04T09:00Z', '2026-03-04T09:00:00.000Z', '2026-03-04T09:01:00.000Z'],
    ['2026-03-04T09:00:00.250Z', '2026-03-04T09:00:00.250Z', '2026-03-04T09:00:00.251Z'],
  ])('%s', (text, from, to) => {
    const span = spanOf(text);
    expect(span && [iso(span.from), iso(span.to)]).toEqual([from, to]);
  });

  it.each(['', 'yesterday', '2026-1', '26-01-01', '2026-01-01T'])('%j has none', (text) => {
    expect(spanOf(text)).toBeUndefined();
  });
});

describe('prefixes (R4 search.html#prefix)', () => {
  const period = (start?: string, end?: string) => ({ ...(start && { start }), ...(end && { end }) });
  it.each([
    ['eq', '2026-03-04', '2026-03-04T09:00:00Z', true],
    ['eq', '2026-03-04', '2026-03-05', false],
    ['eq', '2026-03', period('2026-03-04', '2026-03-05'), true],
    ['eq', '2026-03-04', period('2026-03-04', '2026-03-05'), false],
    ['ne', '2026-03-04', '2026-03-05', true],
    ['ne', '2026-03-04', '2026-03-04', false],
    ['ge', '2027-01-01', period('2026-03-04', '2026-03-05'), false],
    ['ge', '2026-03-05', period('2026-03-04', '2026-03-05'), true],
    ['ge', '2027-01-01', period('2026-03-04'), true],
    ['le', '2026-03-03', period('2026-03-04', '2026-03-05'), false],
    ['le', '2026-03-04', period('2026-03-04', '2026-03-05'), true],
    ['le', '2026-03-03', period(undefined, '2026-03-05'), true],
    ['gt', '2026-03-04', '2026-03-04', false],
    ['gt', '2026-03-04', '2026-03-05', true],
    ['lt', '2026-03-04', '2026-03-04', false],
    ['lt', '2026-03-04', '2026-03-03T23:59:59Z', true],
    ['sa', '2026-03-04', period('2026-03-04', '2026-03-09'), false],
    ['sa', '2026-03-04', period('2026-03-05', '2026-03-09'), true],
    ['eb', '2026-03-04', period('2026-03-01', '2026-03-04'), false],
    ['eb', '2026-03-04', period('2026-03-01', '2026-03-03'), true],
    ['ap', '2026-03', '2026-03-31', true],
  ])('%s %s against %j: %s', (prefix, wanted, value, expected) => {
    const span = spanOf(wanted);
    const operator = PREFIX[prefix];
    if (!span || !operator) throw new Error('the table is wrong');
    expect(spansOfValue(value).some((target) => dateMatches(operator, span, target))).toBe(expected);
  });

  it('reads Timing, and nothing where there is no time', () => {
    expect(spansOfValue({ event: ['2026-03-04', '2026-03-06'] })).toHaveLength(2);
    expect(spansOfValue({ repeat: { boundsPeriod: { start: '2026' } } })).toHaveLength(1);
    expect(spansOfValue({})).toEqual([]);
    expect(spansOfValue(null)).toEqual([]);
    expect(spansOfValue(7)).toEqual([]);
  });
});
