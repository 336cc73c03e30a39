/** Modifier 25 on a visit beside drugs given or a splint put on, which hold no decision of their own (NCCI ch. 1 §D; CPT, Application of Casts and Strapping). */
import type { Facts, ModuleContext, ModuleOutput, ServiceSuggestion } from '../../src/suggest/module.ts';
import { isWorkedOut } from './beyond.ts';
import { separateQuery } from './queries.ts';
import type { Tables } from './tables.ts';

export function besideTreatment(
  visit: ServiceSuggestion,
  sameDay: readonly ServiceSuggestion[],
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): ModuleOutput | undefined {
  const treatment = sameDay.filter((s) => tables.isGiven(s.code) || tables.isSupport(s.code));
  if (treatment.length === 0) return undefined;
  const named = [...new Set(treatment.map((t) => t.code))].join(', ');
  const supported = treatment.some((t) => tables.isSupport(t.code));
  const earned = supported
    ? isInjuryNew(visit, context) && !sameDay.some((s) => tables.isMajor(s.code))
    : !isForTreatment(facts);
  if (!isWorkedOut(visit) || !earned) return { queries: [separateQuery(visit, treatment)] };
  const reason = `The problem was evaluated at this visit, apart from ${named}`;
  const modifier = { code: '25', reason, evidence: visit.evidence };
  return { services: [{ ...visit, modifiers: [...visit.modifiers, modifier] }] };
}

/** A visit that its own name says was held for the giving: "infusion visit", "allergy shot". */
const isForTreatment = ({ visit }: Facts): boolean =>
  [...visit.types, ...visit.reasons].some((c) => /\b(?:injection|infusion|shot)s?\b/i.test(c.words));

/** Active treatment of an injury begins (7th character A, B, C): the splint is the first aid, the evaluation is not in it. */
function isInjuryNew(visit: ServiceSuggestion, { diagnoses }: ModuleContext): boolean {
  const mine = diagnoses.filter(
    (d) => visit.problems.length === 0 || d.problems.some((p) => visit.problems.includes(p)),
  );
  return mine.some((d) => /^[ST].{6}[ABC]$/.test(d.code));
}
