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
  procedureCode,
  type Query,
  recordedCodes,
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
}

/** The codes of the site's licensed release have its labels; our own words stand until then. */
export function lineFor(of: readonly Service[], draft: Draft, { context, facts }: Room): ServiceSuggestion {
  const code = procedureCode(draft.code);
  return service({
    system: isHcpcsShape(draft.code) ? SYSTEM.hcpcs : SYSTEM.cpt,
    code: draft.code,
    label: (code && context.terminology.procedures.label(code)) ?? draft.label,
    date: of[0]?.date ?? facts.visit.date,
    units: draft.units ?? 1,
    modifiers: draft.modifiers ?? [],
    problems: [...new Set(of.flatMap((s) => s.reasons))],
    confidence: 0.85,
    evidence: [
      ...of.flatMap((s) => [...s.evidence, ...s.notes.flatMap((n) => n.evidence)]),
      ...(draft.evidence ?? []),
    ],
    rule: context.rule(draft.rule, CPT(draft.section)),
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

/** A code of the same family that the record carries itself is not guessed again: another one is asked about. */
export function unlessRecorded(
  s: Service,
  family: readonly string[],
  lines: readonly ServiceSuggestion[],
  { facts }: Room,
): ModuleOutput {
  const own = recordedCodes(facts).filter((r) => family.includes(r.code) && sameDay(r.service, s));
  const other = lines.find((l) => !own.some((r) => r.code === l.code));
  const [recorded] = own;
  if (!recorded || !other) return { services: lines };
  const options = [recorded.code as string, other.code].map((code) => ({ answer: code, code }));
  return {
    queries: [
      ask(
        'procedure-code-differs',
        s,
        `${recorded.code} is recorded, and the documentation reads as ${other.code}. Which one is right?`,
        options,
        'Introduction, selection of the code',
      ),
    ],
  };
}

const sameDay = (a: Service, b: Service): boolean =>
  a.date === undefined || b.date === undefined || a.date === b.date;

export const together = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  services: outputs.flatMap((o) => o.services ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
});
