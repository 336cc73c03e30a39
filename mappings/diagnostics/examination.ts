/** One examination of the record, whoever wrote it down: a Procedure, or the report of one done by the practice itself. */
import {
  type Citation,
  type Evidence,
  type Facts,
  hasProcedureCode,
  isFacility,
  type ModuleContext,
  type ModuleOutput,
  nameIn,
  plainly,
  procedureLabel,
  type Query,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
  service,
  speaksOf,
  wordsAbout,
} from '../../src/suggest/module.ts';
import type { Naming, Tests } from './tables.ts';

export interface Room {
  readonly facts: Facts;
  readonly context: ModuleContext;
  readonly tests: Tests;
}

export const CPT = (section: string): Citation => ({ source: 'CPT', section });
export const COMPONENTS: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 13', section: '20' };

/** A result by another organization is billed by that one. */
export function examinations({ facts }: Room): readonly Service[] {
  const own = facts.parties.find((p) => p.role === 'billing')?.reference;
  const people = new Set((facts.visit.clinicians ?? []).map((c) => c.reference));
  const here = (s: Service): boolean =>
    s.performer !== undefined && (s.performer === own || people.has(s.performer));
  return facts.services.filter(
    (s) =>
      !hasProcedureCode(s) &&
      ((s.kind === 'procedure' && s.status === 'completed') ||
        (s.kind === 'result' && ['final', 'amended', 'corrected'].includes(s.status) && here(s))),
  );
}

export const isNamed = (s: Service, naming: Naming): boolean => {
  const name = plainly(nameIn(s));
  const all = [...(naming.snomed ?? []), ...(naming.loinc ?? [])];
  return (
    !speaksOf(name, naming.not ?? []) &&
    (s.concept.codings.some((c) => all.includes(c.code)) || speaksOf(name, naming.names))
  );
};

/** A Procedure and the report on it are one examination. */
export interface Examination {
  readonly service: Service;
  readonly all: readonly Service[];
  readonly evidence: readonly Evidence[];
}

export function oneOf(all: readonly Service[]): Examination | undefined {
  const service = all.find((s) => s.kind === 'procedure') ?? all[0];
  return service && { service, all, evidence: all.flatMap((s) => s.evidence) };
}

export type Reading = 'own' | 'others' | 'unsaid';

/** Who read it: a conclusion in the practice's report, or words that say so. */
export function readingOf({ all }: Examination, { tests }: Room): Reading {
  const text = plainly(all.map(wordsAbout).join('; '));
  if (speaksOf(text, tests.reading.others)) return 'others';
  const concluded = all.some((s) => (s.conclusion ?? '').trim() !== '');
  return concluded || speaksOf(text, tests.reading.own) ? 'own' : 'unsaid';
}

const HOSPITAL = /^(?:27[356]|28[1-7])/;

/** `practice`: owns the machine and reads; `reader`: works at a hospital's machine; `hospital`: owns the machine alone. */
export function billerOf({ facts }: Room): 'practice' | 'reader' | 'hospital' {
  const taxonomy = facts.parties.find((p) => p.role === 'billing')?.taxonomy ?? '';
  if (HOSPITAL.test(taxonomy)) return 'hospital';
  return isFacility(facts) ? 'reader' : 'practice';
}

export interface Draft {
  readonly code: string;
  readonly label: string;
  readonly rule: string;
  readonly citation: Citation;
  readonly units?: number;
}

export function lineFor(of: Examination, draft: Draft, { context, facts }: Room): ServiceSuggestion {
  const notes = of.all.flatMap((s) => s.notes.flatMap((n) => n.evidence));
  return service({
    system: SYSTEM.cpt,
    code: draft.code,
    label: procedureLabel(draft.code, context, draft.label),
    date: of.service.date ?? facts.visit.date,
    units: draft.units ?? 1,
    problems: [...new Set(of.all.flatMap((s) => s.reasons))],
    confidence: 0.87,
    evidence: [...of.evidence, ...notes],
    rule: context.rule(draft.rule, draft.citation),
  });
}

export const ask = (
  id: string,
  { service: s }: Examination,
  question: string,
  options: Query['options'],
  citation: Citation,
): Query => ({
  id,
  about: s.id,
  question: `${nameIn(s).split(';')[0]}: ${question}`,
  options,
  citation,
  evidence: s.evidence,
});

export const together = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  services: outputs.flatMap((o) => o.services ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
});
