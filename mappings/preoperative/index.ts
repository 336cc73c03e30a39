/** Z01.81- first when the visit is an examination before an operation (guidelines IV.M, I.C.21.c.13). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type ModuleContext,
  type PrepareFunction,
  stated,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly words: readonly string[];
}

const PLAIN = 'Z01.818';
const OUTSIDE = ['office', 'telehealth', 'home', 'nursing-facility', 'unknown'];

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['examinations.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => {
    if (!OUTSIDE.includes(facts.visit.setting.value)) return {};
    const said = [...facts.visit.reasons, ...facts.visit.types].map((c) => c.words);
    const row = rows.find((r) => said.some((text) => stated(text, r.words) !== undefined));
    return row ? { diagnoses: examined(row, facts, context) } : {};
  };
};

/** A kind that is recorded stands, and an unspecified one gives way to the kind that the reason names. */
function examined(row: Row, facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const recorded = context.diagnoses.filter((d) => d.code.startsWith('Z01.81'));
  const plain = recorded.filter((d) => d.code === PLAIN && row.code !== PLAIN);
  if (recorded.length > plain.length) return [];
  return [
    diagnosis(
      {
        code: row.code,
        problems: plain.flatMap((d) => d.problems),
        confidence: 0.9,
        evidence: [...facts.visit.reasons.map((r) => r.evidence), ...plain.flatMap((d) => d.evidence)],
        rule: context.rule(row.id, guideline('IV.M', context.on)),
        placement: 'first',
        replaces: plain.map((d) => d.code),
      },
      context.terminology,
      context.on,
    ),
  ];
}
