/** Interpreter `combinations`: combination codes over the diagnoses so far (guidelines I.B.9, I.A.15), rows in order. */
import { type Evidence, evidence, type Facts, type Problem } from '../../chart/index.ts';
import { rememberingEach } from '../../kernel/index.ts';
import { icd10CmCode } from '../../terminology/index.ts';
import { diagnosis, guideline } from '../draft.ts';
import type { Citation, DiagnosisSuggestion, Query } from '../model.ts';
import type { ModuleContext } from '../module.ts';
import { problemsSpokenFor } from '../spoken.ts';
import { type CodeChoice, type CombinationRow, compileRows } from './combinations-table.ts';
import type { Interpreter } from './interpreter.ts';
import { type Asked, askedOf, type CodeTest } from './patterns.ts';
import { type RowIndex, rowIndex, rowKeys } from './row-index.ts';
import { linkDenied } from './unlinked.ts';
import { stated } from './words.ts';

export const combinations: Interpreter = (table, manifest) => {
  const rows = compileRows(table, manifest);
  const index = rowIndex(rows);
  return (facts, context) => {
    const start = startOf(context, index);
    if (start.may.size === 0) return {};
    const state = rows.reduce((s, row) => (s.may.has(row) ? applyRow(row, s, facts, context) : s), start);
    return { diagnoses: [...state.added.values()], queries: state.queries };
  };
};

/** The codes as the rows so far leave them, and what was added on the way. */
interface State extends Meeting {
  readonly codes: readonly DiagnosisSuggestion[];
  readonly added: ReadonlyMap<string, DiagnosisSuggestion>;
  readonly queries: readonly Query[];
}

interface Meeting {
  readonly index: RowIndex;
  /** Rows that the codes may meet: the others need not be looked at. */
  readonly may: ReadonlySet<CombinationRow>;
  readonly asked: Asked;
}

const startOf = ({ diagnoses }: ModuleContext, index: RowIndex): State => ({
  codes: diagnoses,
  ...meetingOf(diagnoses, index),
  added: new Map(),
  queries: [],
});

function meetingOf(diagnoses: readonly DiagnosisSuggestion[], index: RowIndex): Meeting {
  const { keys, asked } = codesOf(diagnoses);
  return { index, may: index(keys), asked };
}

/** One table after the other asks for the same codes. */
const codesOf = rememberingEach((diagnoses: readonly DiagnosisSuggestion[]) => {
  const codes = diagnoses.map((d) => d.code);
  return { keys: rowKeys(codes), asked: askedOf(codes) };
});

/** The diagnoses a row rests on. */
interface Match {
  readonly row: CombinationRow;
  /** Every diagnosis that meets a pattern of `all` or `any`. */
  readonly met: readonly DiagnosisSuggestion[];
  /** One for each pattern: what the row's suggestion speaks for. */
  readonly bearers: readonly DiagnosisSuggestion[];
  readonly words: readonly Evidence[];
}

function applyRow(row: CombinationRow, state: State, facts: Facts, context: ModuleContext): State {
  const match = matchOf(row, state, facts);
  if (!match) return state;
  const codes = row.suggest.flatMap((s) => chosen(s, match.met) ?? []);
  if (codes.length < row.suggest.length || !codes.every((c) => reportable(c, context))) return state;
  const replaced = state.codes.filter((d) => !codes.includes(d.code) && row.replace.some((t) => t(d.code)));
  const fresh = codes.filter((c) => !state.codes.some((d) => d.code === c));
  const asked = row.query ? [...state.queries, queryOf(row, row.query, match, context)] : state.queries;
  // A row that only places a code that is there says it once.
  const placed = state.codes.some(
    (d) => codes.includes(d.code) && row.placement !== 'any' && d.placement !== row.placement,
  );
  if (fresh.length === 0 && replaced.length === 0 && !placed) return { ...state, queries: asked };
  const made = codes.map((code) => suggestion(code, match, replaced, state, context));
  const rewritten = rewrite(state.codes, made, replaced);
  return {
    codes: rewritten,
    ...meetingOf(rewritten, state.index),
    added: record(state.added, made, replaced),
    queries: asked,
  };
}

function matchOf(row: CombinationRow, { codes, asked }: State, facts: Facts): Match | undefined {
  if (!row.all.every(asked.any) || (row.any.length > 0 && !row.any.some(asked.any))) return undefined;
  if (row.none.some(asked.any) || !fits(row, facts)) return undefined;
  const met = asked.places([...row.all, ...row.any]).flatMap((at) => codes[at] ?? []);
  const problems = problemsOf(met, facts);
  const words = wordsFor(row, problems);
  if (!words) return undefined;
  const first = (t: CodeTest) => met.find((d) => t(d.code)) ?? [];
  const bearers = [...row.all.flatMap(first), ...row.any.flatMap(first).slice(0, 1)];
  if (row.all.length > 1 && linkDenied(bearers, problems, facts)) return undefined;
  return { row, met, bearers, words };
}

function fits(row: CombinationRow, { person, visit }: Facts): boolean {
  const { min = 0, max = 999 } = row.age ?? {};
  if (row.age && (person.age === undefined || person.age < min || person.age > max)) return false;
  if (row.pregnant !== undefined && row.pregnant !== (person.pregnant?.value === true)) return false;
  return row.setting?.includes(visit.setting.value) ?? true;
}

const problemsOf = (diagnoses: readonly DiagnosisSuggestion[], facts: Facts): readonly Problem[] =>
  problemsSpokenFor(
    diagnoses.flatMap((d) => d.problems),
    facts,
  );

/** The words the row needs, as evidence; undefined when they are missing or the record contradicts the row. */
function wordsFor(row: CombinationRow, problems: readonly Problem[]): readonly Evidence[] | undefined {
  const texts = problems.flatMap(textsOf);
  if (texts.some((t) => stated(t.words, row.unlessWords))) return undefined;
  if (!row.words) return [];
  const { words } = row;
  const said = texts.find((t) => stated(t.words, words));
  return said && [said];
}

const textsOf = (p: Problem): readonly Evidence[] => [
  evidence(p.evidence[0]?.reference ?? p.id, p.evidence.at(-1)?.path ?? 'Condition.code', p.concept.words),
  ...p.notes.flatMap((n) => n.evidence.map((e) => ({ ...e, words: n.value }))),
];

/** The code a choice gives: `=` is the code that met the pattern; undefined when no pattern is met. */
function chosen(choice: CodeChoice, met: readonly DiagnosisSuggestion[]): string | undefined {
  if (choice.code !== undefined) return choice.code;
  for (const { test, code } of choice.byMatch) {
    const hit = met.find((d) => test(d.code));
    if (hit) return code === '=' ? hit.code : code;
  }
  return undefined;
}

/** A row whose code is not in force on the date is not applied: it must not trade a good code for a bad one. */
function reportable(text: string, { terminology, on }: ModuleContext): boolean {
  const code = icd10CmCode(text);
  return code !== undefined && ['active', 'cannot-tell'].includes(terminology.icd10cm.status(code, on).kind);
}

function suggestion(
  code: string,
  match: Match,
  replaced: readonly DiagnosisSuggestion[],
  state: State,
  context: ModuleContext,
): DiagnosisSuggestion {
  const { row, words } = match;
  const before = state.codes.find((d) => d.code === code);
  // What is replaced goes first: the new code is above all about those problems.
  const sources = [...replaced, ...(before ? [before] : []), ...match.bearers];
  const least = Math.min(...[...match.bearers, ...replaced].map((d) => d.confidence));
  return diagnosis(
    {
      code,
      problems: [...new Set(sources.flatMap((d) => d.problems))],
      confidence: Number((least * row.confidence).toFixed(3)),
      evidence: uniqueEvidence([...sources.flatMap((d) => d.evidence), ...words]),
      rule: context.rule(row.id, citationOf(row, context)),
      replaces: [...new Set(replaced.flatMap((d) => [d.code, ...(state.added.get(d.code)?.replaces ?? [])]))],
      placement: row.placement,
    },
    context.terminology,
    context.on,
  );
}

const citationOf = (row: CombinationRow, { on }: ModuleContext): Citation =>
  typeof row.citation === 'string' ? guideline(row.citation, on) : row.citation;

const uniqueEvidence = (all: readonly Evidence[]): readonly Evidence[] => [
  ...new Map(all.map((e) => [`${e.reference} ${e.path} ${e.words}`, e])).values(),
];

/** New codes stand where the first replaced one stood, so that the record's order is kept. */
function rewrite(
  codes: readonly DiagnosisSuggestion[],
  made: readonly DiagnosisSuggestion[],
  replaced: readonly DiagnosisSuggestion[],
): readonly DiagnosisSuggestion[] {
  const names = new Set(made.map((d) => d.code));
  const at = codes.findIndex((d) => replaced.includes(d) || names.has(d.code));
  const rest = codes.map((d) => (replaced.includes(d) || names.has(d.code) ? undefined : d));
  const place = at < 0 ? codes.length : at;
  return [...rest.slice(0, place), ...made, ...rest.slice(place)].flatMap((d) => d ?? []);
}

function record(
  added: State['added'],
  made: readonly DiagnosisSuggestion[],
  replaced: readonly DiagnosisSuggestion[],
): State['added'] {
  const next = new Map(added);
  for (const d of replaced) next.delete(d.code);
  for (const d of made) {
    const earlier = next.get(d.code);
    next.set(d.code, earlier ? { ...d, replaces: [...new Set([...earlier.replaces, ...d.replaces])] } : d);
  }
  return next;
}

function queryOf(
  row: CombinationRow,
  query: NonNullable<CombinationRow['query']>,
  match: Match,
  context: ModuleContext,
): Query {
  const options = query.options.map(({ answer, choice }) => {
    const code = choice && chosen(choice, match.met);
    return code && reportable(code, context) ? { answer, code } : { answer };
  });
  return {
    id: query.id,
    about: match.bearers[0]?.problems[0] ?? row.id,
    question: query.question,
    options,
    citation: citationOf(row, context),
    evidence: uniqueEvidence([...match.bearers.flatMap((d) => d.evidence), ...match.words]),
  };
}
