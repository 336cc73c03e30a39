import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type InputFile, procedureCode } from '../../../src/terminology/index.ts';
import { file, imported } from '../hcc/official-files.ts';
import { bytes, code, day } from '../support.ts';

const TABLES: Readonly<Record<string, readonly string[]>> = {
  article: [
    'article_id,article_version,article_type,title,description,article_eff_date,article_end_date,last_updated,status',
    '57035,12,1,"Made up, one","<p>long ""words""\nover lines</p>",2030-01-01 00:00:00,,2031-05-06 10:00:00,A',
    '57035,11,1,Made up before,x,2028-01-01 00:00:00,2029-12-31 00:00:00,2029-05-06 10:00:00,R',
    '60000,3,1,Made up two,x,2030-06-01 00:00:00,,2030-05-06 10:00:00,A',
    '60001,1,1,A draft,x,,,2030-05-06 10:00:00,P',
  ],
  article_x_hcpc_code: [
    'article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,long_description,short_description',
    '57035,12,82306,1,1,N,x,another owner’s words,words',
    '57035,11,82306,1,1,N,x,,',
    '60000,3,82306,1,1,N,x,,',
    '60000,3,XX000,1,1,N,x,,',
  ],
  article_x_icd10_covered: [
    'article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk',
    '57035,12,E55.9,1,1,N,x,1,words,N',
    '57035,12,N18.31,1,2,N,x,1,words,Y',
    '57035,12,E55.9,1,2,N,x,1,words,N',
    '57035,11,E55.0,1,1,N,x,1,words,N',
    '60000,3,XX000,1,1,N,x,1,Not Applicable,N',
  ],
  article_x_icd10_noncovered: [
    'article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,sort_order,description,asterisk',
    '60000,3,Z00.00,1,1,N,x,1,words,N',
  ],
  article_x_icd10_covered_group: [
    'article_id,article_version,icd10_covered_group,paragraph,icd10_covered_ast,last_updated',
    '57035,12,2,"<p>Only <b>second</b>, beside group 1</p>",,x',
  ],
};

type Change = (name: string, rows: readonly string[]) => readonly string[];
const texts = (change: Change = (_, rows) => rows): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(TABLES).map(([name, rows]) => [`${name}.csv`, `${change(name, rows).join('\r\n')}\r\n`]),
  );
const files = (change?: Change): readonly InputFile[] =>
  Object.entries(texts(change)).map(([name, text]) => file(name, text));
const VITAMIN_D = procedureCode('82306') ?? expect.fail();

describe('articles of the Medicare Coverage Database', () => {
  const { coverage, releases } = imported(...files());
  const ids = (on: string) => {
    const answer = coverage.articles(VITAMIN_D, day(on));
    return answer.kind === 'known' ? answer.articles.map(({ id, version }) => `${id} v${version}`) : answer;
  };

  it('are found by procedure, each version on its own days', () => {
    expect(ids('2029-12-31')).toEqual(['A57035 v11']);
    expect(ids('2030-01-01')).toEqual(['A57035 v12']);
    expect(ids('2030-06-01')).toEqual(['A57035 v12', 'A60000 v3']);
  });

  it('say which diagnoses they cover, by group and with the contractor’s words', () => {
    expect(coverage.articles(VITAMIN_D, day('2030-02-01'))).toEqual({
      kind: 'known',
      articles: [
        {
          id: 'A57035',
          version: 12,
          title: 'Made up, one',
          effective: { from: '2030-01-01' },
          covered: [
            { group: 1, paragraph: '', codes: ['E559'] },
            { group: 2, paragraph: 'Only second , beside group 1', codes: ['N1831', 'E559'] },
          ],
          notCovered: [],
        },
      ],
      edition: 'coverage-articles-2031-05-06',
    });
  });

  it('are held against a diagnosis: covered, not covered, or listed nowhere', () => {
    const hits = (dx: string) => {
      const answer = coverage.diagnosis(VITAMIN_D, code(dx), day('2030-07-01'));
      return answer.kind === 'known'
        ? answer.hits.map((hit) => [hit.article.id, hit.covered, hit.notCovered])
        : answer;
    };
    expect(hits('E55.9')).toEqual([
      ['A57035', [1, 2], []],
      ['A60000', [], []],
    ]);
    expect(hits('Z00.00')).toEqual([
      ['A57035', [], []],
      ['A60000', [], [1]],
    ]);
  });

  it('know a procedure that no article names from a day or an export that is not loaded', () => {
    expect(coverage.articles(procedureCode('99213') ?? expect.fail(), day('2030-07-01'))).toMatchObject({
      kind: 'known',
      articles: [],
    });
    expect(ids('2027-12-31')).toMatchObject({ kind: 'cannot-tell' });
    expect(imported().coverage.articles(VITAMIN_D, day('2030-07-01'))).toEqual({
      kind: 'cannot-tell',
      reason: 'no export of the Medicare Coverage Database is loaded',
    });
  });

  it('are dated by their last change, and counted', () => {
    expect(releases()).toMatchObject([
      {
        id: 'coverage-articles-2031-05-06',
        counts: { rows: 1, billable: 3 },
        effective: { from: '2028-01-01' },
      },
    ]);
  });

  it('come in the zip within the zip, as CMS packs them', () => {
    const inner = zipSync(
      Object.fromEntries(Object.entries(texts()).map(([name, text]) => [name, bytes(text)])),
    );
    const outer = zipSync({ 'current_article_csv.zip': inner, 'data_dictionary.pdf': bytes('x') });
    const packed = imported({ name: 'current_article.zip', bytes: outer }).coverage;
    expect(packed.articles(VITAMIN_D, day('2030-02-01'))).toMatchObject({ kind: 'known' });
  });
});

describe('an article export that is not as documented', () => {
  const swap =
    (table: string, from: string, to: string): Change =>
    (name, rows) =>
      name === table ? rows.map((row) => row.replace(from, to)) : rows;
  it.each<[string, Change, string]>([
    ['a column missing', swap('article', 'article_eff_date', 'x'), 'no column article_eff_date'],
    [
      'a day that is none',
      swap('article', '2030-06-01 00', '2030-13-01 00'),
      'row 5 has 2030-13-01 00:00:00 as article_eff_date',
    ],
    ['no day', swap('article', '2030-06-01 00:00:00', ''), 'row 5 has no day on which it takes effect'],
    ['an article twice', swap('article', '57035,11', '57035,12'), 'row 4 repeats article 57035.12'],
    ['no status', swap('article', '10:00:00,R', '10:00:00,'), 'row 4 has no status'],
    ['no diagnosis', swap('article_x_icd10_covered', 'N18.31', '??'), 'row 3 has no diagnosis'],
    ['no group', swap('article_x_icd10_covered', 'N18.31,1,2', 'N18.31,1,'), 'row 3 has no group'],
    ['no procedure', swap('article_x_hcpc_code', '82306', '8230'), 'row 2 has no procedure'],
    [
      'a row of another export',
      swap('article_x_icd10_covered', '57035,12,N', '57035,14,N'),
      'row 3 belongs to article 57035.14',
    ],
    ['a row cut short', swap('article_x_icd10_covered', ',1,words,Y', ''), 'row 3 has 7 columns, not 10'],
    ['no rows', (name, rows) => (name === 'article' ? rows.slice(0, 1) : rows), 'it has no rows'],
  ])('is refused for %s', (_, change, detail) => {
    expect(() => imported(...files(change))).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
    );
  });

  it('is refused when a table is missing, or two exports are mixed', () => {
    expect(() => imported(...files().slice(0, 3))).toThrow(
      /article_x_icd10_noncovered\.csv of the same export is missing/,
    );
    const other = files(swap('article', 'Made up two', 'Made up three'));
    expect(() => imported(...files(), ...other)).toThrow(/two exports of the Medicare Coverage Database/);
  });
});
