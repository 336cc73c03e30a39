/** Conditions of the first 28 days are due to the birth process unless the record says otherwise (guideline I.C.16.a.5). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

export function perinatalCodes(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): readonly DiagnosisSuggestion[] {
  return context.diagnoses.flatMap((d) => {
    const code = tables.perinatal.get(d.code);
    if (!code || !reportableOn(code, context) || statedOf(d, facts, tables.acquired)) return [];
    const how = { rule: 'perinatal-code', section: 'I.C.16.a.5', sure: 0.9, replaces: [d] };
    return [resting(code, [], how, context)];
  });
}
