/** What the modules of this folder share: words of the visit, chronic illnesses, a line. */
import {
  type Citation,
  type Evidence,
  evidence,
  type Facts,
  type ModuleContext,
  minutesAbout,
  namedBy,
  type Problem,
  problemKind,
  type ServiceSuggestion,
  type Sourced,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';

/** By the type of the encounter. */
export const named = ({ visit }: Facts, pattern: RegExp): readonly Evidence[] => namedBy(visit, pattern);

/** Problems coded as chronic illnesses, each disease once. */
export function chronicIllnesses(facts: Facts, context: ModuleContext): readonly Problem[] {
  const coded = context.diagnoses.filter((d) => problemKind(d.code) === 'chronic');
  const first = coded.flatMap((d) => facts.problems.find((p) => d.problems.includes(p.id)) ?? []);
  return [...new Set(first)];
}

/** Minutes of the month or of the matter, from an observation of total time or from a note. */
export function minutesOf(facts: Facts, matter: RegExp): Sourced<number> | undefined {
  for (const n of facts.notes) {
    const said = minutesAbout(n.text, matter);
    if (said) return { value: said.minutes, evidence: [evidence(n.id, 'text', said.words)] };
  }
  return facts.visit.documentedMinutes;
}

interface Draft {
  readonly code: string;
  readonly label: string;
  readonly units?: number;
  readonly confidence?: number;
  readonly evidence: readonly Evidence[];
  readonly problems?: readonly string[];
  readonly rule: string;
  readonly citation: Citation;
}

export const lineOf = (facts: Facts, context: ModuleContext, draft: Draft): ServiceSuggestion =>
  service({
    system: draft.code.startsWith('G') ? SYSTEM.hcpcs : SYSTEM.cpt,
    code: draft.code,
    label: draft.label,
    date: facts.visit.date,
    units: draft.units ?? 1,
    confidence: draft.confidence ?? 0.85,
    evidence: draft.evidence,
    problems: draft.problems ?? [],
    rule: context.rule(draft.rule, draft.citation),
  });
