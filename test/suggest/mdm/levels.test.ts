/** Two of three elements make the level (CPT E/M guidelines 2023, table of decision making). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DATA_NAME,
  higher,
  LEVELS,
  type MdmLevel,
  RISK_NAME,
  rankOf,
  twoOfThree,
} from '../../../src/suggest/mdm/index.ts';

const LEVEL: Readonly<Record<string, MdmLevel>> = {
  S: 'straightforward',
  L: 'low',
  M: 'moderate',
  H: 'high',
};
const of = (letter: string | undefined): MdmLevel => LEVEL[letter ?? ''] ?? 'straightforward';

// Problems, data, risk: the level they make.
const TABLE = `
  SSS:S SSL:S SSM:S SSH:S SLS:S SLL:L SLM:L SLH:L SMS:S SML:L SMM:M SMH:M SHS:S SHL:L SHM:M SHH:H
  LSS:S LSL:L LSM:L LSH:L LLS:L LLL:L LLM:L LLH:L LMS:L LML:L LMM:M LMH:M LHS:L LHL:L LHM:M LHH:H
  MSS:S MSL:L MSM:M MSH:M MLS:L MLL:L MLM:M MLH:M MMS:M MML:M MMM:M MMH:M MHS:M MHL:M MHM:M MHH:H
  HSS:S HSL:L HSM:M HSH:H HLS:L HLL:L HLM:M HLH:H HMS:M HML:M HMM:M HMH:H HHS:H HHL:H HHM:H HHH:H`;
const rows = TABLE.trim().split(/\s+/);

describe('two of three', () => {
  it('is a table of all 64', () => expect(new Set(rows.map((r) => r.slice(0, 3))).size).toBe(64));

  it.each(rows)('%s', (row) => {
    const [p, d, r] = row;
    expect(twoOfThree(of(p), of(d), of(r))).toBe(of(row[4]));
  });

  const anyLevel = fc.constantFrom(...LEVELS);

  it('does not depend on which element is which', () => {
    const same = fc.property(anyLevel, anyLevel, anyLevel, (a, b, c) => {
      const all = [twoOfThree(a, b, c), twoOfThree(a, c, b), twoOfThree(b, a, c), twoOfThree(c, b, a)];
      expect(new Set(all).size).toBe(1);
    });
    fc.assert(same);
  });

  it('is met or exceeded by two of them, and by no two above it', () => {
    const middle = fc.property(anyLevel, anyLevel, anyLevel, (...three) => {
      const level = rankOf(twoOfThree(...three));
      expect(three.filter((l) => rankOf(l) >= level).length).toBeGreaterThanOrEqual(2);
      expect(three.filter((l) => rankOf(l) > level).length).toBeLessThan(2);
    });
    fc.assert(middle);
  });
});

it('the higher of two levels', () => {
  expect(higher('low', 'moderate')).toBe('moderate');
  expect(higher('high', 'straightforward')).toBe('high');
  expect(higher('low', 'low')).toBe('low');
});

it('the names of the columns', () => {
  expect(LEVELS.map((l) => DATA_NAME[l])).toEqual(['minimal', 'limited', 'moderate', 'extensive']);
  expect(LEVELS.map((l) => RISK_NAME[l])).toEqual(['minimal', 'low', 'moderate', 'high']);
});
