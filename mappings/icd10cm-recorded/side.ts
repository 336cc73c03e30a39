/** Laterality in ICD-10-CM titles (guideline I.B.13): which side a code means, and the same code for another side. */
import {
  type CodeEntry,
  type Icd10CmCode,
  icd10CmCode,
  type ModuleContext,
  remembering,
  type Side,
} from '../../src/suggest/module.ts';

const SIDE_WORD = /\b(left|right|bilateral)\b/gi;

/** `unspecified knee`: up to three words that a side would stand before. */
const UNSPECIFIED = /\bunspecified\b/g;

/** Codes that differ from an unspecified one only in the side they name. */
export const sidedSiblings = (entry: CodeEntry, side: Side, context: ModuleContext): readonly CodeEntry[] =>
  siblingsFor(entry, side, context, finderNear(entry.code, context));

function siblingsFor(
  entry: CodeEntry,
  side: Side,
  context: ModuleContext,
  find: Finder,
): readonly CodeEntry[] {
  const wanted = new Set(titlesWith(entry.title, side));
  if (wanted.size === 0) return [];
  const found = find(wanted);
  if (found) return [found];
  return side === 'bilateral' ? pair(entry, context, find) : [];
}

/** The same title with the other side: what the record may have meant when its words disagree with its code. */
export function mirrored(entry: CodeEntry, side: Side, context: ModuleContext): CodeEntry | undefined {
  return finderNear(entry.code, context)(new Set([entry.title.replace(SIDE_WORD, side).toLowerCase()]));
}

/** The answers to "which side?", with the code of each. */
export function sideOptions(
  entry: CodeEntry,
  context: ModuleContext,
): readonly { readonly answer: string; readonly code: string }[] {
  const find = finderNear(entry.code, context);
  return (['left', 'right', 'bilateral'] as const).flatMap((side) => {
    const siblings = siblingsFor(entry, side, context, find);
    const [only] = siblings;
    return only && siblings.length === 1 ? [{ answer: side, code: only.code }] : [];
  });
}

function titlesWith(title: string, side: Side): readonly string[] {
  const lower = title.toLowerCase();
  return [...lower.matchAll(UNSPECIFIED)].flatMap(({ index }) => {
    const [head, tail] = [lower.slice(0, index), lower.slice(index + 'unspecified'.length)];
    const plain = [`${head}${side}${tail}`];
    // "…, unspecified ear" → "…, bilateral"; "… of unspecified knee" has no such form.
    return side === 'bilateral'
      ? [...plain, `${head}bilateral${tail.replace(/^( \w+){1,2}(?=,|$)/, '')}`]
      : plain;
  });
}

/** The nearest code with one of some titles, in small letters. */
type Finder = (titles: ReadonlySet<string>) => CodeEntry | undefined;

/** Looks below the nearest three ancestors: side is the fifth or sixth character, before the seventh. */
function finderNear(code: Icd10CmCode, { terminology, on }: ModuleContext): Finder {
  // Every side of a code is looked for among the same titles.
  const titled = remembering((node) => {
    const parent = icd10CmCode(node);
    return parent && terminology.icd10cm.billableUnder(parent, on).map(lowered);
  }, 3);
  return (titles) => {
    for (let n = 1; n <= 3; n += 1) {
      const all = titled(code.replace('.', '').slice(0, -n));
      if (!all) return undefined;
      const hit = all.find(({ title }) => titles.has(title));
      if (hit) return hit.entry;
    }
    return undefined;
  };
}

const lowered = (entry: CodeEntry) => ({ entry, title: entry.title.toLowerCase() });

/** Right and left, where the category has no bilateral code at all. */
function pair(entry: CodeEntry, context: ModuleContext, find: Finder): readonly CodeEntry[] {
  const category = icd10CmCode(entry.code.slice(0, 3));
  const all = category ? context.terminology.icd10cm.billableUnder(category, context.on) : [];
  if (all.some((e) => /\bbilateral\b/i.test(e.title))) return [];
  const both = (['right', 'left'] as const).flatMap((s) => siblingsFor(entry, s, context, find));
  return both.length === 2 ? both : [];
}
