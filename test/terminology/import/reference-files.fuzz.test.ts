/** Whatever is done to the text of a reference file, it is read or refused with a coded fault: never a crash. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InputFile, readOfficial } from '../../../src/terminology/index.ts';
import {
  coefficientText,
  file,
  formatText,
  macroText,
  mappingsText,
  V28_COEFFICIENTS,
  V28_ROWS,
} from '../hcc/official-files.ts';

const HEAD =
  "'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP',x\r\n'E1122',\"a, b\",'END003',x\r\n";
const TEXTS: readonly (readonly [string, string])[] = [
  ['2031 F2831T1N.TXT', formatText(V28_ROWS)],
  [
    '2031 V28115H1.TXT',
    macroText('V28115H1', [
      [1, 2],
      [2, 3],
    ]),
  ],
  ['2031 C2831T2N.csv', coefficientText(V28_COEFFICIENTS.slice(0, 200))],
  ['2031 Final ICD-10-CM Mappings.csv', mappingsText()],
  ['DXCCSR_v2031-1.csv', HEAD],
  ['cpt.txt', '90715|x||Tdap|115||5/4/2031|1\r\n90700|x||DTaP|20||5/4/2031|2\r\n'],
  ['article.csv', 'article_id,article_version,title\r\n1,1,"x"\r\n'],
];

const read = (...files: readonly InputFile[]) => readOfficial(files, { kept: () => undefined });

describe('a reference file that was tampered with', () => {
  it.each(TEXTS)('%s is read or refused', (name, text) => {
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(40),
        fc.string({ unit: 'binary', maxLength: 16 }),
        (at, cut, insert) => {
          try {
            read(file(name, text.slice(0, at) + insert + text.slice(at + cut)));
          } catch (error) {
            expect(error).toMatchObject({ code: 'CW-3002' });
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is refused early when it has no line ends', () => {
    for (const [name] of TEXTS.filter(([one]) => !one.endsWith('.csv')))
      expect(() => read(file(name, '%SET0(CC=1 '.repeat(200_000)))).toThrow(
        /longer than|is not a hierarchy macro/,
      );
  });
});
