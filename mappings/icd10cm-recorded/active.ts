/** A recorded code that is in force: suggested as recorded, with the side the record gives and what the record contradicts. */
import {
  type Alternative,
  type CodeEntry,
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  guideline,
  icd10CmCode,
  type ModuleContext,
  type Problem,
  type Query,
  sideInTitle,
} from '../../src/suggest/module.ts';
import type { Candidate, Origin } from './candidates.ts';
import { type Disagreement, disagreementOf } from './disagreement.ts';
import { mirrored, sidedSiblings, sideOptions } from './side.ts';

/** Starting values; the accuracy bench calibrates. */
const CONFIDENCE: Readonly<Record<Origin, number>> = {
  recorded: 0.95,
  'recorded-as-icd-10': 0.85,
  'recorded-without-system': 0.75,
  'recorded-under-other-system': 0.7,
};

export function activeSuggestions(
  candidate: Candidate,
  entry: CodeEntry,
  problem: Problem,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const side = problem.side?.value ?? sideInTitle(problem.concept.words);
  const sided = side && !sideInTitle(entry.title) ? sidedSiblings(entry, side, context) : [];
  if (sided.length > 0) return sided.map((e) => sidedSuggestion(e, entry, candidate, problem, context));
  const disagreement = disagreementOf(entry, problem, candidate.coding.display);
  return [asRecorded(candidate, entry, problem, disagreement, context)];
}

/** Guideline I.B.13: the record's side is used, the unspecified code recorded stays as the alternative. */
function sidedSuggestion(
  sided: CodeEntry,
  recorded: CodeEntry,
  candidate: Candidate,
  problem: Problem,
  context: ModuleContext,
): DiagnosisSuggestion {
  const evidence: readonly Evidence[] = [...problem.evidence, ...(problem.side?.evidence ?? [])];
  return diagnosis(
    {
      code: sided.code,
      problems: [problem.id],
      confidence: rounded(CONFIDENCE[candidate.origin] * 0.95),
      evidence,
      rule: context.rule('recorded-side', guideline('I.B.13', context.on)),
      alternatives: [{ code: recorded.code, why: 'The code as recorded, which leaves the side open.' }],
    },
    context.terminology,
    context.on,
  );
}

function asRecorded(
  candidate: Candidate,
  entry: CodeEntry,
  problem: Problem,
  disagreement: Disagreement | undefined,
  context: ModuleContext,
): DiagnosisSuggestion {
  const open = disagreement ? undefined : sideQuery(entry, problem, context);
  const doubt = disagreement ? [disagreementQuery(entry, disagreement, problem, context)] : [];
  return diagnosis(
    {
      code: entry.code,
      problems: [problem.id],
      confidence: rounded(CONFIDENCE[candidate.origin] * (disagreement ? 0.8 : 1)),
      evidence: problem.evidence,
      rule: context.rule(candidate.origin, guideline('I.A.19', context.on)),
      alternatives: disagreement ? meant(entry, disagreement, context) : [],
      queries: [...doubt, ...(open ? [open] : [])],
    },
    context.terminology,
    context.on,
  );
}

const rounded = (n: number): number => Number(n.toFixed(3));

/** The code the words would mean, where only the side differs. */
function meant(entry: CodeEntry, d: Disagreement, context: ModuleContext): readonly Alternative[] {
  const side = sideInTitle(d.words);
  const other = d.where === 'side' && side ? mirrored(entry, side, context) : undefined;
  return other ? [{ code: other.code, why: `The record's words say ${d.words}.` }] : [];
}

function disagreementQuery(
  entry: CodeEntry,
  d: Disagreement,
  problem: Problem,
  context: ModuleContext,
): Query {
  const [other] = meant(entry, d, context);
  return {
    id: 'code-and-words-disagree',
    about: problem.id,
    question: `${entry.code} means "${entry.title}", but the record's words say ${d.words}. Which is right?`,
    options: [
      { answer: d.code, code: entry.code },
      other ? { answer: d.words, code: other.code } : { answer: d.words },
    ],
    citation: guideline(d.where === 'side' ? 'I.B.13' : 'I.A.19', context.on),
    evidence: [...problem.evidence, ...(problem.side?.evidence ?? [])],
  };
}

/** A code for an unspecified side is kept, and the side is asked for (guideline I.B.13). */
function sideQuery(entry: CodeEntry, problem: Problem, context: ModuleContext): Query | undefined {
  if (!/\bunspecified\b/i.test(entry.title)) return undefined;
  const options = sideOptions(entry, context);
  if (options.length < 2) return undefined;
  return {
    id: 'laterality',
    about: problem.id,
    question: `Which side is affected: ${entry.title}?`,
    options,
    citation: guideline('I.B.13', context.on),
    evidence: problem.evidence,
  };
}

/** No release covers the date: the code is kept as recorded, and the edits will say that they cannot tell. */
export function untold(candidate: Candidate, problem: Problem, context: ModuleContext): DiagnosisSuggestion {
  const title = candidate.coding.display ?? (problem.concept.words || candidate.code);
  return diagnosis(
    {
      code: icd10CmCode(candidate.code) ?? candidate.code,
      title,
      problems: [problem.id],
      confidence: rounded(CONFIDENCE[candidate.origin] * 0.65),
      evidence: problem.evidence,
      rule: context.rule('recorded-not-verifiable', guideline('I.A.19', context.on)),
    },
    context.terminology,
    context.on,
  );
}
