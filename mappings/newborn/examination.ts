/** The health examination of a newborn is by days: Z00.110 below 8, Z00.111 from 8 to 28 (Z00.11, guideline I.C.21.c.13). */
import { type DiagnosisSuggestion, type ModuleContext, resting } from '../../src/suggest/module.ts';

export function examination(days: number, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const code = days < 8 ? 'Z00.110' : 'Z00.111';
  return context.diagnoses
    .filter((d) => /^Z00\.1[12]/.test(d.code) && d.code !== code)
    .map((d) => {
      const how = { rule: 'newborn-examination', section: 'I.C.21.c.13', sure: 0.95, replaces: [d] };
      return resting(code, [], { ...how, placement: 'first' as const }, context);
    });
}
