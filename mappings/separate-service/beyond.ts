/** Which problems a visit was about beyond the reason of a procedure (NCCI policy manual ch. 1 §D: significant, separately identifiable). */
import type { ModuleContext, Problem, ServiceSuggestion } from '../../src/suggest/module.ts';

/** Undefined: the procedure's own reason is not recorded, so nothing can be told apart. */
export function beyondProcedure(
  visit: ServiceSuggestion,
  procedures: readonly ServiceSuggestion[],
  context: ModuleContext,
): readonly Problem[] | undefined {
  if (procedures.some((p) => p.problems.length === 0)) return undefined;
  const reasons = new Set(procedures.flatMap((p) => p.problems));
  return problemsOf(visit, context).filter((p) => !reasons.has(p.id));
}

/** A visit that names no problem stands for all that are coded as one: no status, cause or encounter code. */
function problemsOf(visit: ServiceSuggestion, { problems, diagnoses }: ModuleContext): readonly Problem[] {
  const evaluated = problems.filter((p) => {
    const codes = diagnoses.filter((d) => d.problems.includes(p.id)).map((d) => d.code);
    return codes.some((code) => !/^[V-Z]/.test(code));
  });
  return visit.problems.length === 0 ? evaluated : evaluated.filter((p) => visit.problems.includes(p.id));
}

/** A level that this program worked out from the record, as against one that somebody recorded. */
export const isWorkedOut = (visit: ServiceSuggestion): boolean => visit.rule.module !== 'services-recorded';
