/** Pairs that stand in a fixed order: the cause before its manifestation (I.A.13), acute before chronic (I.B.8), the nature of an adverse effect before the drug (I.C.19.e.5.a). */
import { type CodeRange, icd10CmCode, type NoteKind } from '../../terminology/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';
import { acuteFormsOf } from './acute-chronic.ts';
import { isAdverseEffect, isSequelaCause } from './drugs.ts';
import { sepsisBefore, worseBurns } from './injured.ts';
import type { Placing, Scene } from './scene.ts';

/** A code that must come after another one, and the guideline that says so. */
type Why = Omit<Placing, 'band'>;

const ETIOLOGY: Why = {
  rule: 'etiology-first',
  section: 'I.A.13',
  why: 'The tabular list asks for it before a code that follows.',
};
const ACUTE: Why = {
  rule: 'acute-first',
  section: 'I.B.8',
  why: 'The acute form stands before the chronic one.',
};
const BURN: Why = {
  rule: 'worst-burn-first',
  section: 'I.C.19.d.1',
  why: 'The burn of the highest degree stands before the others.',
};
const SEVERE_SEPSIS: Why = {
  rule: 'severe-sepsis-before-organ',
  section: 'I.C.1.d.1.b',
  why: 'Severe sepsis, behind its infection, stands before the organs that fail of it.',
};
const NATURE: Why = {
  rule: 'nature-first',
  section: 'I.C.19.e.5.a',
  why: 'The nature of the adverse effect stands before the drug.',
};

export interface Ordered {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  /** Why a code was called forward, by code. */
  readonly called: ReadonlyMap<string, Why>;
}

/**
 * Calls the codes that must come before another one to the place of that one: a manifestation recorded as principal
 * makes its cause the principal diagnosis, not the next unrelated one.
 */
export function pairsInOrder(ordered: readonly DiagnosisSuggestion[], scene: Scene): Ordered {
  const within = finder(ordered);
  const placed = new Set<DiagnosisSuggestion>();
  const begun = new Set<DiagnosisSuggestion>();
  const called = new Map<string, Why>();
  const place = (d: DiagnosisSuggestion): void => {
    if (begun.has(d)) return;
    begun.add(d);
    for (const [ranges, why] of forerunners(d.code, scene)) {
      for (const other of within(ranges)) {
        // What an injury has left behind is called by none (I.B.10).
        if (isSequelaCause(other.code)) continue;
        if (!begun.has(other)) called.set(other.code, why);
        place(other);
      }
    }
    placed.add(d);
  };
  for (const d of naturesFirst(ordered, scene, called)) place(d);
  return { diagnoses: [...placed], called };
}

function forerunners(code: string, scene: Scene): readonly (readonly [readonly CodeRange[], Why])[] {
  const acute = acuteFormsOf(code).map((node) => ({ from: node, to: node }));
  return [
    [targetsOf(code, 'codeFirst', scene), ETIOLOGY],
    [acute, ACUTE],
    [worseBurns(code), BURN],
    [sepsisBefore(code), SEVERE_SEPSIS],
  ];
}

function targetsOf(code: string, kind: NoteKind, { terminology, on }: Scene): readonly CodeRange[] {
  const normal = icd10CmCode(code);
  const notes = normal ? terminology.icd10cm.notes(normal, on) : [];
  return notes.flatMap((n) => (n.kind === kind ? n.targets : []));
}

/** The code whose own note asks for the drug is the nature of its effect: the drug stands right behind it. */
function naturesFirst(
  ordered: readonly DiagnosisSuggestion[],
  scene: Scene,
  called: Map<string, Why>,
): readonly DiagnosisSuggestion[] {
  const drugs = ordered.filter((d) => isAdverseEffect(d.code));
  if (drugs.length === 0) return ordered;
  const rest = ordered.filter((d) => !drugs.includes(d));
  const within = finder(drugs);
  const taken = new Set<DiagnosisSuggestion>();
  const joined = rest.flatMap((d) => {
    const own = within(targetsOf(d.code, 'useAdditional', scene)).filter((drug) => !taken.has(drug));
    for (const drug of own) taken.add(drug);
    if (own.length > 0) called.set(d.code, NATURE);
    return [d, ...own];
  });
  return taken.size === 0
    ? ordered
    : [...joined, ...ordered.filter((d) => drugs.includes(d) && !taken.has(d))];
}

/** The codes that lie in any of some ranges, in their own order. Sorted once: a chart may hold thousands. */
function finder(
  all: readonly DiagnosisSuggestion[],
): (ranges: readonly CodeRange[]) => readonly DiagnosisSuggestion[] {
  const place = new Map(all.map((d, i) => [d, i]));
  const sorted = all.map((d) => ({ d, plain: d.code.replace('.', '') }));
  sorted.sort((a, b) => (a.plain < b.plain ? -1 : a.plain > b.plain ? 1 : 0));
  return (ranges) => {
    const found = new Set<DiagnosisSuggestion>();
    for (const { from, to } of ranges) {
      const [low, high] = [from.replace('.', ''), to.replace('.', '')];
      for (let i = firstFrom(sorted, low); i < sorted.length; i += 1) {
        const row = sorted[i];
        if (!row || (row.plain > high && !row.plain.startsWith(high))) break;
        found.add(row.d);
      }
    }
    return [...found].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  };
}

function firstFrom(sorted: readonly { readonly plain: string }[], low: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle]?.plain ?? '') < low) from = middle + 1;
    else to = middle;
  }
  return from;
}
