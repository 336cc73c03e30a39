import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { InputFile } from '../../../src/terminology/index.ts';
import {
  codeOf,
  coefficientText,
  file,
  formatText,
  imported,
  macroText,
  mappingsText,
  V28_COEFFICIENTS,
  V28_ROWS,
} from '../hcc/official-files.ts';
import { bytes, code, day } from '../support.ts';

const FORMAT = '2031 F2831T1N.TXT';
const MACRO = '2031 V28115H1.TXT';
const WEIGHTS = '2031 C2831T2N.csv';
const MAPPINGS = '2031 Midyear_Final ICD-10-CM Mappings.csv';
const IN_2030 = day('2030-06-01');

const hierarchy = [
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

const all = (): readonly InputFile[] => [
  file(FORMAT, formatText(V28_ROWS)),
  file(MACRO, macroText('V28115H1', hierarchy)),
  file(WEIGHTS, coefficientText(V28_COEFFICIENTS)),
];

const refused = (files: readonly InputFile[], detail: string): void =>
  expect(() => imported(...files)).toThrow(
    expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
  );

describe('CMS-HCC files', () => {
  it('serve the services of the year before their payment year, to the day', () => {
    const { riskAdjustment, releases } = imported(...all());
    const dx = code(codeOf(7));
    expect(riskAdjustment.hccs(dx, day('2030-01-01'), 'V28')).toMatchObject({ kind: 'known', hccs: [7] });
    expect(riskAdjustment.hccs(dx, day('2030-12-31'), 'V28')).toMatchObject({
      edition: 'hcc-v28-format-2031',
    });
    for (const on of ['2029-12-31', '2031-01-01'])
      expect(riskAdjustment.hccs(dx, day(on), 'V28')).toEqual({
        kind: 'cannot-tell',
        reason: `no CMS-HCC V28 mapping is loaded for services of ${on.slice(0, 4)}`,
      });
    expect(riskAdjustment.hccs(dx, IN_2030, 'V24').kind).toBe('cannot-tell');
    expect(releases().map(({ id }) => id)).toContain('hcc-v28-coefficients-2031');
  });

  it('know a code that is not risk-adjusted from one of a year that is not loaded', () => {
    const { riskAdjustment } = imported(...all());
    expect(riskAdjustment.hccs(code('A00.0'), IN_2030, 'V28')).toMatchObject({ kind: 'known', hccs: [] });
  });

  it('come as the yearly mappings, with titles above, notes below and another model beside', () => {
    const { riskAdjustment } = imported(file(MAPPINGS, mappingsText([...V28_ROWS, ['Z999', '']])));
    const hccs = (dx: string) => riskAdjustment.hccs(code(dx), IN_2030, 'V28');
    expect(hccs(codeOf(115))).toMatchObject({ hccs: [115], edition: 'hcc-v28-mapping-2031' });
    expect(hccs('Z99.9')).toMatchObject({ hccs: [] });
    expect(riskAdjustment.hccs(code(codeOf(7)), IN_2030, 'V24').kind).toBe('cannot-tell');
  });

  it('prefer the final mappings to the initial ones', () => {
    const initial = mappingsText([...V28_ROWS.filter(([, hcc]) => hcc > 1), ['Z999', 1]]);
    const { riskAdjustment } = imported(
      file(MAPPINGS, mappingsText()),
      file('2031 Initial ICD-10-CM Mappings.csv', initial),
    );
    expect(riskAdjustment.hccs(code('Z99.9'), IN_2030, 'V28')).toMatchObject({ hccs: [] });
    expect(riskAdjustment.hccs(code(codeOf(1)), IN_2030, 'V28')).toMatchObject({ hccs: [1] });
  });

  it('are found in the zip within the zip, whose name tells the year', () => {
    const inner = zipSync({
      'F2831T1N.TXT': bytes(formatText(V28_ROWS)),
      'V28115H1.TXT': bytes(macroText('V28115H1', hierarchy)),
      'readme.docx': bytes('nothing to read'),
    });
    const outer = zipSync({ 'CMS-HCC software V2831.115.T1.zip': inner });
    const { riskAdjustment } = imported({ name: '2031-midyear-final-model-software.zip', bytes: outer });
    expect(riskAdjustment.drops(1, IN_2030, 'V28')).toMatchObject({ hccs: [2, 3] });
    expect(riskAdjustment.hccs(code(codeOf(1)), IN_2030, 'V28')).toMatchObject({
      edition: 'hcc-v28-format-2031',
    });
  });

  it('score only when mapping, hierarchy and coefficients of the year are all there', () => {
    const person = { age: 70, sex: 'F', segment: 'CNA' } as const;
    for (const left of [0, 1, 2]) {
      const { riskAdjustment } = imported(...all().filter((_, i) => i !== left));
      expect(riskAdjustment.raf(person, [], IN_2030, 'V28').kind).toBe('cannot-tell');
    }
    const { riskAdjustment } = imported(...all());
    expect(riskAdjustment.raf(person, [code(codeOf(1)), code(codeOf(3))], IN_2030, 'V28')).toMatchObject({
      score: 0.5,
      hccs: [1],
      parts: [
        { variable: 'F70_74', coefficient: 0.4 },
        { variable: 'HCC1', coefficient: 0.1 },
      ],
    });
    expect(riskAdjustment.raf({ ...person, age: 69 }, [], IN_2030, 'V28')).toMatchObject({
      reason: 'segment CNA of V28 has no group for age 69',
    });
  });

  it('let no diagnosis count for a new enrollee', () => {
    const { riskAdjustment } = imported(...all());
    const fresh = { age: 65, sex: 'F', segment: 'NE' } as const;
    expect(riskAdjustment.raf(fresh, [code(codeOf(1))], IN_2030, 'V28')).toMatchObject({
      score: 0.5,
      hccs: [],
    });
    expect(riskAdjustment.raf({ ...fresh, age: 64 }, [], IN_2030, 'V28')).toMatchObject({ score: 0.5 });
    const disabled = { ...fresh, age: 64, originalReason: 1 } as const;
    expect(riskAdjustment.raf(disabled, [], IN_2030, 'V28').kind).toBe('cannot-tell');
  });
});

describe('a format file that is not as documented', () => {
  const text = formatText(V28_ROWS);
  const lines = text.split('\r\n');
  const put = (at: number, line: string): string =>
    [...lines.slice(0, at), line, ...lines.slice(at)].join('\r\n');
  it.each([
    ['no diagnosis', put(3, '?\t1\t'), 'row 4 has no diagnosis'],
    ['no category', put(3, `${codeOf(4)}\tfour\t`), 'row 4 (E104) has no category'],
    ['category 0', put(3, `${codeOf(4)}\t0\t`), 'row 4 (E104) has no category'],
    ['a pair twice', put(3, lines[2] ?? ''), 'row 4 repeats E103 with category 3'],
    ['another mark', put(3, `${codeOf(3)}\t9\tX`), 'row 4 (E103) goes on after its category'],
    ['a row out of turn', put(3, 'A000\t1\t'), 'row 4 (A000) does not come after E103'],
    [
      'rows missing',
      lines.slice(0, 60).join('\r\n').concat('\r\n'),
      'reach 60 categories of V28, which has 115',
    ],
    ['a cut in its last row', text.slice(0, -4), 'is cut short'],
  ])('is refused for %s', (_, bad, detail) => refused([file(FORMAT, bad)], detail));

  it('may map one code twice', () => {
    const { riskAdjustment } = imported(file(FORMAT, put(3, `${codeOf(3)}\t9\tD`)));
    expect(riskAdjustment.hccs(code(codeOf(3)), IN_2030, 'V28')).toMatchObject({ hccs: [3, 9] });
  });

  it('is refused when nothing tells its year, or it is of another model than its name says', () => {
    refused([file('F2831T1N.TXT', text)], 'begin its name with it');
    refused([file('2031 F2431T1N.TXT', text)], 'reach 115 categories of V24, which has 86');
  });
});

describe('a hierarchy macro that is not as documented', () => {
  const text = macroText('V28115H1', hierarchy);
  it.each([
    ['no macro', 'hello\n', 'it is not a hierarchy macro'],
    ['an end that is missing', text.slice(0, text.indexOf('%MEND V28')), 'rows are missing'],
    ['the macro of V24', macroText('V24H86H1', hierarchy), 'its macro V24H86H1 is not that of V28'],
    ['a broken row', text.replace('%STR(2, 3 )', '%STR(2; 3 )'), 'row 6 is not a hierarchy'],
    [
      'a category that drops itself',
      text.replace('(2, 3 )', '(1, 3 )'),
      'row 6 drops what is no other category',
    ],
    ['a category twice', text.replace('CC=2 ', 'CC=1 '), 'row 7 repeats category 1'],
    ['no rows', macroText('V28115H1', []), 'it has no hierarchies'],
  ])('is refused for %s', (_, bad, detail) => refused([file(MACRO, bad)], detail));
});

describe('coefficients that are not as documented', () => {
  const text = coefficientText(V28_COEFFICIENTS);
  const without = (name: string) =>
    coefficientText(V28_COEFFICIENTS.filter(([one]) => !one.startsWith(name)));
  it.each([
    ['no value', text.replace('CNA_HCC3,0.1', 'CNA_HCC3,'), 'row 5 (CNA_HCC3) has no coefficient'],
    ['a value in words', text.replace('CNA_HCC3,0.1', 'CNA_HCC3,low'), 'row 5 (CNA_HCC3) has no coefficient'],
    ['a variable twice', text.replace('CNA_HCC3,', 'CNA_HCC2,'), 'row 5 repeats CNA_HCC2'],
    ['a category missing', without('CFD_HCC115'), 'segment CFD has 114 categories, where V28 has 115'],
    ['a segment missing', without('SNPNE_'), 'no coefficients of segment SNPNE'],
    ['names without values', 'CNA_HCC1,CNA_HCC2\r\n0.1\r\n', 'row 2 has 1 values for 2 names'],
    ['nothing', '', 'row 2 has 0 values'],
  ])('are refused for %s', (_, bad, detail) => refused([file(WEIGHTS, bad)], detail));

  it('may come as a row of names and a row of values', () => {
    const wide = [0, 1].map((i) => V28_COEFFICIENTS.map((row) => row[i]).join(',')).join('\n');
    const { riskAdjustment } = imported(...all().slice(0, 2), file('2031 V28hcccoefn.csv', `${wide}\n`));
    const person = { age: 70, sex: 'F', segment: 'CNA' } as const;
    expect(riskAdjustment.raf(person, [], IN_2030, 'V28')).toMatchObject({ score: 0.4 });
  });
});

describe('yearly mappings that are not as documented', () => {
  const text = mappingsText();
  it.each([
    [
      'a heading of another year',
      text.replace('V28 for 2031', 'V28 for 2030'),
      'payment year 2031, its heading of 2030',
    ],
    ['no heading', text.replace('"Diagnosis\nCode"', 'Code'), 'it has not the heading of the mappings'],
    [
      'no CMS-HCC column',
      text.replace('"CMS-HCC\nModel\nCategory\nV28"', 'x'),
      'no column CMS-HCC Model Category',
    ],
    ['a broken code among rows', text.replace(codeOf(50), '??'), 'has no diagnosis where its column is'],
    ['a category in words', text.replace(',50,Yes', ',fifty,Yes'), `(${codeOf(50)}) has no category`],
    ['another flag', text.replace(',50,Yes', ',50,Maybe'), 'says Maybe where Yes or No stands'],
    ['a row cut short', text.replace(',9,50,Yes', ',9'), 'has 3 columns, not 5'],
    ['rows missing', mappingsText(V28_ROWS.slice(0, 80)), 'reach 80 categories of V28'],
    [
      'an empty row among rows',
      text.replace(`\r\n${codeOf(50)},`, `\r\n,,,,\r\n${codeOf(50)},`),
      'though rows follow it',
    ],
  ])('are refused for %s', (_, bad, detail) => refused([file(MAPPINGS, bad)], detail));

  it('leave out what does not count in the payment year', () => {
    const { riskAdjustment } = imported(
      file(MAPPINGS, text.replace('\r\n,,,,\r\nNotes', '\r\nZ999,x,,50,No\r\n,,,,\r\nNotes')),
    );
    expect(riskAdjustment.hccs(code('Z99.9'), IN_2030, 'V28')).toMatchObject({ hccs: [] });
  });
});
