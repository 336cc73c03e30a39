/** Recorded codes that may not be reported on the date: categories, retired, not yet valid and unknown codes. Asked about, never guessed. */
import {
  type Citation,
  type CodeEntry,
  diagnosis,
  guideline,
  type ModuleContext,
  type ModuleOutput,
  narrow,
  type Problem,
  type Query,
  type Uncoded,
} from '../../src/suggest/module.ts';
import type { Candidate, Malformed } from './candidates.ts';

/** More answers than this help nobody; the rest is named in the question. */
const MAX_OPTIONS = 12;

/** HIPAA: the code set valid when the care was given. */
const VALID_WHEN: Citation = { source: '45 CFR', section: '162.1011' };

export function malformed({ coding }: Malformed, problem: Problem, context: ModuleContext): ModuleOutput {
  const why = `"${coding.code.slice(0, 40)}" has not the form of an ICD-10-CM code.`;
  return { uncoded: [uncoded(problem, 'unmapped', why, guideline('I.A.2', context.on))] };
}

export function inactive(candidate: Candidate, problem: Problem, context: ModuleContext): ModuleOutput {
  const { code, status } = candidate;
  switch (status.kind) {
    case 'header':
      return category(status.entry, problem, context);
    case 'retired':
      return retired(candidate, status.lastDay, status.successors, problem, context);
    case 'not-yet': {
      const why = `${code} is valid only from ${status.from}, after this date of service.`;
      return { uncoded: [uncoded(problem, 'unmapped', why, VALID_WHEN)] };
    }
    case 'unknown': {
      const why = `${code} is not a code of ${status.release.title}.`;
      return { uncoded: [uncoded(problem, 'unmapped', why, VALID_WHEN)] };
    }
    default:
      return {};
  }
}

/** A category is suggested as the one code below it that the record's words or side name; else it is asked about. */
function category(header: CodeEntry, problem: Problem, context: ModuleContext): ModuleOutput {
  const below = context.terminology.icd10cm.billableUnder(header.code, context.on);
  const { options, byRecord } = narrow(header, below, problem);
  const [only] = options;
  if (only && options.length === 1 && byRecord) return named(only, header, problem, context, below);
  const why = `${header.code} (${header.title}) has subdivisions and is not billable; it needs more characters.`;
  return {
    uncoded: [uncoded(problem, 'unbillable', why, guideline('I.B.2', context.on))],
    queries: [categoryQuery(header, options, problem, context)],
  };
}

function named(
  entry: CodeEntry,
  header: CodeEntry,
  problem: Problem,
  context: ModuleContext,
  below: readonly CodeEntry[],
): ModuleOutput {
  const others = below.filter((e) => e !== entry);
  const suggestion = diagnosis(
    {
      code: entry.code,
      problems: [problem.id],
      confidence: 0.75,
      evidence: [...problem.evidence, ...(problem.side?.evidence ?? [])],
      rule: context.rule('category-specified-by-words', guideline('I.B.2', context.on)),
      alternatives: [{ code: header.code, why: 'The code as recorded: a category, not billable.' }],
      queries: [categoryQuery(header, [entry, ...others], problem, context)],
    },
    context.terminology,
    context.on,
  );
  return { diagnoses: [suggestion] };
}

function categoryQuery(
  header: CodeEntry,
  options: readonly CodeEntry[],
  problem: Problem,
  context: ModuleContext,
): Query {
  const more =
    options.length > MAX_OPTIONS ? ` (${options.length - MAX_OPTIONS} more codes below ${header.code})` : '';
  return {
    id: 'more-characters',
    about: problem.id,
    question: `Which of these is meant by ${header.code}, ${header.title}${more}?`,
    options: options.slice(0, MAX_OPTIONS).map((e) => ({ answer: e.title, code: e.code })),
    citation: guideline('I.B.2', context.on),
    evidence: problem.evidence,
  };
}

/** One successor is still a question: a retired code is split or merged because its meaning changed. */
function retired(
  { code }: Candidate,
  lastDay: string,
  successors: readonly CodeEntry['code'][],
  problem: Problem,
  context: ModuleContext,
): ModuleOutput {
  const named = successors.length > 0 ? ` In its place: ${successors.slice(0, MAX_OPTIONS).join(', ')}.` : '';
  const options = successors.slice(0, MAX_OPTIONS).map((s) => ({
    answer: context.terminology.icd10cm.lookup(s, context.on)?.title ?? s,
    code: s,
  }));
  const query: Query = {
    id: 'retired-code',
    about: problem.id,
    question: `${code} was valid until ${lastDay}. Which code describes the condition now?`,
    options,
    citation: VALID_WHEN,
    evidence: problem.evidence,
  };
  return {
    uncoded: [uncoded(problem, 'unbillable', `${code} was valid until ${lastDay}.${named}`, VALID_WHEN)],
    queries: [query],
  };
}

export function uncoded(
  problem: Problem,
  reason: Uncoded['reason'],
  explanation: string,
  citation: Citation,
): Uncoded {
  return { about: problem.id, reason, explanation, citation, evidence: problem.evidence };
}
