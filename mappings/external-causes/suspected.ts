/** Suspected abuse bears no external cause and no perpetrator (guideline I.C.19.f). */
import { type DiagnosisSuggestion, type ModuleContext, resting } from '../../src/suggest/module.ts';

const ASSAULT = /^(?:X9[2-9]|Y0[0-9])/;

export function suspectedAbuse(context: ModuleContext): readonly DiagnosisSuggestion[] {
  const { diagnoses } = context;
  const suspected = diagnoses.find((d) => d.code.startsWith('T76'));
  const confirmed = diagnoses.some((d) => d.code.startsWith('T74'));
  const causes = diagnoses.filter((d) => ASSAULT.test(d.code));
  if (!suspected || confirmed || causes.length === 0) return [];
  const how = { rule: 'suspected-abuse', section: 'I.C.19.f', sure: 1, replaces: causes };
  return [resting(suspected.code, [suspected], how, context)];
}
