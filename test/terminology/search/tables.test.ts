import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { icd10CmCode } from '../../../src/terminology/index.ts';
import {
  readAbbreviations,
  readInclusionTerms,
  readSynonyms,
  readUsualCodes,
  readWords,
  SEARCH_TABLE_FILES,
} from '../../../src/terminology/search/tables.ts';
import { typedWords } from '../../../src/terminology/search/words.ts';
import { describeWithShared } from '../../support/shared.ts';
import { OFFICIAL, officialRelease, tables } from './support.ts';

const FOLDER = new URL('../../../src/terminology/search/tables/', import.meta.url);
const { abbreviations = [], synonyms = [], words = [], usual = [], inclusionTerms = [] } = tables();

describe('reading a table', () => {
  it('reads what is written', () => {
    expect(readAbbreviations('# about\nhtn|hbp\thypertension\n')).toEqual([
      { short: 'htn', long: ['hypertension'] },
      { short: 'hbp', long: ['hypertension'] },
    ]);
    expect(readSynonyms('heart attack\tI21.9 I21\tmyocardial infarction\r\n')).toEqual([
      { phrase: 'heart attack', codes: ['I21.9', 'I21'], words: ['myocardial infarction'] },
    ]);
    expect(readWords('kidney renal < nephric\n')).toEqual([
      { words: ['kidney', 'renal'], also: ['nephric'] },
    ]);
    expect(readInclusionTerms('# about\nL40.0\tPlaque psoriasis\n')).toEqual([
      { node: 'L40.0', text: 'Plaque psoriasis' },
    ]);
    expect(readUsualCodes('3\tI10 E11.9\n')).toEqual([
      { code: 'I10', weight: 3 },
      { code: 'E11.9', weight: 3 },
    ]);
  });

  it.each([
    ['abbreviations.tsv: line 2', () => readAbbreviations('a\tb\nhtn\t\n')],
    ['synonyms.tsv: line 1', () => readSynonyms('heart attack\t\t\n')],
    ['words.tsv: line 1', () => readWords('< nephric\n')],
    ['inclusion-terms.tsv: line 1', () => readInclusionTerms('L40.0\n')],
    ['usual-codes.tsv: line 1', () => readUsualCodes('often\tI10\n')],
  ])('names the line at fault: %s', (where, read) => {
    const [file = '', line = ''] = where.split(': ');
    expect(read).toThrow(expect.objectContaining({ code: 'CW-3004' }));
    expect(read).toThrow(file);
    expect(read).toThrow(line);
  });
});

describe('the tables that come with the program', () => {
  it('are those of the list', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.values(SEARCH_TABLE_FILES).sort());
  });

  it.each(Object.values(SEARCH_TABLE_FILES))('%s names its edition, source and licence', (file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const head = text.split('\n').filter((line) => line.startsWith('#'));
    expect(head.join(' ')).toMatch(
      /Edition \d{4}\.\d.*Source: (?:own .*Licence: Apache-2\.0|ICD-10-CM .*Licence: US government work, public domain)/,
    );
  });

  it('have every phrase once', () => {
    const phrases = synonyms.map(({ phrase }) => phrase);
    expect(phrases.filter((phrase, i) => phrases.indexOf(phrase) !== i)).toEqual([]);
  });

  it('have every usual code once', () => {
    const codes = usual.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it('are written in words that can be typed', () => {
    for (const { short, long } of abbreviations) {
      expect(typedWords(short).length, short).toBeGreaterThan(0);
      expect(
        long.every((text) => typedWords(text).length > 0),
        short,
      ).toBe(true);
    }
    for (const { phrase } of synonyms) expect(typedWords(phrase).length, phrase).toBeGreaterThan(0);
    for (const { words: group } of words) expect(group.every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
  });

  describeWithShared('agree with the official file', [OFFICIAL], (path) => {
    const release = officialRelease(path);
    const entry = (text: string) => {
      const code = icd10CmCode(text);
      return code && release.lookup(code);
    };

    it('in every code of a phrase, the first of which may be reported', () => {
      expect(synonyms.flatMap(({ codes }) => codes.filter((code) => !entry(code)))).toEqual([]);
      const firsts = synonyms.flatMap(({ codes }) => codes.slice(0, 1));
      expect(firsts.filter((code) => !entry(code)?.billable)).toEqual([]);
    });

    it('in every node of an inclusion term', () => {
      expect([...inclusionTerms].filter(({ node }) => !entry(node))).toEqual([]);
    });

    it('in every usual code, all of which may be reported', () => {
      expect(usual.filter(({ code }) => !entry(code)?.billable)).toEqual([]);
    });
  });
});
