/** An unspecified code becomes the one sibling whose every further word the record states (guidelines I.A.9.b, I.B.2, I.B.13). */
import type { Problem } from '../chart/index.ts';
import { remembering, rememberingEach, type ServiceDate } from '../kernel/index.ts';
import { type CodeEntry, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import { isAsWritten, stated } from './interpreters/words.ts';
import type { DiagnosisSuggestion } from './model.ts';
import { entrySide, sideInTitle, wordsSaid } from './narrow.ts';
import { entryWords, titleWords } from './title-words.ts';

/** A category wider than this is not read through: its codes are other diseases. */
const WIDEST = 250;
/** What is "other" than its siblings is not told by words that they share. */
const RESIDUAL = /\bother\b|\bnot elsewhere classified\b/i;
/** Words of an unspecified title that a more specific one may leave out. */
const SILENT = new Set(['uncomplicated', 'complication', 'complications', 'organism', 'type', 'site']);
/** A coder keeps what the words say nearly as often as what the code said. */
const SURE = 0.95;

export function specify(
  diagnoses: readonly DiagnosisSuggestion[],
  problems: readonly Problem[],
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const byId = new Map(problems.map((p) => [p.id, p]));
  return diagnoses.map((d) => {
    const [id, ...more] = d.problems;
    const problem = id === undefined || more.length > 0 ? undefined : byId.get(id);
    if (!problem || !/\bunspecified\b/i.test(d.title) || /^[RV-Z]/.test(d.code)) return d;
    const better = said(d, problem, terminology, on);
    return better ? specified(d, better, on) : d;
  });
}

function specified(d: DiagnosisSuggestion, better: CodeEntry, on: ServiceDate): DiagnosisSuggestion {
  return {
    ...d,
    code: better.code,
    title: better.title,
    confidence: Number((d.confidence * SURE).toFixed(3)),
    rule: { ...d.rule, rule: 'specified-by-words', citation: guideline('I.A.9.b', on) },
    alternatives: [{ code: d.code, why: 'The unspecified code, as recorded or mapped.' }, ...d.alternatives],
    // What was asked about the unspecified code is answered, or is asked again of the new one.
    queries: d.queries.filter((q) => !q.options.some((o) => o.code?.startsWith(d.code.slice(0, 3)))),
  };
}

/** The one code of the category that says more than this one, all of it in the record's words. */
function said(
  d: DiagnosisSuggestion,
  problem: Problem,
  terminology: Terminology,
  on: ServiceDate,
): CodeEntry | undefined {
  const text = wordsSaid(problem);
  const side = problem.side?.value ?? sideInTitle(text);
  // Neither a word nor a side: nothing says more than the code.
  if (side === undefined && !/\w/.test(text)) return undefined;
  const own = titleWords(d.title);
  const category = icd10CmCode(d.code.slice(0, 3));
  const all = category ? terminology.icd10cm.billableUnder(category, on) : [];
  if (all.length > WIDEST || (side === undefined && !isTold(text, own, all))) return undefined;
  const seventh = d.code.replace('.', '').slice(6);
  const kept = [...own].filter((w) => !SILENT.has(w));
  const ownSide = sideInTitle(d.title);
  // Titles of one category share their words.
  const says = remembering((w) => stated(text, [w]) !== undefined, 1_000);
  const fitting = all.filter((e) => {
    if (e.code === d.code || e.code.slice(7) !== seventh) return false;
    const words = entryWords(e);
    if (!kept.every((w) => words.has(w)) || isResidual(e)) return false;
    const named = entrySide(e);
    if (named !== undefined && named !== side) return false;
    const further = [...words].filter((w) => !own.has(w) && !(w === 'unilateral' && side));
    return (further.length > 0 || (named !== undefined && ownSide === undefined)) && further.every(says);
  });
  return mostSaid(fitting);
}

/** Whether the text has a word that a title beside the code has and its own has not. */
function isTold(text: string, own: ReadonlySet<string>, beside: readonly CodeEntry[]): boolean {
  const words = wordsBeside(beside);
  return !isAsWritten(text) || [...titleWords(text)].some((w) => words.has(w) && !own.has(w));
}

const wordsBeside = rememberingEach(
  (entries: readonly CodeEntry[]) => new Set(entries.flatMap((e) => [...entryWords(e)])),
);

const isResidual: (entry: CodeEntry) => boolean = rememberingEach(({ title }) => RESIDUAL.test(title));

/** Of several the one that says most; two that say as much are no choice. */
function mostSaid(entries: readonly CodeEntry[]): CodeEntry | undefined {
  const ranked = entries
    .map((e) => ({ e, said: entryWords(e).size + (entrySide(e) ? 1 : 0) }))
    .sort((a, b) => b.said - a.said);
  const [first, second] = ranked;
  return first && first.said !== second?.said ? first.e : undefined;
}
