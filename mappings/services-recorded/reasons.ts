/** Which problems a recorded service was for (837P SV107): the recorded reasons; else those that were there on its day. */
import type {
  DiagnosisSuggestion,
  Facts,
  ModuleContext,
  Problem,
  Service,
} from '../../src/suggest/module.ts';
import { type Tables, within } from './tables.ts';

/** Empty: all reported problems. */
export function reasonsOf(
  s: Service,
  code: string,
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): readonly string[] {
  if (tables.psychotherapy.some((b) => b.code === code))
    return [...new Set([...s.reasons, ...mental(context, tables)])];
  return s.reasons.length > 0
    ? s.reasons
    : (apartFromVaccines(code, facts, context) ?? begunBy(s, facts, context));
}

const VACCINE = /^(?:90[467]\d\d|91[34]\d\d|G00(?:08|09|10))$/;

/** Where vaccines were given, their own reason (Z23) comes later and is that of the vaccines alone. */
function apartFromVaccines(
  code: string,
  { services }: Facts,
  { diagnoses }: ModuleContext,
): readonly string[] | undefined {
  if (VACCINE.test(code) || !services.some((s) => s.kind === 'immunization')) return undefined;
  const ids = [...new Set(diagnoses.flatMap((d) => d.problems))];
  return ids.length > 0 ? ids : undefined;
}

/** A session works on all the mental and psychosocial problems of the encounter, the stated reason first. */
const mental = ({ diagnoses, problems }: ModuleContext, { psychotherapyAlso }: Tables): readonly string[] =>
  problems
    .filter(
      (p) => p.link !== 'problem-list' && codesFor(p, diagnoses).some((c) => within(c, psychotherapyAlso)),
    )
    .map((p) => p.id);

const codesFor = (p: Problem, diagnoses: readonly DiagnosisSuggestion[]): readonly string[] =>
  diagnoses.filter((d) => d.problems.includes(p.id)).map((d) => d.code);

/**
 * A problem that began in the stay, after the day of the service, was not its reason. What is only recorded on the last
 * day says nothing of its beginning.
 */
function begunBy(
  { date }: Service,
  { visit }: Facts,
  { problems, diagnoses }: ModuleContext,
): readonly string[] {
  const last = visit.endDate;
  if (!date || !last) return [];
  const coded = problems.filter((p) => codesFor(p, diagnoses).length > 0);
  const later = coded.filter((p) => p.onset !== undefined && date < p.onset && p.onset < last);
  return later.length === 0 ? [] : coded.filter((p) => !later.includes(p)).map((p) => p.id);
}
