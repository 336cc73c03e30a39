/** From a node to the code a claim may carry: side and qualities from the words around, else what the classification calls unspecified (I.B.2, I.B.13, I.B.18). */
import { type CodeEntry, type Icd10Cm, icd10CmCode, type ServiceDate } from '../../src/suggest/module.ts';
import { regional } from './regions.ts';
import { formsIn } from './titles.ts';
import type { Spelling } from './words.ts';

export interface Resolver {
  /** `near`: the forms of the words around the mention. */
  billable(node: string, near: ReadonlySet<string>): CodeEntry | undefined;
  /** The same title with a side named, by side; empty where the code tells no side or tells it already. */
  sides(entry: CodeEntry): readonly { readonly side: string; readonly entry: CodeEntry }[];
}

const UNTOLD = 'unspecified';
const DEEPEST = 5;

export function resolver(icd10cm: Icd10Cm, on: ServiceDate, spelling: Spelling): Resolver {
  // Titles of other sides are looked through once a code: the same words come again and again in a note.
  const known = new Map<string, CodeEntry | undefined>();
  const sided = (entry: CodeEntry, side: string): CodeEntry | undefined => {
    const key = `${entry.code} ${side}`;
    if (!known.has(key)) known.set(key, otherSide(entry, side, icd10cm, on));
    return known.get(key);
  };
  const region = regional(icd10cm, on, spelling);
  return {
    sides: (entry) =>
      ['right', 'left', 'bilateral'].flatMap((side) => {
        const other = sided(entry, side);
        return other ? [{ side, entry: other }] : [];
      }),
    billable(node, near) {
      const code = icd10CmCode(node);
      let entry = code ? icd10cm.lookup(code, on) : undefined;
      for (let depth = 0; entry && !entry.billable && depth < DEEPEST; depth += 1) {
        entry = usual(entry, icd10cm.children(entry.code, on), near, spelling);
      }
      if (!entry?.billable) return undefined;
      const placed = region(entry, near) ?? sited(entry, near, icd10cm, on, spelling) ?? entry;
      const side = sideIn(near);
      return (side ? sided(placed, side) : undefined) ?? placed;
    },
  };
}

/** Both sides named without "bilateral" may be two findings: no side. */
function sideIn(near: ReadonlySet<string>): string | undefined {
  if (near.has('bilateral')) return 'bilateral';
  const left = near.has('left');
  return left === near.has('right') ? undefined : left ? 'left' : 'right';
}

/** "Unspecified site" gives way to the one code beside it whose place, with its side, the words around name. */
function sited(
  entry: CodeEntry,
  near: ReadonlySet<string>,
  icd10cm: Icd10Cm,
  on: ServiceDate,
  spelling: Spelling,
): CodeEntry | undefined {
  const above = /unspecified site/i.test(entry.title) && icd10CmCode(entry.code.replace('.', '').slice(0, 4));
  if (!above) return undefined;
  const own = new Set(formsIn(entry.title, spelling));
  const side = sideIn(near);
  const fitting = icd10cm.billableUnder(above, on).filter((e) => {
    const title = e.title.toLowerCase();
    const places = formsIn(title, spelling).filter((w) => !own.has(w) && !SIDES.has(w));
    const named = ['left', 'right'].find((s) => title.includes(s));
    return (
      places.some((w) => near.has(w)) &&
      !/\bmultiple\b/.test(title) &&
      (named ? named === side : !side || !title.includes(UNTOLD))
    );
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

const SIDES = new Set(['left', 'right', 'bilateral', 'unilateral']);

/** The code of the same title with the side named, below the same subcategory. */
function otherSide(entry: CodeEntry, side: string, icd10cm: Icd10Cm, on: ServiceDate): CodeEntry | undefined {
  const title = entry.title.toLowerCase();
  const code = entry.code.replace('.', '');
  const above = icd10CmCode(code.slice(0, Math.min(4, code.length - 1)));
  if (!above || !title.includes(UNTOLD)) return undefined;
  // "Of unspecified site of unspecified female breast": any of them may be the side.
  const parts = title.split(UNTOLD);
  const wanted = new Set(
    parts
      .slice(1)
      .map((_, i) => `${parts.slice(0, i + 1).join(UNTOLD)}${side}${parts.slice(i + 1).join(UNTOLD)}`),
  );
  if (side !== 'bilateral') wanted.add(title.replace(UNTOLD, 'unilateral'));
  return icd10cm.billableUnder(above, on).find((e) => wanted.has(e.title.toLowerCase()));
}

const isInPlace = (title: string): boolean => title.startsWith('nondisplaced');

function usual(
  parent: CodeEntry,
  below: readonly CodeEntry[],
  near: ReadonlySet<string>,
  spelling: Spelling,
): CodeEntry | undefined {
  const plain = below.map((entry) => ({
    entry,
    code: entry.code.replace('.', ''),
    title: entry.title.toLowerCase(),
  }));
  // The 7th character of care: active treatment unless the record says otherwise (I.C.19.a).
  const active = plain[0]?.code.length === 7 ? plain.find((n) => n.code.endsWith('A')) : undefined;
  if (active) return active.entry;
  const above = new Set(formsIn(parent.title, spelling));
  const told = plain
    .filter((n) => /\bother\b/i.test(parent.title) || !/\bother\b/.test(n.title))
    .map((n) => ({ n, extra: formsIn(n.title, spelling).filter((w) => !above.has(w) && near.has(w)).length }))
    .sort((a, b) => b.extra - a.extra || Number(isInPlace(a.n.title)) - Number(isInPlace(b.n.title)));
  // Not said to be in place, a fracture is displaced (I.C.19.c).
  const undisplaced = near.has('nondisplaced') || near.has('undisplaced');
  const [best, next] = told.some((t) => isInPlace(t.n.title) && !undisplaced)
    ? told.filter((t) => !isInPlace(t.n.title))
    : told;
  if (best && best.extra > (next?.extra ?? 0)) return best.n.entry;
  const unspecified = plain.filter((n) => /\bunspecified\b|\bnos\b/.test(n.title));
  return (
    unspecified.find((n) => n.code.endsWith('9')) ??
    unspecified.find((n) => n.code.endsWith('90')) ??
    unspecified.at(-1) ??
    plain.find((n) => /without|\bprimary\b|uncomplicated/.test(n.title)) ??
    plain.find((n) => /[90]$/.test(n.code)) ??
    plain[0]
  )?.entry;
}
