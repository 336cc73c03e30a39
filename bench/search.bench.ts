/** Typeahead over ICD-10-CM: building, memory, time of an answer and whether the code a coder means is first. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Icd10CmRelease } from '../src/terminology/index.ts';
import { createCodeSearch } from '../src/terminology/search/code-search.ts';
import type { CodeSearch } from '../src/terminology/search/model.ts';
import { sharedFile } from '../test/support/shared.ts';
import {
  inTables,
  OFFICIAL,
  officialRelease,
  type Phrasing,
  phrasings,
  quality,
  starterRelease,
  tables,
} from '../test/terminology/search/support.ts';
import type { Figure } from './support/figure.ts';
import { library } from './support/search-library.ts';
import { percentile } from './support/timing.ts';

export const name = 'Search of ICD-10-CM by what a person types';

const path = sharedFile(OFFICIAL);
const AIM_TOP_1 = 85;
const AIM_TOP_5 = 95;

export async function run(): Promise<readonly Figure[]> {
  const release = path ? officialRelease(path) : starterRelease();
  const known = tables();
  const before = settled();
  const start = performance.now();
  const search = createCodeSearch(release, known);
  const build = performance.now() - start;
  const index = settled() - before;
  const rows = release.info.counts.rows.toLocaleString('en-US');
  return [
    { label: `build, ${rows} rows${path ? '' : ' (starter)'}`, value: build, unit: 'ms', aim: 1_000 },
    { label: 'index in memory', value: index / 2 ** 20, unit: 'MB', aim: 60 },
    ...answers(search, release),
    ...library(release),
    ...found(search, 'phrasings', phrasings('phrasings')),
    ...found(search, 'held-out phrasings', phrasings('phrasings-held-out')),
    ...found(search, 'held-out, in no table', phrasings('phrasings-held-out').filter(inTables(known, false))),
  ];
}

/** Every beginning of the phrasings, as they would be typed, beside a look through all titles for the same words. */
function answers(search: CodeSearch, release: Icd10CmRelease): readonly Figure[] {
  const texts = [...phrasings('phrasings-held-out'), ...phrasings('phrasings').filter((_, i) => i % 4 === 0)];
  const typed = texts.flatMap(({ text }) => Array.from(text, (_, i) => text.slice(0, i + 1)));
  const titles = [...release.rows()].map(({ title }) => title.toLowerCase());
  const scan = (text: string): unknown => {
    const words = text.toLowerCase().split(/\s+/);
    return titles.filter((title) => words.every((word) => title.includes(word))).slice(0, 20);
  };
  for (const text of typed) search.search(text);
  const ours = typed.map((text) => timed(() => search.search(text)));
  const scans = typed.filter((_, i) => i % 20 === 0).map((text) => timed(() => scan(text)));
  return [
    { label: 'typeahead, median', value: percentile(ours, 0.5), unit: 'ms' },
    { label: 'typeahead, p99', value: percentile(ours, 0.99), unit: 'ms', aim: 5 },
    {
      label: 'a look through all titles',
      value: percentile(scans, 0.5) / percentile(ours, 0.5),
      unit: '× as long',
    },
  ];
}

function found(search: CodeSearch, set: string, cases: readonly Phrasing[]): readonly Figure[] {
  const { top1, top5 } = quality(search, cases);
  return [
    { label: `${set} (${cases.length}): code first`, value: top1 * 100, unit: '%', aim: AIM_TOP_1 },
    { label: `${set}: code among five`, value: top5 * 100, unit: '%', aim: AIM_TOP_5 },
  ];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Bytes in use once all that nobody holds is gone. */
function settled(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
