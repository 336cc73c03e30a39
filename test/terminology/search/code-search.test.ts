import { describe, expect, it } from 'vitest';
import { createCodeSearch } from '../../../src/terminology/search/code-search.ts';
import type { CodeSearchOptions } from '../../../src/terminology/search/model.ts';
import { ROWS, release } from '../support.ts';
import { starterRelease, tables } from './support.ts';

const search = createCodeSearch(starterRelease(), tables());
const plain = createCodeSearch(starterRelease());
const codes = (text: string, options?: CodeSearchOptions): string[] =>
  search.search(text, options).map(({ code }) => code);
const first = (text: string): string | undefined => codes(text, { limit: 1 })[0];

describe('what is typed finds the code that is meant', () => {
  it.each([
    ['short forms', 'HTN', 'I10'],
    ['short forms with a stage', 'CKD 3b', 'N18.32'],
    ['short forms written together', 'ckd3b', 'N18.32'],
    ['with and without', 'T2DM w/ CKD', 'E11.22'],
    ['what is denied', 'GERD w/o esophagitis', 'K21.9'],
    ['what is said', 'GERD with esophagitis', 'K21.00'],
    ['words of everyday speech', 'heart attack', 'I21.9'],
    ['words in any order', 'kidney stage 3a disease chronic', 'N18.31'],
    ['the beginning of the last word', 'chronic obstructive pulm', 'J44.9'],
    ['one error in five letters', 'astma', 'J45.909'],
    ['two errors in eight', 'hypertentoin', 'I10'],
    ['letters in the wrong order', 'ashmta', 'J45.909'],
    ['words as they sound', 'naseau', 'R11.0'],
    ['British spelling', 'anaemia', 'D64.9'],
    ['one word written as two', 'head ache', 'R51.9'],
    ['two words written as one', 'backpain', 'M54.9'],
    ['a general word', 'diabetes', 'E11.9'],
    ['words of everyday speech with an error', 'hart attack', 'I21.9'],
  ])('%s: %s', (_, text, code) => {
    expect(first(text)).toBe(code);
  });

  it('honours the side', () => {
    expect(first('knee pain')).toBe('M25.569');
    expect(first('R knee pain')).toBe('M25.561');
    expect(first('pain knee left')).toBe('M25.562');
  });

  it('takes the initial encounter unless another is named', () => {
    expect(first('sprained right ankle')).toBe('S93.401A');
    expect(first('sprained right ankle subsequent encounter')).toBe('S93.401D');
    expect(first('sprained right ankle sequela')).toBe('S93.401S');
  });

  it('says what answered', () => {
    expect(search.search('heart attack', { limit: 1 })[0]?.matched).toBe('heart attack');
    expect(search.search('E11.9', { limit: 1 })[0]?.matched).toBe('E11.9');
  });
});

describe('a code or its beginning', () => {
  it.each(['E11.22', 'e11.22', 'E1122', ' e1122 '])('%s finds the code itself first', (text) => {
    expect(first(text)).toBe('E11.22');
  });

  it('finds a heading that is typed, then the usual codes below it', () => {
    const hits = search.search('E11');
    expect(hits[0]).toMatchObject({ code: 'E11', billable: false });
    expect(hits[1]?.code).toBe('E11.9');
    expect(hits.every(({ code }) => code.startsWith('E11'))).toBe(true);
  });

  it('finds all that begin so, with the dot or without', () => {
    expect(new Set(codes('N18.3', { limit: 9 }))).toEqual(new Set(codes('n183', { limit: 9 })));
    expect(codes('E11.', { limit: 1 })).toEqual(['E11']);
  });

  it('leaves words that look like none to the words', () => {
    expect(first('COPD')).toBe('J44.9');
    expect(first('b12 deficiency')).toBe('E53.8');
  });
});

describe('options', () => {
  it('limit the hits', () => {
    expect(codes('fracture')).toHaveLength(20);
    expect(codes('fracture', { limit: 3 })).toEqual(codes('fracture').slice(0, 3));
    for (const limit of [0, -1, Number.NaN]) expect(codes('fracture', { limit })).toEqual([]);
    expect(codes('fracture', { limit: 1e9 })).toHaveLength(200);
  });

  it('leave headings out', () => {
    expect(search.search('E11', { billableOnly: true }).every(({ billable }) => billable)).toBe(true);
    const hits = search.search('diabetes', { billableOnly: true, limit: 200 });
    expect(hits.length).toBeGreaterThan(20);
    expect(hits.every(({ billable }) => billable)).toBe(true);
  });

  it('lead from a heading to the codes below it even so', () => {
    const small = createCodeSearch(release(2026, ROWS));
    expect(small.search('open wound of scalp', { billableOnly: true }).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['S01.01XA', 'S01.00XA']),
    );
  });

  it('keep to the nodes that are named, with the dot or without', () => {
    const below = codes('pain', { under: ['M25', 'R07.'], limit: 200 });
    expect(below.length).toBeGreaterThan(0);
    expect(below.every((code) => code.startsWith('M25') || code.startsWith('R07'))).toBe(true);
    expect(codes('pain', { under: ['m25'], limit: 5 })).toEqual(codes('pain', { under: ['M25'], limit: 5 }));
    expect(codes('E11', { under: ['I10'] })).toEqual([]);
    expect(codes('pain', { under: [] })).toEqual([]);
    expect(codes('pain', { under: ['nonsense', ''] })).toEqual([]);
  });
});

describe('the tables', () => {
  it('are not needed', () => {
    expect(plain.search('essential hypertension', { limit: 1 })[0]?.code).toBe('I10');
    expect(plain.search('heart attack', { limit: 5 }).map(({ code }) => code)).not.toContain('I21.9');
  });

  it('may be a site’s own', () => {
    const own = createCodeSearch(release(2026, ROWS), {
      abbreviations: [{ short: 'sugar', long: ['diabetes'] }],
      synonyms: [{ phrase: 'split scalp', codes: ['S01.01XA', 'Q99.9'], words: [] }],
      words: [{ words: ['kidney'], also: ['nephric'] }],
      usual: [{ code: 'E11.9', weight: 3 }],
    });
    const best = (text: string): string | undefined => own.search(text, { limit: 1 })[0]?.code;
    expect(best('sugar')).toBe('E11.9');
    expect(best('scalp split')).toBe('S01.01XA');
    expect(best('nephric')).toMatch(/^E11\.2/);
  });

  it('may hold the inclusion terms of a tabular list', () => {
    const own = createCodeSearch(release(2026, ROWS), {
      inclusionTerms: [{ node: 'E11.9', text: 'Sweet water (fever) (old) NOS' }],
    });
    expect(own.search('old sweet water', { limit: 1 })[0]?.code).toBe('E11.9');
    expect(own.search('sweet water', { limit: 1 })[0]?.code).toBe('E11.9');
  });

  it('find nothing that the release lacks', () => {
    const earlier = createCodeSearch(
      release(2025, [['I10', 1, 'Essential (primary) hypertension']]),
      tables(),
    );
    expect(earlier.search('heart attack')).toEqual([]);
    expect(earlier.search('high blood pressure').map(({ code }) => code)).toEqual(['I10']);
    expect(earlier.info.version).toBe('2025');
  });
});
