/** The facts of one day of a stay: what was noted, ordered, given and resulted on it. */
import {
  type Facts,
  isNamedIn,
  type ModuleContext,
  type Problem,
  type ServiceDate,
  totalMinutesIn,
} from '../../src/suggest/module.ts';

export function factsOfDay(facts: Facts, day: ServiceDate): Facts {
  const ids = new Set((facts.visit.documents ?? []).filter((d) => d.date === day).map((d) => d.id));
  const notes = facts.notes.filter((n) => ids.has(n.id));
  const only = facts.visit.date === facts.visit.endDate;
  const said = notes.flatMap((n) => {
    const total = totalMinutesIn(n.text);
    return total
      ? [{ value: total.minutes, evidence: [{ reference: n.id, path: 'text', words: total.words }] }]
      : [];
  })[0];
  return {
    ...facts,
    visit: {
      ...facts.visit,
      date: day,
      documentedMinutes: said ?? (only ? facts.visit.documentedMinutes : undefined),
    },
    // What began later in the stay was not there to be addressed.
    problems: facts.problems.filter((p) => p.onset === undefined || p.onset <= day),
    services: facts.services.filter((s) => s.date === day),
    measurements: facts.measurements.filter((m) => m.date === day),
    notes,
  };
}

/** On a later day the problems its own note names, or that something was ordered for; their course is what that note says. */
export function laterDay(facts: Facts, context: ModuleContext): Facts {
  const ordered = new Set(facts.services.flatMap((s) => s.reasons));
  const codeOf = (p: Problem): string | undefined =>
    context.diagnoses.find((d) => d.problems.includes(p.id))?.code;
  const problems = facts.problems
    .filter((p) => ordered.has(p.id) || isNamedIn(p, codeOf(p), facts))
    .map((p) => ({ ...p, course: { value: 'unstated' as const, evidence: [] } }));
  return { ...facts, problems };
}
