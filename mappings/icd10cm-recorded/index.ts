/** ICD-10-CM codes the record carries, as they are written in the wild, judged on the date of service (guidelines I.A.19, I.B.2). */
import {
  type CodeEntry,
  type DiagnosisSuggestion,
  guideline,
  isUnder,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type Problem,
  type Query,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { activeSuggestions, untold } from './active.ts';
import { type Candidate, candidatesOf, type Malformed } from './candidates.ts';
import { inactive, malformed, uncoded } from './inactive.ts';
import { belongTogether } from './together.ts';

export const prepare: PrepareFunction = () => (_facts, context) => {
  const outputs = context.problems.map((problem) => codeProblem(problem, context));
  return {
    diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
    uncoded: outputs.flatMap((o) => o.uncoded ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
};

/** Of codes that cannot be reported, the one closest to a billable code is spoken of. */
const CLOSEST = ['header', 'retired', 'not-yet', 'unknown'];

function codeProblem(problem: Problem, context: ModuleContext): ModuleOutput {
  const all = candidatesOf(problem, context);
  const known = all.filter((c): c is Candidate => c.code !== undefined);
  const active = known.flatMap((c) => (c.status.kind === 'active' ? [{ ...c, entry: c.status.entry }] : []));
  const [first, ...rest] = active;
  if (first) return { diagnoses: fromActive(first, rest, known, problem, context) };
  const untellable = known.find((c) => c.status.kind === 'cannot-tell');
  if (untellable) return { diagnoses: [untold(untellable, problem, context)] };
  const [closest] = [...known].sort(
    (a, b) => CLOSEST.indexOf(a.status.kind) - CLOSEST.indexOf(b.status.kind),
  );
  if (closest) return inactive(closest, problem, context);
  const misshapen = all.find((c): c is Malformed => c.code === undefined);
  return misshapen ? malformed(misshapen, problem, context) : icd9Only(problem, context);
}

type Active = Candidate & { readonly entry: CodeEntry };

function fromActive(
  first: Active,
  rest: readonly Active[],
  known: readonly Candidate[],
  problem: Problem,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const others = rest.filter((c) => c.code !== first.code);
  const companions = others.filter((c) => belongTogether(first.code, c.code, context));
  const rivals = others.filter((c) => !companions.includes(c));
  const dead = known.filter((c) => c.status.kind !== 'active' && !isUnder(first.code, c.code));
  return [
    ...activeSuggestions(first, first.entry, problem, context).map((d) =>
      withRivals(d, first, rivals, dead, problem, context),
    ),
    ...companions.flatMap((c) => activeSuggestions(c, c.entry, problem, context)),
  ];
}

/** Codings of one entry that mean different things: the first in force stands, and the clinician is asked. */
function withRivals(
  d: DiagnosisSuggestion,
  first: Active,
  rivals: readonly Active[],
  dead: readonly Candidate[],
  problem: Problem,
  context: ModuleContext,
): DiagnosisSuggestion {
  if (rivals.length + dead.length === 0) return d;
  const query: Query = {
    id: 'codings-disagree',
    about: problem.id,
    question: `The entry carries several ICD-10-CM codes (${[first, ...rivals].map((c) => c.code).join(', ')}). Which one is meant?`,
    options: [first, ...rivals].map((c) => ({ answer: c.entry.title, code: c.code })),
    citation: guideline('I.A.19', context.on),
    evidence: problem.evidence,
  };
  return {
    ...d,
    confidence: rivals.length > 0 ? Number((d.confidence * 0.75).toFixed(3)) : d.confidence,
    alternatives: [
      ...d.alternatives,
      ...rivals.map((c) => ({ code: c.code, why: `Recorded on the same entry: ${c.entry.title}.` })),
      ...dead.map((c) => ({
        code: c.code,
        why: 'Recorded on the same entry, but not in force on the date.',
      })),
    ],
    queries: rivals.length > 0 ? [...d.queries, query] : d.queries,
  };
}

/** ICD-9-CM ended on 30 September 2015; a code of it alone says nothing that can be claimed today. */
function icd9Only(problem: Problem, context: ModuleContext): ModuleOutput {
  const { codings } = problem.concept;
  const icd9 = codings.find((c) => c.system === SYSTEM.icd9cm);
  if (!icd9 || codings.some((c) => c.system === SYSTEM.snomed)) return {};
  const why = `${icd9.code} is an ICD-9-CM code, which is not reported for care after 30 September 2015.`;
  const citation = { source: '45 CFR', section: '162.1002(c)' };
  return context.on < '2015-10-01' ? {} : { uncoded: [uncoded(problem, 'unmapped', why, citation)] };
}
