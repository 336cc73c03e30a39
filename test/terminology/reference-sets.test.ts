/** Stored reference tables: damage on disk is told from data, and none is needed for the rest to load. */
import { describe, expect, it } from 'vitest';
import { readCodeSet, readOfficial, terminologyOf } from '../../src/terminology/index.ts';
import { writeTable } from '../../src/terminology/release/table-file.ts';
import { file } from './hcc/official-files.ts';
import { day } from './support.ts';

const [table] = readOfficial([file('cpt.txt', '90715|x||Tdap|115||5/4/2031|1\r\n')], {
  kept: () => undefined,
});
const text = table?.text ?? '';
const header = (more: Readonly<Record<string, string>>) => {
  const lines = text
    .split('\n')
    .slice(1)
    .flatMap((line) => /^# ([a-z]+): (.*)$/.exec(line)?.slice(1, 3) ?? []);
  const pairs = Array.from(
    { length: lines.length / 2 },
    (_, i) => [lines[2 * i] ?? '', lines[2 * i + 1] ?? ''] as const,
  );
  return pairs.map(([key, value]) => [key, more[key] ?? value] as const);
};
const BODY = text.slice(text.search(/^(?!#)/m));

describe('a stored reference table', () => {
  it('is read as it was written', () => {
    expect(readCodeSet(Buffer.from(text), 'x')).toMatchObject({
      kind: 'cvx-cpt',
      info: { counts: { rows: 1 } },
    });
  });

  it.each([
    ['a changed byte', text.replace('Tdap', 'Tdep'), 'does not match its checksum'],
    ['a lost row', writeTable(header({}), ''), 'it has 0 rows, not 1'],
    ['a row that is none', writeTable(header({}), '90715\n'), 'row 1 is not a pair'],
    ['no model', writeTable(header({ kind: 'hcc-mapping' }), 'E119\t37\n'), 'names no CMS-HCC model'],
    ['rows of another kind', writeTable(header({ kind: 'coverage-articles' }), BODY), 'has not 2 cells'],
  ])('is refused for %s', (_, damaged, detail) => {
    expect(() => readCodeSet(Buffer.from(damaged), 'x')).toThrow(
      expect.objectContaining({ code: 'CW-3004', message: expect.stringMatching(detail) }),
    );
  });

  it('is needed by nobody else: without one each question says that it cannot tell', () => {
    const { ccsr, coverage, riskAdjustment, vaccines } = terminologyOf([]);
    const on = day('2031-01-01');
    const kinds = [
      ccsr.categories('A00' as never, on),
      coverage.articles('99213' as never, on),
      riskAdjustment.hccs('A00' as never, on, 'V28'),
      riskAdjustment.drops(1, on, 'V28'),
      vaccines.cptOf('115', on),
    ].map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['cannot-tell']));
  });
});
