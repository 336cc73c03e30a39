/** Which phrases the words of a problem are: whole words, most specific first, and what is left over. */
import type { Cue, Language } from './language.ts';
import { plain, words } from './language.ts';
import type { Entry, Phrase, Table, Variant } from './table.ts';

/** What decides between the variants of an entry besides the words. */
export interface Situation {
  readonly age: number | undefined;
  readonly sex: string | undefined;
  /** Words from the record's stage and severity elements: they may specify, they are never left over. */
  readonly extra: readonly string[];
  /** Doubt does not count at inpatient discharge (guideline II.H). */
  readonly doubtCounts: boolean;
}

export interface Reading {
  readonly entry: Entry;
  readonly variant: Variant | undefined;
  /** The words the reading rests on, and those it does not explain. */
  readonly words: readonly string[];
  readonly taken: ReadonlySet<string>;
  readonly soft: readonly string[];
  readonly unexplained: readonly string[];
  readonly cues: readonly Cue[];
}

export interface Statement {
  /** Readings that stand; several when the words list several problems. */
  readonly readings: readonly Reading[];
  /** The cue that keeps the best reading from standing. */
  readonly blocked: { readonly cue: Cue; readonly reading: Reading | undefined } | undefined;
  /** Each reading is a part of its own, set off by the author; not one phrase beside another. */
  readonly parted?: true;
}

const NOTHING: Statement = { readings: [], blocked: undefined };
// Lists of problems typed into one entry. A comma may also set off a qualifier, so a split must explain more than the whole.
const SEPARATORS = /[,;\n•&+/]|\band\b/g;
const MAX_LISTED = 6;

export function readStatement(text: string, table: Table, situation: Situation): Statement {
  const all = words(text, table.language);
  const whole = best(all, table, situation);
  if (whole && isWhole(whole)) return { readings: [whole], blocked: undefined };
  const parted = segments(text, table, situation);
  if (parted) return { readings: parted, blocked: undefined, parted: true };
  const listed = severalIn(all, table, situation);
  if (listed) return { readings: listed, blocked: undefined };
  if (!whole) return unread(all, table, situation);
  const [cue] = whole.cues;
  if (cue) return { readings: [], blocked: { cue, reading: whole } };
  // More unexplained than explained: the phrase is only a part of something else.
  return whole.unexplained.length < whole.entryWords ? { readings: [whole], blocked: undefined } : NOTHING;
}

function unread(all: readonly string[], table: Table, situation: Situation): Statement {
  const cue = all.flatMap((w) => cueOf(w, table.language, situation) ?? [])[0];
  return cue ? { readings: [], blocked: { cue, reading: undefined } } : NOTHING;
}

type Scored = Reading & { readonly entryWords: number };

const isWhole = (r: Reading): boolean => r.cues.length === 0 && r.unexplained.length === 0;

/** The reading that leaves least unexplained; of equals the one that rests on most words, then the table's order. */
function best(all: readonly string[], table: Table, situation: Situation): Scored | undefined {
  const rank = (r: Scored): number =>
    (r.cues.length + r.unexplained.length) * 100 - r.taken.size - r.entryWords / 10;
  return fitting(all, table)
    .map((phrase) => readingOf(phrase, all, table.language, situation))
    .reduce<Scored | undefined>((a, b) => (a && rank(a) <= rank(b) ? a : b), undefined);
}

function fitting(all: readonly string[], table: Table): readonly Phrase[] {
  const set = new Set(all);
  return [...set].flatMap((w) => table.index.get(w) ?? []).filter((p) => p.words.every((w) => set.has(w)));
}

function readingOf(phrase: Phrase, all: readonly string[], language: Language, situation: Situation): Scored {
  const { entry } = phrase;
  const rest = new Set(all.filter((w) => !phrase.words.includes(w)));
  const variant = variantFor(entry, rest, situation);
  const taken = new Set([...phrase.words, ...(variant?.words ?? [])]);
  for (const w of entry.optional) if (rest.has(w)) taken.add(w);
  if (entry.injury) for (const w of language.episodeWords) if (rest.has(w)) taken.add(w);
  if (entry.sides ?? variant?.variant.sides) for (const w of SIDE_WORDS) if (rest.has(w)) taken.add(w);
  const left = leftOver(all, taken, language, situation);
  return {
    entry,
    variant: variant?.variant,
    words: all,
    taken,
    entryWords: new Set(phrase.words).size,
    ...left,
  };
}

const SIDE_WORDS = ['left', 'right', 'bilateral'];

function variantFor(
  entry: Entry,
  rest: ReadonlySet<string>,
  { age, sex, extra }: Situation,
): { readonly variant: Variant; readonly words: readonly string[] } | undefined {
  const said = new Set([...rest, ...extra]);
  const holds = (v: Variant): boolean =>
    (!v.age || (age !== undefined && age >= (v.age.min ?? 0) && age <= (v.age.max ?? 999))) &&
    (!v.sex || v.sex === sex);
  const options = entry.by.filter(holds).flatMap((variant) => {
    const sets = variant.words.length > 0 ? variant.words : [[]];
    return sets.filter((set) => set.every((w) => said.has(w))).map((set) => ({ variant, words: set }));
  });
  const weight = (o: (typeof options)[number]): number =>
    o.words.length * 2 + (o.variant.age || o.variant.sex ? 1 : 0);
  return options.reduce<(typeof options)[number] | undefined>(
    (a, b) => (a && weight(a) >= weight(b) ? a : b),
    undefined,
  );
}

function leftOver(
  all: readonly string[],
  taken: ReadonlySet<string>,
  language: Language,
  situation: Situation,
): Pick<Reading, 'soft' | 'unexplained' | 'cues'> {
  const soft: string[] = [];
  const unexplained: string[] = [];
  const cues: Cue[] = [];
  const denial = taken.has('without') ? -1 : all.indexOf('without');
  for (const [i, w] of all.entries()) {
    const excluded = denial >= 0 && i > denial;
    // "without fever": what is denied is no part of the problem, and a phrase that reaches into it is denied with it.
    if (excluded && taken.has(w) && all.indexOf(w) > denial) cues.push('negated');
    if (taken.has(w) || w === 'without' || excluded || language.harmless.has(w) || /^\d+(?:\.\d+)?$/.test(w))
      continue;
    const cue = cueOf(w, language, situation);
    if (cue) cues.push(cue);
    else if (language.cues.has(w)) continue;
    else (language.soft.has(w) ? soft : unexplained).push(w);
  }
  return { soft, unexplained, cues };
}

function cueOf(word: string, language: Language, { doubtCounts }: Situation): Cue | undefined {
  const cue = language.cues.get(word);
  return cue === 'uncertain' && !doubtCounts ? undefined : cue;
}

/** Problems listed without separators (`HTN T2DM CKD 3a`): each takes its words until none is left. */
function severalIn(
  all: readonly string[],
  table: Table,
  situation: Situation,
): readonly Reading[] | undefined {
  // "right knee pain left hip pain": which side belongs to which is not ours to say.
  if (all.includes('left') && all.includes('right')) return undefined;
  const readings: Reading[] = [];
  let rest = all;
  while (readings.length < MAX_LISTED) {
    const next = widest(rest, table, situation);
    if (!next || next.cues.length > 0) return undefined;
    // What this one leaves, the next ones explain, or none of them stands.
    readings.push({ ...next, unexplained: [] });
    if (next.unexplained.length === 0) return readings.length > 1 ? readings : undefined;
    rest = without(rest, next.taken);
  }
  return undefined;
}

/** Takes each word out once: "CAD s/p CABG" says coronary artery twice. */
function without(all: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const due = new Set(taken);
  return all.filter((w) => !due.delete(w));
}

/** The phrase that takes most words, whatever it leaves. */
function widest(all: readonly string[], table: Table, situation: Situation): Reading | undefined {
  return fitting(all, table)
    .map((phrase) => readingOf(phrase, all, table.language, situation))
    .reduce<Scored | undefined>((a, b) => (a && a.taken.size >= b.taken.size ? a : b), undefined);
}

/** Parts between separators, when each is a whole problem, a denial or doubt about something else, or nothing of meaning. */
function segments(text: string, table: Table, situation: Situation): readonly Reading[] | undefined {
  const parts = plain(text, table.language)
    .split(SEPARATORS)
    .filter((part) => part.trim());
  if (parts.length < 2 || parts.length > 2 * MAX_LISTED) return undefined;
  const read = parts.map((part) => segment(part, table, situation));
  if (read.some((r) => r === undefined)) return undefined;
  const readings = read.flatMap((r) => (r && r !== 'nothing' ? [r] : []));
  return readings.length > 0 ? readings : undefined;
}

function segment(part: string, table: Table, situation: Situation): Reading | 'nothing' | undefined {
  const own = words(part, table.language);
  const reading = best(own, table, situation);
  if (reading && isWhole(reading)) return reading;
  const { cues, harmless, soft } = table.language;
  const meaning = own.filter((w) => !harmless.has(w) && !soft.has(w) && !cues.has(w));
  const [first = ''] = own;
  // "…, no fever" denies something of its own; "pneumonia, possible" casts its doubt on what stands before it.
  if (cueOf(first, table.language, situation)) {
    const cue = cues.get(first) ?? '';
    // "Gout, no recent flares": what is denied is its state of today.
    const state = cue === 'negated' && own.slice(1).some((w) => soft.has(w));
    const aside = ['negated', 'uncertain'].includes(cue) && meaning.length > 0;
    return aside || state ? 'nothing' : undefined;
  }
  return meaning.length === 0 ? 'nothing' : undefined;
}
