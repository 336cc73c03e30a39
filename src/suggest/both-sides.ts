/** Right and left of one condition are its bilateral code, where the release has one (guideline I.B.13). */
import type { ServiceDate } from '../kernel/index.ts';
import { type CodeEntry, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion } from './model.ts';

const SIDE = /\b(right|left)\b/i;

/** Two arms broken are two fractures; only conditions outside chapter 19 have a bilateral code. */
const canBeBoth = (d: DiagnosisSuggestion): boolean => !/^[STV-Z]/.test(d.code) && SIDE.test(d.title);

export function bothSides(
  diagnoses: readonly DiagnosisSuggestion[],
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const rights = new Map<string, DiagnosisSuggestion>();
  for (const d of diagnoses) if (canBeBoth(d) && /\bright\b/i.test(d.title)) rights.set(keyOf(d), d);
  const joined = new Map<DiagnosisSuggestion, DiagnosisSuggestion>();
  for (const left of diagnoses) {
    const right = canBeBoth(left) && /\bleft\b/i.test(left.title) ? rights.get(keyOf(left)) : undefined;
    const both = right && right !== left ? bilateralOf(right, terminology, on) : undefined;
    if (!right || !both || diagnoses.some((d) => d.code === both.code)) continue;
    joined.set(right, together(right, left, both, on)).set(left, right);
  }
  if (joined.size === 0) return diagnoses;
  return diagnoses.flatMap((d) => {
    const whole = joined.get(d);
    if (!whole) return [d];
    // The left one is told by the right one.
    return joined.has(whole) ? [] : [whole];
  });
}

/** Category and title without its side and what only a side brings with it. */
const keyOf = (d: DiagnosisSuggestion): string => `${d.code.slice(0, 3)} ${sideless(d.title)}`;

const sideless = (title: string): string =>
  title
    .slice(0, 300)
    .toLowerCase()
    .replace(/\b(right|left|bilateral|unilateral|side|of|in)\b/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/s\b/g, '')
    .trim();

function bilateralOf(
  d: DiagnosisSuggestion,
  terminology: Terminology,
  on: ServiceDate,
): CodeEntry | undefined {
  const category = icd10CmCode(d.code.slice(0, 3));
  const wanted = sideless(d.title);
  return (category ? terminology.icd10cm.billableUnder(category, on) : []).find(
    (e) => /\bbilateral\b/i.test(e.title) && sideless(e.title) === wanted,
  );
}

function together(
  right: DiagnosisSuggestion,
  left: DiagnosisSuggestion,
  both: CodeEntry,
  on: ServiceDate,
): DiagnosisSuggestion {
  return {
    ...right,
    code: both.code,
    title: both.title,
    problems: [...new Set([...right.problems, ...left.problems])],
    confidence: Math.min(right.confidence, left.confidence),
    evidence: [...right.evidence, ...left.evidence],
    rule: { ...right.rule, rule: 'both-sides', citation: guideline('I.B.13', on) },
    alternatives: [right, left].map((d) => ({ code: d.code, why: 'Recorded for one side.' })),
    queries: [...right.queries, ...left.queries].filter((q) => q.id !== 'laterality'),
  };
}
