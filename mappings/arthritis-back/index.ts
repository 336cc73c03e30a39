/** Osteoarthritis recorded without side and type takes the side the record gives (guideline I.B.13). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type PrepareFunction,
  problemsBehind,
  resting,
  type Side,
  statedOf,
} from '../../src/suggest/module.ts';

type BySide = Readonly<Record<Side, string>>;

interface Osteoarthritis {
  readonly rows: readonly { readonly code: string; readonly primary: BySide; readonly traumatic: BySide }[];
  readonly traumatic: readonly string[];
  readonly other: readonly string[];
}

export const prepare: PrepareFunction = (tables) => {
  const table = tables['osteoarthritis.json'] as Osteoarthritis;
  return (facts, context) => ({
    diagnoses: context.diagnoses.flatMap((d) => sided(d, facts, context, table)),
  });
};

function sided(
  d: DiagnosisSuggestion,
  facts: Facts,
  context: ModuleContext,
  table: Osteoarthritis,
): readonly DiagnosisSuggestion[] {
  const row = table.rows.find((r) => r.code === d.code);
  const side = problemsBehind(d, facts).flatMap((p) => p.side ?? [])[0];
  if (!row || !side || statedOf(d, facts, table.other)) return [];
  const kind = statedOf(d, facts, table.traumatic) ? row.traumatic : row.primary;
  const rest = {
    rule: 'osteoarthritis-side',
    section: 'I.B.13',
    sure: 0.92,
    evidence: side.evidence,
  } as const;
  return [resting(kind[side.value], [d], { ...rest, replaces: [d] }, context)];
}
