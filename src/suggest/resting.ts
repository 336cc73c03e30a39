/** Short ways for a combinations module: a code that rests on diagnoses already made, a question about one, words of a problem. */
import type { Evidence, Facts, Problem } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { icd10CmCode, type Terminology } from '../terminology/index.ts';
import { diagnosis, guideline } from './draft.ts';
import { stated } from './interpreters/words.ts';
import type { Citation, DiagnosisSuggestion, Query, RuleRef } from './model.ts';
import { problemsSpokenFor } from './spoken.ts';

/** What these need of a module's context. */
export interface Ground {
  readonly on: ServiceDate;
  readonly terminology: Terminology;
  rule(id: string, citation: Citation): RuleRef;
}

export interface Rest {
  /** The rule's id, and the section of the guidelines it is. */
  readonly rule: string;
  readonly section: string;
  /** The factor by which the rule is less sure than what it rests on. */
  readonly sure?: number;
  readonly evidence?: readonly Evidence[];
  readonly placement?: DiagnosisSuggestion['placement'];
  readonly replaces?: readonly DiagnosisSuggestion[];
}

/** The problems, the evidence and the least confidence of what the code rests on. */
export function resting(
  code: string,
  on: readonly DiagnosisSuggestion[],
  { rule, section, sure = 0.95, evidence = [], placement = 'any', replaces = [] }: Rest,
  context: Ground,
): DiagnosisSuggestion {
  const sources = [...replaces, ...on];
  const least = Math.min(0.95, ...sources.map((d) => d.confidence));
  return diagnosis(
    {
      code,
      problems: [...new Set(sources.flatMap((d) => d.problems))],
      confidence: Number((least * sure).toFixed(3)),
      evidence: uniqueEvidence([...sources.flatMap((d) => d.evidence), ...evidence]),
      rule: context.rule(rule, guideline(section, context.on)),
      placement,
      replaces: replaces.map((d) => d.code).filter((c) => c !== code),
    },
    context.terminology,
    context.on,
  );
}

/** Options keep their codes only where these may be reported on the date. */
export function asking(
  id: string,
  about: DiagnosisSuggestion | Problem,
  { question, options, section }: { question: string; options: Query['options']; section: string },
  context: Ground,
): Query {
  const subject = 'problems' in about ? (about.problems[0] ?? about.code) : about.id;
  return {
    id,
    about: subject,
    question,
    options: options.map(({ answer, code }) =>
      code && reportableOn(code, context) ? { answer, code } : { answer },
    ),
    citation: guideline(section, context.on),
    evidence: about.evidence,
  };
}

/** Whether a code may be claimed on the date, or no release can tell. */
export function reportableOn(text: string, { terminology, on }: Pick<Ground, 'on' | 'terminology'>): boolean {
  const code = icd10CmCode(text);
  return code !== undefined && ['active', 'cannot-tell'].includes(terminology.icd10cm.status(code, on).kind);
}

/** The problems a diagnosis speaks for. */
export const problemsBehind = (d: DiagnosisSuggestion, facts: Facts): readonly Problem[] =>
  problemsSpokenFor(d.problems, facts);

/** Words and notes of a problem. Titles of codings are left out: they are the classification's words, not the record's. */
export const ownWordsOf = (p: Problem): readonly string[] => [
  p.concept.words,
  ...p.notes.map((n) => n.value),
];

/** The first phrase that the problems behind a diagnosis state and do not deny. */
export const statedOf = (
  d: DiagnosisSuggestion,
  facts: Facts,
  phrases: readonly string[],
): string | undefined =>
  problemsBehind(d, facts)
    .flatMap(ownWordsOf)
    .flatMap((text) => stated(text, phrases) ?? [])[0];

const uniqueEvidence = (all: readonly Evidence[]): readonly Evidence[] => [
  ...new Map(all.map((e) => [`${e.reference} ${e.path} ${e.words}`, e])).values(),
];
