import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../src/terminology/ncci/day-number.ts';
import type { PtpAnswer, PtpSetting } from '../../../src/terminology/ncci/model.ts';
import { ncciTables } from '../../../src/terminology/ncci/ncci.ts';
import type { NcciSet } from '../../../src/terminology/ncci/ncci-set.ts';
import {
  aocText,
  day,
  LAST_ROW,
  mueText,
  type PtpRow,
  placeText,
  proc,
  ptpSet,
  ptpText,
  setsOf,
} from './official-files.ts';

const ask =
  (sets: readonly NcciSet[], setting: PtpSetting = 'practitioner') =>
  (a: string, b: string, on: string): PtpAnswer =>
    ncciTables(sets).ptp(proc(a), proc(b), day(on), setting);

/** The indicator, or the kind of answer that has none. */
const brief = (answer: PtpAnswer) => (answer.kind === 'edit' ? answer.edit.indicator : answer.kind);

describe('a PTP edit', () => {
  const asked = ask([
    ptpSet([
      ['11042', '97597', '20100101', '20231231', '1', 'Misuse of column two code with column one code'],
      ['11042', '97598', '20260101', '*', '0'],
    ]),
  ]);

  it('is told whole', () => {
    expect(asked('11042', '97597', '2015-06-01')).toEqual({
      kind: 'edit',
      edit: {
        column1: '11042',
        column2: '97597',
        indicator: 1,
        effective: '2010-01-01',
        deletion: '2023-12-31',
        rationale: 'Misuse of column two code with column one code',
        edition: 'ncci-ptp-practitioner-2026q1',
      },
    });
  });

  // CMS deletes on the last day of a quarter (20231231) what the next file, of the day after, no longer has.
  it.each([
    ['2009-12-31', 'none'],
    ['2010-01-01', 1],
    ['2023-12-31', 1],
    ['2024-01-01', 'none'],
  ])('is in force from its first day to its deletion date, both included: %s', (on, expected) => {
    expect(brief(asked('11042', '97597', on))).toBe(expected);
  });

  it('has no deletion date while it is in force', () => {
    const answer = asked('11042', '97598', '2026-01-01');
    expect(answer).toMatchObject({ kind: 'edit', edit: { indicator: 0, effective: '2026-01-01' } });
    expect(answer.kind === 'edit' && 'deletion' in answer.edit).toBe(false);
    expect(brief(asked('11042', '97598', '2025-12-31'))).toBe('none');
  });

  it('is found in either order, and tells which code is column 1', () => {
    expect(asked('97597', '11042', '2015-06-01')).toEqual(asked('11042', '97597', '2015-06-01'));
  });

  it('is not there for a pair, or a code, that the table does not name', () => {
    expect(asked('97597', '97598', '2026-01-01')).toEqual({
      kind: 'none',
      edition: 'ncci-ptp-practitioner-2026q1',
    });
    expect(brief(asked('11042', '99213', '2026-01-01'))).toBe('none');
    expect(brief(asked('11042', '11042', '2026-01-01'))).toBe('none');
  });
});

describe('a pair that has more than one edit', () => {
  it('was deleted and came again with another indicator', () => {
    const asked = ask([
      ptpSet([
        ['20610', '20550', '20240701', '*', '1'],
        ['20610', '20550', '20050101', '20220930', '0'],
      ]),
    ]);
    const days = ['2022-09-30', '2022-10-01', '2024-06-30', '2024-07-01'];
    expect(days.map((on) => brief(asked('20610', '20550', on)))).toEqual([0, 'none', 'none', 1]);
  });

  it('was swapped: the code that was denied is now the one that is paid', () => {
    const asked = ask([
      ptpSet([
        ['20610', '20550', '20050101', '20220930', '1'],
        ['20550', '20610', '20221001', '*', '0'],
      ]),
    ]);
    const column1 = (on: string) => {
      const answer = asked('20610', '20550', on);
      return answer.kind === 'edit' && answer.edit.column1;
    };
    expect([column1('2022-09-30'), column1('2022-10-01')]).toEqual(['20610', '20550']);
  });

  it('has indicator 9 on its one day, where it was deleted as it began', () => {
    const asked = ask([ptpSet([['93653', '93623', '20130101', '20130101', '9']])]);
    const days = ['2012-12-31', '2013-01-01', '2013-01-02'];
    expect(days.map((on) => brief(asked('93653', '93623', on)))).toEqual(['none', 9, 'none']);
  });

  it('is in force although a row of indicator 9 stands beside it, whichever comes first', () => {
    const rows: readonly PtpRow[] = [
      ['17000', '17281', '19990701', '20041231', '1'],
      ['17000', '17281', '19990701', '19990701', '9'],
    ];
    for (const order of [rows, rows.toReversed()]) {
      expect(brief(ask([ptpSet(order)])('17000', '17281', '1999-07-01'))).toBe(1);
    }
  });

  it('tells the stricter, should both orders be in force', () => {
    const asked = ask([
      ptpSet([
        ['20610', '20550', '20050101', '*', '1'],
        ['20550', '20610', '20050101', '*', '0'],
      ]),
    ]);
    expect(brief(asked('20610', '20550', '2026-01-01'))).toBe(0);
    expect(brief(asked('20550', '20610', '2026-01-01'))).toBe(0);
  });
});

describe('the tables of practitioners and hospitals', () => {
  const sets = [
    ptpSet([['11042', '97597', '20100101', '*', '1']]),
    ptpSet([['11042', '97597', '20120101', '*', '0']], 'ccioph-v320r0-f1.txt'),
  ];

  it('differ', () => {
    expect(brief(ask(sets, 'practitioner')('11042', '97597', '2026-01-01'))).toBe(1);
    expect(brief(ask(sets, 'hospital')('11042', '97597', '2026-01-01'))).toBe(0);
    expect(brief(ask(sets, 'hospital')('11042', '97597', '2011-01-01'))).toBe('none');
  });

  it('do not stand in for each other', () => {
    expect(ask(sets.slice(0, 1), 'hospital')('11042', '97597', '2026-01-01')).toEqual({
      kind: 'cannot-tell',
      reason: 'no NCCI PTP edits (hospital) are loaded for 2026-01-01',
    });
  });
});

describe('quarters side by side', () => {
  const first = ptpSet([['11042', '97597', '20100101', '*', '1']]);
  const second = ptpSet(
    [
      ['11042', '97597', '20100101', '20100101', '9'],
      ['11042', '97598', '20260401', '*', '1'],
    ],
    'ccipra-v321r0-f1.txt',
  );

  it('cannot tell of a day after the last of them', () => {
    expect(brief(ask([first])('11042', '97597', '2026-03-31'))).toBe(1);
    expect(brief(ask([first])('11042', '97597', '2026-04-01'))).toBe('cannot-tell');
    expect(brief(ask([first, second])('11042', '97598', '2026-06-30'))).toBe(1);
    expect(brief(ask([first, second])('11042', '97598', '2026-07-01'))).toBe('cannot-tell');
  });

  it('answer for the past by the latest, which corrects it', () => {
    for (const sets of [
      [first, second],
      [second, first],
    ])
      expect(brief(ask(sets)('11042', '97597', '2026-02-01'))).toBe('none');
  });

  it('answer by the replacement of a quarter before what it replaces', () => {
    const replacement = ptpSet([['11042', '97597', '20100101', '*', '0']], 'ccipra-v320r1-f1.txt');
    expect(ask([first, replacement])('11042', '97597', '2026-02-01')).toMatchObject({
      edit: { indicator: 0, edition: 'ncci-ptp-practitioner-2026q1-r1' },
    });
  });
});

describe('the compact table', () => {
  // Few codes and short spans, so that pairs, orders and days meet often.
  const CODES = ['00100', '0001A', '11042', '97597', '99213', 'A0427', 'G0471', 'V2790'];
  const START = dayOf(day('2020-01-01'));
  const compact = (number: number): string => dateOf(START + number).replaceAll('-', '');
  interface Naive {
    readonly column1: string;
    readonly column2: string;
    readonly from: number;
    readonly to: number | undefined;
    readonly indicator: 0 | 1 | 9;
  }
  const rows: fc.Arbitrary<readonly Naive[]> = fc
    .array(
      fc.record({
        column1: fc.constantFrom(...CODES),
        column2: fc.constantFrom(...CODES),
        from: fc.integer({ min: 0, max: 60 }),
        length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
        indicator: fc.constantFrom(0, 1, 9),
      }),
      { maxLength: 120 },
    )
    .map((drawn) =>
      withoutOverlaps(
        drawn.map(({ length, ...row }) => ({
          ...row,
          to: length === undefined ? undefined : row.from + length,
        })),
      ),
    );

  /** What CMS's files never have, and the importer refuses. */
  function withoutOverlaps(drawn: readonly Naive[]): readonly Naive[] {
    const kept: Naive[] = [];
    for (const row of drawn) {
      const clash = kept.some(
        (other) =>
          other.column1 === row.column1 &&
          other.column2 === row.column2 &&
          other.indicator !== 9 &&
          row.indicator !== 9 &&
          other.from <= (row.to ?? Number.POSITIVE_INFINITY) &&
          row.from <= (other.to ?? Number.POSITIVE_INFINITY),
      );
      if (!clash) kept.push(row);
    }
    return kept;
  }

  const naive = (list: readonly Naive[], a: string, b: string, on: number): number | 'none' => {
    const found = list.filter(
      (row) =>
        ((row.column1 === a && row.column2 === b) || (row.column1 === b && row.column2 === a)) &&
        row.from <= on &&
        on <= (row.to ?? Number.POSITIVE_INFINITY),
    );
    return found.map((row): number => row.indicator).sort((x, y) => x - y)[0] ?? 'none';
  };

  it('agrees with a plain list, for any pairs and days', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.integer({ min: -1, max: 85 }), { minLength: 1, maxLength: 8 }),
        (list, days) => {
          const set = ptpSet(
            list.map(({ column1, column2, from, to, indicator }) => [
              column1,
              column2,
              compact(from),
              to === undefined ? '*' : compact(to),
              String(indicator),
            ]),
          );
          const table = ncciTables([set]);
          for (const a of CODES)
            for (const b of CODES)
              for (const on of days) {
                const answer = table.ptp(proc(a), proc(b), dateOf(START + on), 'practitioner');
                expect(brief(answer)).toBe(naive(list, a, b, on));
                if (answer.kind !== 'edit') continue;
                const { column1, column2, effective, indicator } = answer.edit;
                expect(list).toContainEqual(
                  expect.objectContaining({ column1, column2, indicator, from: dayOf(effective) - START }),
                );
              }
          expect([...edits(set)]).toHaveLength(list.length + 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  const edits = (set: NcciSet) => (set.kind === 'ncci-ptp' ? set.table.edits() : []);

  it('is the same however its rows are ordered and divided into parts', () => {
    const list: readonly PtpRow[] = CODES.flatMap((a) =>
      CODES.map((b): PtpRow => (a < b ? [a, b, '20100101', '20191231', '1'] : [a, b, '20200101', '*', '1'])),
    );
    const whole = [...edits(ptpSet(list))];
    const parted = setsOf(
      ['ccipra-v320r0-f2.txt', ptpText([...list.slice(20), LAST_ROW])],
      ['ccipra-v320r0-f1.TXT', ptpText(list.slice(0, 20).reverse())],
    );
    expect(parted).toHaveLength(1);
    expect(parted.flatMap((set) => [...edits(set)])).toEqual(whole);
  });
});

describe('MUE values', () => {
  const rows = [
    '97597,1,2 Date of Service Edit: Policy,Nature of Service/Procedure',
    'J1100,0,1 Line Edit,CMS Policy',
  ];
  const sets = setsOf(
    ['MCR_MUE_PractitionerServices_Eff_01-01-2026.csv', mueText(rows)],
    [
      'MCR_MUE_PractitionerServices_Eff_07-01-2026.csv',
      mueText(['97597,8,3 Date of Service Edit: Clinical,Clinical: Data']),
    ],
    [
      'MCR_MUE_OutpatientHospitalServices_Eff_01-01-2026.csv',
      mueText(['97597,2,3,Clinical: Data'], 'OutpatientHospital'),
    ],
  );
  const asked = (
    code: string,
    on: string,
    setting: 'practitioner' | 'outpatient-hospital' | 'dme' = 'practitioner',
  ) => ncciTables(sets).mue(proc(code), day(on), setting);

  it('are those of the quarter that holds the day', () => {
    expect(asked('97597', '2026-03-31')).toEqual({
      kind: 'limit',
      value: 1,
      adjudication: 2,
      rationale: 'Nature of Service/Procedure',
      edition: 'ncci-mue-practitioner-2026q1',
    });
    expect(asked('97597', '2026-07-01')).toMatchObject({ value: 8, adjudication: 3 });
  });

  it('are not told for a quarter that is not loaded, before, between or after', () => {
    for (const on of ['2025-12-31', '2026-04-01', '2026-10-01']) {
      expect(asked('97597', on)).toEqual({
        kind: 'cannot-tell',
        reason: `no MUE table (practitioner) is loaded for ${on}`,
      });
    }
  });

  it('differ by setting', () => {
    expect(asked('97597', '2026-01-01', 'outpatient-hospital')).toMatchObject({ value: 2 });
    expect(asked('97597', '2026-01-01', 'dme')).toMatchObject({ kind: 'cannot-tell' });
  });

  it('may be 0, which is a limit, and absent, which is none that is published', () => {
    expect(asked('J1100', '2026-01-01')).toMatchObject({ kind: 'limit', value: 0, adjudication: 1 });
    expect(asked('99213', '2026-01-01')).toEqual({ kind: 'none', edition: 'ncci-mue-practitioner-2026q1' });
  });
});

describe('add-on codes', () => {
  const sets = setsOf([
    'AOC_V2026Q1-MCR.txt',
    aocText([
      ['1', '11045', '', '11042', '', '2013091', '', ''],
      ['1', '11045', '', '97597', '', '2013091', '2019365', ''],
      ['2', '0054T', '2025181', 'CCCCC', '', '2013091', '', '(Contractor Defined Primary Codes)'],
      ['3', '99292', '', '99291', '', '2013091', '', ''],
    ]),
  ]);
  const asked = (code: string, on: string) => ncciTables(sets).addOn(proc(code), day(on));

  it('have a type and the primaries in force on the day', () => {
    expect(asked('11045', '2019-12-31')).toEqual({
      kind: 'add-on',
      type: 1,
      primaries: ['11042', '97597'],
      edition: 'ncci-add-on-2026q1',
    });
    expect(asked('11045', '2020-01-01')).toMatchObject({ primaries: ['11042'] });
  });

  it('have no listed primary where the contractor defines them', () => {
    expect(asked('0054T', '2025-06-30')).toMatchObject({ kind: 'add-on', type: 2, primaries: [] });
    expect(asked('0054T', '2025-07-01')).toMatchObject({ kind: 'none' });
  });

  it('are in force from their first day, to the end of the year of the edition', () => {
    expect(asked('99292', '2013-03-31')).toMatchObject({ kind: 'none' });
    expect(asked('99292', '2013-04-01')).toMatchObject({ type: 3, primaries: ['99291'] });
    expect(asked('99292', '2026-12-31')).toMatchObject({ kind: 'add-on' });
    expect(asked('99292', '2027-01-01')).toEqual({
      kind: 'cannot-tell',
      reason: 'no add-on code edits are loaded for 2027-01-01',
    });
  });

  it('are read by the milder type, should two be in force', () => {
    const mixed = setsOf([
      'AOC_V2026Q1-MCR.txt',
      aocText([
        ['1', '11045', '', '11042', '', '2013091', ''],
        ['2', '11045', '', 'CCCCC', '', '2013091', ''],
      ]),
    ]);
    expect(ncciTables(mixed).addOn(proc('11045'), day('2026-01-01'))).toMatchObject({
      type: 3,
      primaries: ['11042'],
    });
  });
});

describe('places of service', () => {
  const sets = setsOf([
    'place-of-service-2024-05-02.tsv',
    placeText([
      "10\tTelehealth Provided in Patient's Home\tx (This code is effective January 1, 2022, and available to Medicare April 1, 2022.)",
      '11\tOffice\tx',
      '28-30\tUnassigned\tN/A',
    ]),
  ]);
  const asked = (code: string, on: string) => ncciTables(sets).placeOfService(code, day(on));

  it('are assigned from their first day on', () => {
    expect(asked('10', '2021-12-31')).toMatchObject({ kind: 'not-yet', from: '2022-01-01' });
    expect(asked('10', '2022-01-01')).toEqual({
      kind: 'place',
      name: "Telehealth Provided in Patient's Home",
      from: '2022-01-01',
      edition: 'place-of-service-2024-05-02',
    });
    expect(asked('11', '1999-01-01')).toMatchObject({ kind: 'place', name: 'Office' });
  });

  it('are unassigned, or not codes at all', () => {
    for (const code of ['29', '1', '011', '__proto__', ''])
      expect(asked(code, '2026-01-01')).toMatchObject({ kind: 'unassigned' });
  });
});

describe('nothing loaded', () => {
  it('is never a pass', () => {
    const empty = ncciTables([]);
    const [a, b, on] = [proc('11042'), proc('97597'), day('2026-01-01')];
    const answers = [
      empty.ptp(a, b, on, 'practitioner'),
      empty.mue(a, on, 'dme'),
      empty.addOn(a, on),
      empty.placeOfService('11', on),
    ];
    for (const answer of answers)
      expect(answer).toEqual({ kind: 'cannot-tell', reason: expect.stringContaining('for 2026-01-01') });
  });
});
