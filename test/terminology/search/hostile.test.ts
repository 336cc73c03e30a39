import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnder } from '../../../src/terminology/index.ts';
import { createCodeSearch } from '../../../src/terminology/search/code-search.ts';
import { denies } from '../../../src/terminology/search/denial.ts';
import { areKin } from '../../../src/terminology/search/kin.ts';
import type { CodeHit, CodeSearchOptions } from '../../../src/terminology/search/model.ts';
import { isContent, titleReader } from '../../../src/terminology/search/title-words.ts';
import { fold, wordsOf } from '../../../src/terminology/search/words.ts';
import { ROWS, release } from '../support.ts';
import { phrasings, starterRelease, tables } from './support.ts';

const starter = starterRelease();
const search = createCodeSearch(starter, tables());
const plain = createCodeSearch(starter);

const rows = [...starter.rows()];
const read = titleReader();
const title = fc.constantFrom(...rows.filter((_, i) => i % 7 === 0).map((row) => row.title));
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'abcdefst 0123456789./-(),*+%_\\\u00e9\u0301\ud800'), maxLength: 60 }),
  fc.constantFrom(...phrasings('phrasings').map(({ text }) => text)),
  title,
);
const options: fc.Arbitrary<CodeSearchOptions> = fc.record(
  {
    limit: fc.integer({ min: -3, max: 60 }),
    billableOnly: fc.boolean(),
    under: fc.array(fc.constantFrom('E11', 'M', 'S52.5', 'I10', 'zz', '', 'Z00.0'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('whatever is typed', () => {
  it('is answered within the options, best first, each code once', () => {
    fc.assert(
      fc.property(anything, options, (text, chosen) => {
        const hits = search.search(text, chosen);
        expect(hits.length).toBeLessThanOrEqual(Math.max(0, chosen.limit ?? 20));
        expect(new Set(hits.map(({ code }) => code)).size).toBe(hits.length);
        expect(
          hits.every(({ score }, i) => Number.isFinite(score) && score <= (hits[i - 1]?.score ?? 1e9)),
        ).toBe(true);
        if (chosen.billableOnly) expect(hits.every(({ billable }) => billable)).toBe(true);
        const under = chosen.under;
        if (under) {
          const inside = ({ code }: CodeHit): boolean =>
            under.some((node) => node !== '' && isUnder(code, node.toUpperCase()));
          expect(hits.every(inside)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is answered the same whatever was asked before', () => {
    fc.assert(
      fc.property(anything, anything, options, (text, other, chosen) => {
        const answer = search.search(text, chosen);
        search.search(other);
        expect(search.search(text, chosen)).toEqual(answer);
      }),
      { numRuns: 150 },
    );
  });

  it('is answered the same by an index that is made anew', () => {
    const again = createCodeSearch(starter, tables());
    for (const { text } of phrasings('phrasings').filter((_, i) => i % 10 === 0)) {
      expect(again.search(text)).toEqual(search.search(text));
    }
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \t\r\n\u00a0'],
    ['words that say nothing', 'of the'],
    ['another script', 'сахарный диабет'],
    ['signs', '!@#$%^*()[]{}|\\'],
    ['half a character', '\ud83d'],
  ])('may be %s', (_, text) => {
    expect(search.search(text)).toEqual([]);
  });

  it.each([
    ['one letter 100,000 times', 'a'.repeat(100_000)],
    ['a word 20,000 times', 'fracture '.repeat(20_000)],
    ['short forms without end', 'ra ms cp pe as bpd '.repeat(500)],
    ['brackets without end', '(['.repeat(50_000)],
    ['apostrophes without end', "s's's's".repeat(20_000)],
    ['marks without end', `e${'\u0301'.repeat(100_000)}`],
    ['dots and digits', 'E11.'.repeat(10_000)],
    ['slashes', 'a/'.repeat(50_000)],
    ['every letter', [...'abcdefghijklmnopqrstuvwxyz'].join(' ')],
    ['words that are none', 'qzxkvw jqzpxv wqkzjx '.repeat(20)],
  ])('is cut, so that it costs no more: %s', (_, text) => {
    const start = process.cpuUsage();
    search.search(text);
    const { user } = process.cpuUsage(start);
    expect(user / 1_000).toBeLessThan(1_000);
  });
});

describe('one word more', () => {
  /** Words of a title and of the headings above it. */
  const wordsOfCode = (code: string): string[] =>
    rows
      .filter((row) => code.replace('.', '').startsWith(row.code))
      .flatMap((row) => wordsOf(fold(row.title)));

  // Without tables, so that a word is answered by itself, its kin and what it is the beginning of, and by nothing else.
  it('never brings in a code that has none of the others, where one title has them all', () => {
    const asked = title
      .map((text) => read(text).filter(isContent))
      // What follows `except` is asked for by its absence.
      .filter((all) => all.length > 2 && !all.some(({ word }) => denies(word)))
      .chain((all) =>
        fc.shuffledSubarray(
          all.map(({ word }) => word),
          { minLength: 3, maxLength: Math.min(4, all.length) },
        ),
      );
    fc.assert(
      fc.property(asked, ([added = '', ...others]) => {
        for (const { code } of plain.search([added, ...others].join(' '), { limit: 50 })) {
          const own = wordsOfCode(code);
          const has = (word: string): boolean =>
            own.some((other) => other === word || other.startsWith(word) || areKin(other, word));
          expect(others.some(has), `${code} for ${added} ${others.join(' ')}`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('finds the title of which all words are typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows.filter((_, i) => i % 11 === 0)), (row) => {
        const hits = plain.search(row.title, { limit: 50 });
        expect(hits.map((hit) => hit.title)).toContain(row.title);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a code', () => {
  it('is found by itself, by all of it or without its dot, and by nothing longer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows.filter((_, i) => i % 5 === 0)), fc.boolean(), (row, lower) => {
        const text = lower ? row.code.toLowerCase() : row.code;
        expect(search.search(text, { limit: 1 })[0]?.code.replace('.', '')).toBe(row.code);
      }),
      { numRuns: 300 },
    );
  });

  it('need not be whole', () => {
    const small = createCodeSearch(release(2026, ROWS));
    expect(small.search('I8').map(({ code }) => code)).toEqual(['I82', 'I82.A', 'I82.A1', 'I82.9']);
    expect(small.search('s0101').map(({ code }) => code)).toEqual(['S01.01', 'S01.01XA', 'S01.01XD']);
  });
});
