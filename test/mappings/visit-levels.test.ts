/** The visit families against the table of procedure coding: codes and minutes, and the minute before each limit. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeAt, type EmFamily, LEVELS, rateTime } from '../../src/suggest/module.ts';
import { facts } from '../support/facts.ts';

const read = (module: string, file = 'levels.json'): Readonly<Record<string, EmFamily>> =>
  JSON.parse(readFileSync(new URL(`../../mappings/${module}/${file}`, import.meta.url), 'utf8'));

/** Codes by level, straightforward to high, and the minutes of those that have some (CPT 2024). */
const TABLE: readonly (readonly [string, EmFamily | undefined, readonly string[], readonly number[]])[] = [
  ['office, new', read('office-visits').new, ['99202', '99203', '99204', '99205'], [15, 30, 45, 60]],
  [
    'office, established',
    read('office-visits').established,
    ['99212', '99213', '99214', '99215'],
    [10, 20, 30, 40],
  ],
  ['hospital, first', read('hospital-visits').initial, ['99221', '99221', '99222', '99223'], [40, 55, 75]],
  ['hospital, later', read('hospital-visits').subsequent, ['99231', '99231', '99232', '99233'], [25, 35, 50]],
  ['hospital, one day', read('hospital-visits').sameDay, ['99234', '99234', '99235', '99236'], [45, 70, 85]],
  [
    'consultation, office',
    read('consultations').office,
    ['99242', '99243', '99244', '99245'],
    [20, 30, 40, 55],
  ],
  [
    'consultation, inpatient',
    read('consultations').inpatient,
    ['99252', '99253', '99254', '99255'],
    [35, 45, 60, 80],
  ],
  [
    'nursing facility, first',
    read('nursing-facility-visits').initial,
    ['99304', '99304', '99305', '99306'],
    [25, 35, 50],
  ],
  [
    'nursing facility, later',
    read('nursing-facility-visits').subsequent,
    ['99307', '99308', '99309', '99310'],
    [10, 20, 30, 45],
  ],
  ['home, new', read('home-visits').new, ['99341', '99342', '99344', '99345'], [15, 30, 60, 75]],
  [
    'home, established',
    read('home-visits').established,
    ['99347', '99348', '99349', '99350'],
    [20, 30, 40, 60],
  ],
];

describe.each(TABLE)('%s', (_name, family, codes, minutes) => {
  if (!family) throw new Error('the family is missing');
  const timed = LEVELS.slice(LEVELS.length - minutes.length);

  it('has a code for each level', () => {
    expect(LEVELS.map((l) => codeAt(family, l))).toEqual(codes);
  });

  it.each(minutes.map((m, i) => [m, timed[i]] as const))('%i minutes are %s', (m, level) => {
    expect(rateTime(facts({ visit: { minutes: m } }), family)?.level).toBe(level);
  });

  it.each(minutes.map((m, i) => [m - 1, timed[i - 1]] as const))('%i minutes are %s', (m, level) => {
    expect(rateTime(facts({ visit: { minutes: m } }), family)?.level).toBe(level);
  });
});

describe('the visit codes in place of consultations', () => {
  const crosswalk = read('consultations', 'crosswalk.json');
  it('are those of the families they stand for', () => {
    expect(crosswalk.officeNew).toEqual(read('office-visits').new);
    expect(crosswalk.officeEstablished).toEqual(read('office-visits').established);
    expect(crosswalk.hospital).toEqual(read('hospital-visits').initial);
    expect(crosswalk.nursingFacility).toEqual(read('nursing-facility-visits').initial);
    expect(crosswalk.emergency).toEqual(read('emergency-visits'));
  });
});
