import { describe, expect, it } from 'vitest';
import { countsOf } from '../../../src/terminology/index.ts';
import { known, MCE_CODES, mceText, read } from '../import/small-tables.ts';
import { day } from '../support.ts';

const NAME = 'Definitions of Medicare Code Edits_v_43.txt';
const ON = day('2026-03-04');
const { mce } = known([NAME, mceText()]);
const lists = (code: string): readonly string[] => {
  const answer = mce.lists(code, ON);
  return answer.kind === 'known' ? answer.lists.map(({ id }) => id) : [answer.kind];
};

describe('the lists of the Medicare Code Editor', () => {
  it('are kept with their version, days and counts', () => {
    expect(read(NAME, mceText())[0]).toMatchObject({
      kind: 'mce-lists',
      info: {
        id: 'mce-43',
        effective: { from: '2025-10-01', to: '2026-09-30' },
        counts: { rows: 28, billable: 15 },
      },
    });
    expect(
      read('Definitions of Medicare Code Edits_v_43_1.txt', mceText({ version: 'v43.1' }))[0],
    ).toMatchObject({
      info: { id: 'mce-43.1', effective: { from: '2026-04-01', to: '2026-09-30' } },
    });
  });

  it('are counted in words, as the other tables are', () => {
    const info = read(NAME, mceText())[0]?.info ?? expect.fail('nothing read');
    expect(countsOf('mce-lists', info)).toBe('15 codes in 13 lists');
    expect(countsOf('gems', info)).toBe('28 rows of 15 codes');
    expect(countsOf('icd10cm-drugs', info)).toBe('28 terms, 15 with codes');
    expect(countsOf('icd10cm-conversion', info)).toBe('28 rows');
  });

  it.each([
    ['A33', ['newborn']],
    ['Z00.129', ['pediatric']],
    ['Z00129', ['pediatric']],
    ['O80', ['adult', 'female', 'maternity']],
    ['F02.80', ['manifestation']],
    ['Z37.0', ['questionable-admission', 'unacceptable-principal']],
    ['B95.0', ['unacceptable-principal']],
    ['Z51.89', ['unacceptable-principal-alone']],
    ['10D00Z0', ['female-procedure']],
    ['0W4M070', ['11a']],
    ['0FYG0Z0', ['11b']],
    ['E10.9', ['11b-diagnoses']],
    ['E11.9', []],
    ['C99.99', []],
    ['~newborn', []],
  ])('hold %s: %j', (code, expected) => {
    expect([...lists(code)].sort()).toEqual([...expected].sort());
  });

  it('tell the ages, and the lists of the edition', () => {
    const answer = mce.lists('O80', ON);
    expect(answer).toMatchObject({
      lists: expect.arrayContaining([
        {
          id: 'maternity',
          title: 'Maternity diagnoses (age 9 through 64)',
          system: 'icd10cm',
          ages: { from: 9, to: 64 },
        },
        { id: 'adult', title: expect.any(String), system: 'icd10cm', ages: { from: 15, to: 124 } },
      ]),
      published: expect.not.arrayContaining(['male']),
    });
    expect(mce.lists('A33', ON)).toMatchObject({ lists: [{ ages: { from: 0, to: 0 } }] });
  });

  it.each([
    ['2025-09-30', 'cannot-tell'],
    ['2025-10-01', 'known'],
    ['2026-09-30', 'known'],
    ['2026-10-01', 'cannot-tell'],
  ])('answer on %s: %s', (on, kind) => {
    expect(mce.lists('O80', day(on)).kind).toBe(kind);
  });

  it('of April answer from April on', () => {
    const both = known(
      [NAME, mceText()],
      [
        'Definitions of Medicare Code Edits_v_43.1.txt',
        mceText({ version: 'v43.1', lists: { ...MCE_CODES, '6': ['G309'] } }),
      ],
    ).mce;
    expect(both.lists('F0280', day('2026-03-31'))).toMatchObject({ lists: [{ id: 'manifestation' }] });
    expect(both.lists('F0280', day('2026-04-01'))).toMatchObject({ kind: 'known', lists: [] });
  });

  it('read the days that the manual tells, and Windows characters', () => {
    const text = mceText({ period: '10/01/2025 to 09/30/2026' }).replace('e.g. a', '0\u201317, a');
    const windows = Uint8Array.from([...text].map((char) => (char === '\u2013' ? 0x96 : char.charCodeAt(0))));
    expect(read(NAME, windows)[0]?.info.effective.from).toBe('2025-10-01');
  });

  it.each<[string, string, string, RegExp]>([
    [
      'an end too early',
      NAME,
      mceText().split('17. Limited coverage\r\n')[0] ?? '',
      /ends in section 16 of 19/,
    ],
    [
      'a missing section',
      NAME,
      mceText().replace(/\r\n7\. Non-specific[^\t]*?\r\n/, '\r\n'),
      /begins section 8 after section 6/,
    ],
    [
      'an empty list',
      NAME,
      mceText({ lists: { ...MCE_CODES, '4C': [] } }),
      /its list maternity has no codes/,
    ],
    [
      'a row cut short',
      NAME,
      mceText().replace('P599\tshort title', 'P599\t'),
      /row \d+ \(P599\) is cut short/,
    ],
    ['a code that is none', NAME, mceText({ lists: { ...MCE_CODES, '6': ['80F02'] } }), /row \d+ has 80F02/],
    ['a diagnosis among procedures', NAME, mceText({ lists: { ...MCE_CODES, '5B': ['O80'] } }), /has O80/],
    [
      'another version than its name',
      'Definitions of Medicare Code Edits_v_42.txt',
      mceText(),
      /name says version 42.0 and its content 43.0/,
    ],
    [
      'other days than its version',
      NAME,
      mceText({ period: '10/01/2024 to 09/30/2025' }),
      /effective from 10\/01\/2024/,
    ],
    [
      'a version of ICD-9',
      'Definitions of Medicare Code Edits_v_31.txt',
      mceText({ version: 'v31.0' }),
      /31.0 is not one of ICD-10/,
    ],
    ['no version', 'Definitions of Medicare Code Edits.txt', mceText({ version: '' }), /tells the version/],
    ['no ages', NAME, mceText().replaceAll(' (age 9 through 64)', ''), /maternity tells no ages/],
    ['other content', NAME, 'Medicare Code Editor v43.0\r\n', /ends in section 0/],
  ])('are refused with %s', (_, name, text, detail) => {
    expect(() => read(name, text)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(detail) }),
    );
  });
});
