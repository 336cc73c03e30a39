import { describe, expect, it } from 'vitest';
import { icd10CmCode } from '../../../src/terminology/index.ts';
import { createCodeSearch } from '../../../src/terminology/search/code-search.ts';
import { describeWithShared } from '../../support/shared.ts';
import { OFFICIAL, officialRelease, type PhrasingSet, phrasings, quality, tables } from './support.ts';

const SETS: readonly (readonly [PhrasingSet, number])[] = [
  ['phrasings', 400],
  ['phrasings-held-out', 120],
];
const TOP_1 = 0.85;
const TOP_5 = 0.95;

describe('the labelled phrasings', () => {
  it.each(SETS)('%s are at least %i, each once', (set, least) => {
    const texts = phrasings(set).map(({ text }) => text.toLowerCase());
    expect(texts.length).toBeGreaterThanOrEqual(least);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  it('keep what is held out apart', () => {
    const known = new Set(phrasings('phrasings').map(({ text }) => text.toLowerCase()));
    const held = phrasings('phrasings-held-out').map(({ text }) => text.toLowerCase());
    expect(held.filter((text) => known.has(text))).toEqual([]);
  });
});

describeWithShared('the official FY2026 file', [OFFICIAL], (path) => {
  const release = officialRelease(path);
  const search = createCodeSearch(release, tables());

  it.each(SETS)('has every code of the %s, all for reporting', (set) => {
    const wrong = phrasings(set).flatMap(({ text, codes }) =>
      codes
        .filter((code) => {
          const normal = icd10CmCode(code);
          return !(normal && normal === code && release.lookup(normal)?.billable);
        })
        .map((code) => `${text}: ${code}`),
    );
    expect(wrong).toEqual([]);
    expect(phrasings(set).filter(({ codes }) => codes.length === 0)).toEqual([]);
  });

  it.each(SETS)('is searched so that the code meant by the %s is first, or among five', (set) => {
    const { top1, top5, missed } = quality(search, phrasings(set));
    expect(top1, missed.join('\n')).toBeGreaterThanOrEqual(TOP_1);
    expect(top5, missed.join('\n')).toBeGreaterThanOrEqual(TOP_5);
  });

  it('keeps every 7th character, letters out of turn and codes with a letter in second place', () => {
    const found = (text: string) => search.search(text, { limit: 1 })[0]?.code;
    expect(found('S52.501S')).toBe('S52.501S');
    expect(found('I82.A11')).toBe('I82.A11');
    expect(search.search('I82', { limit: 200 }).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['I82.0', 'I82.A11', 'I82.91']),
    );
    expect(search.search('QA0', { limit: 1 })[0]?.code).toBe('QA0');
  });
});
