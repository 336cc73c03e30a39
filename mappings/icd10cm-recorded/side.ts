/** Laterality in ICD-10-CM titles (guideline I.B.13): which side a code means, and the same code for another side. */
import {
  type CodeEntry,
  type Icd10CmCode,
  icd10CmCode,
  type ModuleContext,
  rememberingEach,
  type Side,
} from '../../src/suggest/module.ts';

const SIDE_WORD = /\b(left|right|bilateral)\b/gi;

/** `unspecified knee`: up to three words that a side would stand before. */
const UNSPECIFIED = /\bunspecified\b/g;

/** Codes that differ from an unspecified one only in the side they name. */
export const sidedSiblings = (entry: CodeEntry, side: Side, context: ModuleContext): readonly CodeEntry[] =>
  siblingsFor(entry, side, context, { find: finderNear(entry.code, context), open: openIn(entry.title) });

/** What is looked for beside a code, and with what. */
interface Beside {
  readonly find: Finder;
  readonly open: readonly Open[];
}

function siblingsFor(
  entry: CodeEntry,
  side: Side,
  context: ModuleContext,
  beside: Beside,
): readonly CodeEntry[] {
  const wanted = new Set(beside.open.flatMap((o) => titlesWith(o, side)));
  if (wanted.size === 0) return [];
  const found = beside.find(wanted);
  if (found) return [found];
  return side === 'bilateral' ? pair(entry, context, beside) : [];
}

/** The same title with the other side: what the record may have meant when its words disagree with its code. */
export function mirrored(entry: CodeEntry, side: Side, context: ModuleContext): CodeEntry | undefined {
  return finderNear(entry.code, context)(new Set([entry.title.replace(SIDE_WORD, side).toLowerCase()]));
}

/** The answers to "which side?", with the code of each: worked out once for a code of a release. */
export function sideOptions(entry: CodeEntry, context: ModuleContext): readonly SideOption[] {
  const known = optionsIn(categoryOf(entry, context));
  const options = known.get(entry.code) ?? optionsFor(entry, context);
  known.set(entry.code, options);
  return options;
}

interface SideOption {
  readonly answer: string;
  readonly code: string;
}

const optionsIn = rememberingEach(
  (_category: readonly CodeEntry[]) => new Map<string, readonly SideOption[]>(),
);

function categoryOf({ code }: CodeEntry, { terminology, on }: ModuleContext): readonly CodeEntry[] {
  const category = icd10CmCode(code.slice(0, 3));
  return category ? terminology.icd10cm.billableUnder(category, on) : [];
}

function optionsFor(entry: CodeEntry, context: ModuleContext): readonly SideOption[] {
  const beside = { find: finderNear(entry.code, context), open: openIn(entry.title) };
  return (['left', 'right', 'bilateral'] as const).flatMap((side) => {
    const siblings = siblingsFor(entry, side, context, beside);
    const [only] = siblings;
    return only && siblings.length === 1 ? [{ answer: side, code: only.code }] : [];
  });
}

/** What stands before and behind a word that leaves something open. */
interface Open {
  readonly head: string;
  readonly tail: string;
}

function openIn(title: string): readonly Open[] {
  const lower = title.toLowerCase();
  return [...lower.matchAll(UNSPECIFIED)].map(({ 0: word, index }) => ({
    head: lower.slice(0, index),
    tail: lower.slice(index + word.length),
  }));
}

function titlesWith({ head, tail }: Open, side: Side): readonly string[] {
  const plain = `${head}${side}${tail}`;
  // "…, unspecified ear" → "…, bilateral"; "… of unspecified knee" has no such form.
  return side === 'bilateral'
    ? [plain, `${head}bilateral${tail.replace(/^( \w+){1,2}(?=,|$)/, '')}`]
    : [plain];
}

/** The nearest code with one of some titles, in small letters. */
type Finder = (titles: ReadonlySet<string>) => CodeEntry | undefined;

/** Looks below the nearest three ancestors: side is the fifth or sixth character, before the seventh. */
function finderNear(code: Icd10CmCode, { terminology, on }: ModuleContext): Finder {
  return (titles) => {
    for (let n = 1; n <= 3; n += 1) {
      const parent = icd10CmCode(code.replace('.', '').slice(0, -n));
      if (!parent) return undefined;
      const all = titled(terminology.icd10cm.billableUnder(parent, on));
      const [hit] = [...titles].flatMap((t) => all.byTitle.get(t) ?? []).sort((a, b) => a.at - b.at);
      if (hit) return hit.entry;
    }
    return undefined;
  };
}

interface Titled {
  /** The first code of each title, in small letters, and its place among the codes. */
  readonly byTitle: ReadonlyMap<string, { readonly entry: CodeEntry; readonly at: number }>;
  readonly bilateral: boolean;
}

/** Code after code of a category is looked for among the same titles. */
const titled: (entries: readonly CodeEntry[]) => Titled = rememberingEach((entries) => {
  const byTitle = new Map<string, { entry: CodeEntry; at: number }>();
  for (const [at, entry] of entries.entries()) {
    const title = entry.title.toLowerCase();
    if (!byTitle.has(title)) byTitle.set(title, { entry, at });
  }
  return { byTitle, bilateral: entries.some((e) => /\bbilateral\b/i.test(e.title)) };
});

/** Right and left, where the category has no bilateral code at all. */
function pair(entry: CodeEntry, context: ModuleContext, beside: Beside): readonly CodeEntry[] {
  const all = categoryOf(entry, context);
  if (titled(all).bilateral) return [];
  const both = (['right', 'left'] as const).flatMap((s) => siblingsFor(entry, s, context, beside));
  return both.length === 2 ? both : [];
}
