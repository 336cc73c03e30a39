/** An unspecified code asks for the more specific ones beside it in the release (guidelines I.A.9.b, I.B.18): a question, never a guess. */
import type { Problem } from '../chart/index.ts';
import { rememberingEach, type ServiceDate } from '../kernel/index.ts';
import { type CodeEntry, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion, Query } from './model.ts';
import { entryWords, titleWords } from './title-words.ts';

/** More answers than this help nobody. */
const MAX_OPTIONS = 8;
/** A category wider than this is not read through: its codes are other diseases. */
const WIDEST = 250;

const UNSPECIFIED = /\bunspecified\b/i;
/** Titles that answer no question: they are as vague as the one that is asked about. */
const VAGUE = /\bunspecified\b|^other\b|\bother specified\b|\bnot elsewhere classified\b/i;

const isVague: (entry: CodeEntry) => boolean = rememberingEach(({ title }) => VAGUE.test(title));

/** What a query needs besides the code. */
export interface Asking {
  readonly problems: ReadonlyMap<string, Problem>;
  /** Queries that are open already, by what they are about. */
  readonly asked: ReadonlyMap<string, readonly Query[]>;
  readonly terminology: Terminology;
  readonly on: ServiceDate;
}

/** One question for each unspecified code that no module has asked about. */
export function specificityQueries(
  diagnoses: readonly DiagnosisSuggestion[],
  asking: Asking,
): readonly Query[] {
  return diagnoses.flatMap((d) => {
    if (!UNSPECIFIED.test(d.title) || !isDisease(d.code) || isAsked(d, asking)) return [];
    const options = siblings(d, asking);
    return options.length > 1 ? [queryOf(d, options, asking)] : [];
  });
}

/** Symptoms, external causes and Z codes stay as they are: a fever is a fever until somebody knows its cause. */
const isDisease = (code: string): boolean => !/^[RV-Z]/.test(code);

/** A question that offers a code of the same category is the same question. */
function isAsked(d: DiagnosisSuggestion, { asked }: Asking): boolean {
  const category = d.code.slice(0, 3);
  const about = [...d.problems, d.code].flatMap((id) => asked.get(id) ?? []);
  return [...d.queries, ...about].some((q) => q.options.some((o) => o.code?.startsWith(category)));
}

function queryOf(d: DiagnosisSuggestion, options: readonly CodeEntry[], { problems, on }: Asking): Query {
  const [about = d.code] = d.problems;
  const words = problems.get(about)?.concept.words.slice(0, 120);
  return {
    id: 'specificity',
    about,
    question: `${words || d.title}: the code is ${d.code}, ${d.title}. Which of these does the record support?`,
    options: options.map((e) => ({ answer: e.title, code: e.code })),
    citation: guideline('I.A.9.b', on),
    evidence: d.evidence,
  };
}

/** The codes beside it, from its own parent outward, as far as they are few enough to choose from. */
function siblings(d: DiagnosisSuggestion, { terminology, on }: Asking): readonly CodeEntry[] {
  const plain = d.code.replace('.', '');
  const seventh = plain.slice(6);
  for (let length = Math.min(plain.length, 6) - 1; length >= 3; length -= 1) {
    const parent = icd10CmCode(plain.slice(0, length));
    const all = parent ? terminology.icd10cm.billableUnder(parent, on) : [];
    if (all.length > WIDEST) return [];
    // "Other and unspecified asthma" holds the leftovers: what is asked for lies beside it.
    if (parent && length > 3 && VAGUE.test(terminology.icd10cm.lookup(parent, on)?.title ?? '')) continue;
    const own = all.filter((e) => e.code !== d.code && e.code.replace('.', '').slice(6) === seventh);
    const telling = own.filter((e) => !isVague(e));
    if (telling.length > 1 && telling.length <= MAX_OPTIONS) return telling;
    const closest = parent && telling.length > MAX_OPTIONS ? oneOfEach(telling, d, length) : [];
    if (closest.length > 0) return closest;
  }
  return [];
}

/** Of each branch the code that keeps what else the title says: severities of asthma, all of them uncomplicated. */
function oneOfEach(
  telling: readonly CodeEntry[],
  d: DiagnosisSuggestion,
  parent: number,
): readonly CodeEntry[] {
  const said = titleWords(d.title);
  const branches = Map.groupBy(telling, (e) => e.code.replace('.', '').slice(0, parent + 1));
  const best = [...branches.values()].map((branch) => closestTo(said, branch));
  return best.length > 1 && best.length <= MAX_OPTIONS ? best.flatMap((e) => e ?? []) : [];
}

function closestTo(said: ReadonlySet<string>, branch: readonly CodeEntry[]): CodeEntry | undefined {
  const distance = (e: CodeEntry): number => {
    const words = entryWords(e);
    const shared = [...words].filter((w) => said.has(w)).length;
    return words.size - 3 * shared;
  };
  return branch.reduce<{ e: CodeEntry; at: number } | undefined>((best, e) => {
    const at = distance(e);
    return best === undefined || at < best.at ? { e, at } : best;
  }, undefined)?.e;
}
