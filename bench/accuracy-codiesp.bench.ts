/**
 * CodiEsp, English development set (CC BY 4.0; documents and ICD-10-CM codes of the 2018 edition by professional coders): the note
 * reader over whole documents. The annotators marked everything a document mentions, denied, past or of the family, so that the
 * reader runs with everything affirmed (`everyMention`): the same engine, other policy. Development half and test half by hash.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compileLexicon, type RawLexicon, type RawNeoplasms } from '../mappings/note-text/lexicon.ts';
import { type Engine, everyMention, type Mention } from '../mappings/note-text/reading.ts';
import { resolver } from '../mappings/note-text/resolve.ts';
import { chartFromBundle, compileCues, factsOf, type RawCues } from '../src/chart/index.ts';
import type { ServiceDate } from '../src/kernel/index.ts';
import { suggest } from '../src/suggest/index.ts';
import { createTerminology, type Icd10CmRelease } from '../src/terminology/index.ts';
import { sharedFile } from '../test/support/shared.ts';
import { OFFICIAL, officialRelease, tables } from '../test/terminology/search/support.ts';
import { bigChart } from './support/big-chart.ts';
import { knowledge } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { median } from './support/timing.ts';

export const name = 'CodiEsp development set, English, by document';

const ON = '2026-03-01' as ServiceDate;
const MODULE = resolve(import.meta.dirname, '../mappings/note-text');
const CORPUS = 'corpora/codiesp-dev/dev';
const AIM = 0.35;
const ROUNDS = 60;

export async function run(): Promise<readonly Figure[]> {
  const order = sharedFile(OFFICIAL);
  const corpus = sharedFile(CORPUS);
  const speed = await speedFigures();
  if (!order || !corpus) {
    console.log(`  (../shared/${order ? CORPUS : OFFICIAL} is absent: accuracy is not measured)`);
    return speed;
  }
  const release = officialRelease(order);
  const before = performance.now();
  const engine = engineOf(release);
  const compile = performance.now() - before;
  const documents = read(corpus, release, engine);
  const halves = ['development', 'test'].map((half) => documents.filter((d) => d.half === half));
  return [
    { label: 'lexicon compiled, every title of the release', value: compile, unit: 'ms' },
    ...['development half', 'test half'].flatMap((label, i) => figures(label, halves[i] ?? [])),
    ...figures('all', documents),
    ...speed,
  ];
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(MODULE, file), 'utf8'));

function engineOf(release: Icd10CmRelease): Engine {
  const { icd10cm } = createTerminology([release], [], []);
  const lexicon = compileLexicon(
    json('lexicon.json') as RawLexicon,
    json('neoplasms.json') as RawNeoplasms,
    release,
    tables().inclusionTerms,
  );
  return {
    lexicon,
    cues: compileCues(json('cues.json') as RawCues),
    resolver: resolver(icd10cm, ON, lexicon.spelling),
  };
}

interface Document {
  readonly half: string;
  readonly gold: ReadonlySet<string>;
  /** Codes in order of how sure the reader is of them. */
  readonly found: readonly string[];
}

/** Codes the annotators gave that may still be billed; documents that have none left count all the same. */
function read(corpus: string, release: Icd10CmRelease, engine: Engine): readonly Document[] {
  const billable = new Map([...release.rows()].map((r) => [r.code.replace('.', ''), r.billable]));
  const rows = readFileSync(join(corpus, 'devD.tsv'), 'utf8').trim().split('\n');
  const gold = Map.groupBy(rows, (row) => row.split('\t')[0] ?? '');
  return readdirSync(join(corpus, 'text_files_en')).map((file) => {
    const id = file.replace(/\.txt$/, '');
    const text = readFileSync(join(corpus, 'text_files_en', file), 'utf8');
    const codes = (gold.get(id) ?? []).map((row) =>
      (row.split('\t')[1] ?? '').toUpperCase().replace('.', ''),
    );
    return {
      half: ((createHash('sha256').update(id).digest()[0] ?? 0) & 1) === 0 ? 'development' : 'test',
      gold: new Set(codes.filter((code) => billable.get(code))),
      found: ranked(everyMention({ text }, engine)),
    };
  });
}

/** A code is surer the more words say it and the more often it is said; of equals the first. */
function ranked(mentions: readonly Mention[]): readonly string[] {
  const sure = new Map<string, number>();
  for (const m of mentions) {
    const code = m.entry.code.replace('.', '');
    sure.set(code, (sure.get(code) ?? 0) + m.width);
  }
  return [...sure].sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

interface Count {
  readonly right: number;
  readonly found: number;
  readonly gold: number;
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);
const f1 = ({ right, found, gold }: Count): number => ratio(2 * right, found + gold);

function figures(half: string, documents: readonly Document[]): readonly Figure[] {
  const at3 = (code: string): string => code.slice(0, 3);
  const whole = (code: string): string => code;
  return [
    ...measures(`${half}, exact`, documents, whole, AIM),
    ...measures(`${half}, 3 characters`, documents, at3),
  ];
}

function measures(
  label: string,
  documents: readonly Document[],
  form: (code: string) => string,
  aim?: number,
): readonly Figure[] {
  const pairs = documents.map((d) => ({
    gold: new Set([...d.gold].map(form)),
    found: [...new Set(d.found.map(form))],
  }));
  const total = sum(pairs.map((p) => countOf(p.gold, p.found)));
  const first10 = sum(pairs.map((p) => countOf(p.gold, p.found.slice(0, 10))));
  return [
    { label: `${label}: micro F1`, value: f1(total), unit: '', ...(aim === undefined ? {} : { aim }) },
    { label: `${label}: precision`, value: ratio(total.right, total.found), unit: '' },
    { label: `${label}: recall`, value: ratio(total.right, total.gold), unit: '' },
    { label: `${label}: recall at 10`, value: ratio(first10.right, first10.gold), unit: '' },
    { label: `${label}: macro F1 over codes`, value: macro(pairs), unit: '' },
  ];
}

function countOf(gold: ReadonlySet<string>, found: readonly string[]): Count {
  return { right: found.filter((c) => gold.has(c)).length, found: found.length, gold: gold.size };
}

const sum = (counts: readonly Count[]): Count =>
  counts.reduce((a, b) => ({ right: a.right + b.right, found: a.found + b.found, gold: a.gold + b.gold }), {
    right: 0,
    found: 0,
    gold: 0,
  });

/** The mean F1 of the codes that the annotators used. */
function macro(
  pairs: readonly { readonly gold: ReadonlySet<string>; readonly found: readonly string[] }[],
): number {
  const codes = new Map<string, { right: number; found: number; gold: number }>();
  const of = (code: string) => {
    const known = codes.get(code) ?? { right: 0, found: 0, gold: 0 };
    codes.set(code, known);
    return known;
  };
  for (const { gold, found } of pairs) {
    for (const c of gold) of(c).gold += 1;
    for (const c of found) of(c).found += 1;
    for (const c of found) if (gold.has(c)) of(c).right += 1;
  }
  const used = [...codes.values()].filter((c) => c.gold > 0);
  return ratio(
    used.reduce((all, c) => all + f1(c), 0),
    used.length,
  );
}

/** A chart of 30 Conditions and a note of 1,000 words, through facts and all modules. */
async function speedFigures(): Promise<readonly Figure[]> {
  const known = await knowledge();
  const chart = chartFromBundle(bigChart(), 'bench', 'Encounter/e');
  const times = { facts: [] as number[], both: [] as number[] };
  for (let i = -ROUNDS / 2; i < ROUNDS; i += 1) {
    const start = performance.now();
    const facts = factsOf(chart);
    const read = performance.now();
    suggest(facts, known);
    if (i < 0) continue;
    times.facts.push(read - start);
    times.both.push(performance.now() - start);
  }
  return [
    { label: '30 Conditions and 1,000 words: facts', value: median(times.facts), unit: 'ms' },
    {
      label: '30 Conditions and 1,000 words: facts and codes',
      value: median(times.both),
      unit: 'ms',
      aim: 5,
    },
  ];
}
