/** A line for a procedure, and a question about one. */
import {
  type Citation,
  type DiagnosisSuggestion,
  type Evidence,
  type Facts,
  isHcpcsShape,
  type ModifierSuggestion,
  type ModuleContext,
  type ModuleOutput,
  nameIn,
  procedureLabel,
  type Query,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';

export interface Room {
  readonly facts: Facts;
  readonly context: ModuleContext;
}

export const CPT = (section: string): Citation => ({ source: 'CPT', section });

export interface Draft {
  readonly code: string;
  readonly label: string;
  readonly rule: string;
  readonly section: string;
  readonly units?: number;
  readonly modifiers?: readonly ModifierSuggestion[];
  readonly evidence?: readonly Evidence[];
  readonly replaces?: readonly string[];
  /** What is still open: the line is the least that the record supports until it is answered. */
  readonly open?: Query;
}

/** Below what goes out unseen: a code that is only the least supported is a person's decision. */
const STILL_OPEN = 0.4;

export function lineFor(of: readonly Service[], draft: Draft, { context, facts }: Room): ServiceSuggestion {
  return service({
    system: isHcpcsShape(draft.code) ? SYSTEM.hcpcs : SYSTEM.cpt,
    code: draft.code,
    label: procedureLabel(draft.code, context, draft.label),
    date: of[0]?.date ?? facts.visit.date,
    units: draft.units ?? 1,
    modifiers: draft.modifiers ?? [],
    problems: [...new Set(of.flatMap((s) => s.reasons))],
    confidence: draft.open ? STILL_OPEN : 0.85,
    evidence: [
      ...of.flatMap((s) => [...s.evidence, ...s.notes.flatMap((n) => n.evidence)]),
      ...(draft.evidence ?? []),
    ],
    rule: context.rule(draft.rule, CPT(draft.section)),
    queries: draft.open ? [draft.open] : [],
  });
}

export const ask = (
  id: string,
  s: Service,
  question: string,
  options: Query['options'],
  section: string,
): Query => ({
  id,
  about: s.id,
  question: `${nameIn(s).split(';')[0]}: ${question}`,
  options,
  citation: CPT(section),
  evidence: s.evidence,
});

/** Diagnoses of the problems that the record gives as the reason. */
export const reasonCodes = (s: Service, { context }: Room): readonly DiagnosisSuggestion[] =>
  context.diagnoses.filter((d) => d.problems.some((p) => s.reasons.includes(p)));

export const together = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  services: outputs.flatMap((o) => o.services ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
});
