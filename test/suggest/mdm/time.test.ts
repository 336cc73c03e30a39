/** Total time: the minimum must be met or exceeded (CPT E/M guidelines 2024), family by family. */
import { describe, expect, it } from 'vitest';
import { codeAt, type EmFamily, LEVELS, rateTime } from '../../../src/suggest/mdm/index.ts';
import { facts } from '../../support/facts.ts';

const family = (
  codes: readonly (string | undefined)[],
  minutes: readonly (number | undefined)[],
): EmFamily => {
  const by = <T>(all: readonly (T | undefined)[]) =>
    Object.fromEntries(LEVELS.flatMap((l, i) => (all[i] === undefined ? [] : [[l, all[i]]])));
  return { codes: by(codes), minutes: by(minutes) };
};

const NEW = family(['99202', '99203', '99204', '99205'], [15, 30, 45, 60]);
const ESTABLISHED = family(['99212', '99213', '99214', '99215'], [10, 20, 30, 40]);
const INITIAL = family(['99221', undefined, '99222', '99223'], [40, undefined, 55, 75]);
const SUBSEQUENT = family(['99231', undefined, '99232', '99233'], [25, undefined, 35, 50]);
const HOME_NEW = family(['99341', '99342', '99344', '99345'], [15, 30, 60, 75]);
const EMERGENCY = family(['99282', '99283', '99284', '99285'], []);

/** The code that documented minutes alone support. */
function byTime(of: EmFamily, minutes: number): string | undefined {
  const level = rateTime(facts({ visit: { minutes } }), of)?.level;
  return level && codeAt(of, level);
}

type Row = readonly [minutes: number, code: string | undefined];

const FAMILIES: readonly (readonly [name: string, of: EmFamily, rows: readonly Row[]])[] = [
  [
    'office, new',
    NEW,
    [
      ...([
        [14, undefined],
        [15, '99202'],
        [29, '99202'],
        [30, '99203'],
        [44, '99203'],
      ] as const),
      ...([
        [45, '99204'],
        [59, '99204'],
        [60, '99205'],
        [240, '99205'],
      ] as const),
    ],
  ],
  [
    'office, established',
    ESTABLISHED,
    [
      ...([
        [9, undefined],
        [10, '99212'],
        [19, '99212'],
        [20, '99213'],
        [29, '99213'],
      ] as const),
      ...([
        [30, '99214'],
        [39, '99214'],
        [40, '99215'],
        [54, '99215'],
      ] as const),
    ],
  ],
  [
    'hospital, initial',
    INITIAL,
    [
      ...([
        [39, undefined],
        [40, '99221'],
        [54, '99221'],
        [55, '99222'],
        [74, '99222'],
      ] as const),
      [75, '99223'],
    ],
  ],
  [
    'hospital, subsequent',
    SUBSEQUENT,
    [
      ...([
        [24, undefined],
        [25, '99231'],
        [34, '99231'],
        [35, '99232'],
        [49, '99232'],
      ] as const),
      [50, '99233'],
    ],
  ],
  [
    'home, new',
    HOME_NEW,
    [
      [14, undefined],
      [30, '99342'],
      [59, '99342'],
      [60, '99344'],
      [75, '99345'],
    ],
  ],
  [
    'emergency',
    EMERGENCY,
    [
      [10, undefined],
      [60, undefined],
      [600, undefined],
    ],
  ],
];

describe.each(FAMILIES)('%s', (_name, of, rows) => {
  it.each([...rows])('%i minutes: %s', (minutes, code) => expect(byTime(of, minutes)).toBe(code));
});

describe('the rating', () => {
  it('is none where no time is documented, however long the visit was', () => {
    expect(rateTime(facts({ visit: { periodMinutes: 60 } }), NEW)).toBeUndefined();
  });

  it('below every minimum has a row and no level', () => {
    expect(rateTime(facts({ visit: { minutes: 5 } }), NEW)).toMatchObject({
      minutes: 5,
      level: undefined,
      row: { rating: '5 min', why: 'below every minimum' },
    });
  });

  it('says which minimum it meets, with the evidence', () => {
    const rated = rateTime(facts({ visit: { minutes: 32 } }), ESTABLISHED);
    expect(rated?.row).toMatchObject({
      element: 'Total time',
      rating: '32 min',
      why: '30 minutes are needed for 99214',
      evidence: [{ reference: 'Encounter/e' }],
    });
  });

  it('counts no fraction up', () => {
    expect(byTime(ESTABLISHED, 29.9)).toBe('99213');
    expect(byTime(ESTABLISHED, -10)).toBeUndefined();
  });
});

describe('the code of a level', () => {
  it.each([
    ['straightforward', '99221'],
    ['low', '99221'],
    ['moderate', '99222'],
    ['high', '99223'],
  ] as const)('%s: %s, or the next lower that has one', (level, code) =>
    expect(codeAt(INITIAL, level)).toBe(code),
  );

  it('is never that of a higher level', () => {
    expect(codeAt(family([undefined, '99342'], []), 'straightforward')).toBeUndefined();
  });
});
