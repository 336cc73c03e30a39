/** Laterality in ICD-10-CM titles (guideline I.B.13): which side a code means, and the same code for another side. */
import {
  type CodeEntry,
  type Icd10CmCode,
  icd10CmCode,
  type ModuleContext,
  type Side,
} from '../../src/suggest/module.ts';

const SIDE_WORD = /\b(left|right|bilateral)\b/gi;

/** `unspecified knee`: up to three words that a side would stand before. */
const UNSPECIFIED = /\bunspecified\b/g;

/** Codes that differ from an unspecified one only in the side they name. */
export function sidedSiblings(entry: CodeEntry, side: Side, context: ModuleContext): readonly CodeEntry[] {
  const wanted = new Set(titlesWith(entry.title, side));
  if (wanted.size === 0) return [];
  const found = find(entry.code, wanted, context);
  if (found) return [found];
  return side === 'bilateral' ? pair(entry, context) : [];
}

/** The same title with the other side: what the record may have meant when its words disagree with its code. */
export function mirrored(entry: CodeEntry, side: Side, context: ModuleContext): CodeEntry | undefined {
  return find(entry.code, new Set([entry.title.replace(SIDE_WORD, side).toLowerCase()]), context);
}

/** Whether the code's title leaves a side open that a sibling names. */
export const isSideOpen = (entry: CodeEntry, context: ModuleContext): boolean =>
  (['left', 'right'] as const).some((side) => sidedSiblings(entry, side, context).length > 0);

/** The answers to "which side?", with the code of each. */
export function sideOptions(
  entry: CodeEntry,
  context: ModuleContext,
): readonly { readonly answer: string; readonly code: string }[] {
  return (['left', 'right', 'bilateral'] as const).flatMap((side) => {
    const siblings = sidedSiblings(entry, side, context);
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

/** Looks below the nearest three ancestors: side is the fifth or sixth character, before the seventh. */
function find(code: Icd10CmCode, titles: ReadonlySet<string>, context: ModuleContext): CodeEntry | undefined {
  for (let n = 1; n <= 3; n += 1) {
    const parent = icd10CmCode(code.replace('.', '').slice(0, -n));
    if (!parent) return undefined;
    const hit = context.terminology.icd10cm
      .billableUnder(parent, context.on)
      .find((e) => titles.has(e.title.toLowerCase()));
    if (hit) return hit;
  }
  return undefined;
}

/** Right and left, where the category has no bilateral code at all. */
function pair(entry: CodeEntry, context: ModuleContext): readonly CodeEntry[] {
  const category = icd10CmCode(entry.code.slice(0, 3));
  const all = category ? context.terminology.icd10cm.billableUnder(category, context.on) : [];
  if (all.some((e) => /\bbilateral\b/i.test(e.title))) return [];
  const both = (['right', 'left'] as const).flatMap((s) => sidedSiblings(entry, s, context));
  return both.length === 2 ? both : [];
}
