/** A healed ulcer is not coded as present; a history of skin disease stands for it (guideline I.C.12.a.4). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import type { Stages } from './stages.ts';

const ULCER = /^L(?:89|97|98\.4)/;

export function healed(facts: Facts, context: ModuleContext, stages: Stages): readonly DiagnosisSuggestion[] {
  const past = context.diagnoses.filter(
    (d) =>
      ULCER.test(d.code) &&
      statedOf(d, facts, stages.healed) !== undefined &&
      statedOf(d, facts, stages.healing) === undefined,
  );
  if (past.length === 0) return [];
  const rest = { rule: 'healed', section: 'I.C.12.a.4', sure: 0.9, replaces: past } as const;
  return [resting('Z87.2', past, { ...rest, placement: 'never-first' }, context)];
}
