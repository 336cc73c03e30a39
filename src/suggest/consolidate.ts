/** Makes one list of what the modules said: one code once, one module's word per problem, replaced codes out. */
import type { Evidence } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { isUnder } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion, Query, ServiceSuggestion } from './model.ts';
import { orderModifiers } from './modifier-order.ts';

export { orderModifiers } from './modifier-order.ts';

/**
 * For each problem the most confident module speaks; what others said becomes an alternative, and a query when it is
 * another condition and not just a less specific code of the same one.
 */
export function chooseByProblem(
  all: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const speaker = speakers(all);
  const chosen: DiagnosisSuggestion[] = [];
  const beaten = new Map<string, DiagnosisSuggestion[]>();
  for (const d of all) {
    // A code that speaks for no problem (for the visit, for a measurement) has no rival.
    if (d.problems.length === 0 || d.problems.some((p) => speaker.get(p) === d.rule.module)) chosen.push(d);
    else for (const p of d.problems) add(beaten, p, d);
  }
  return chosen.map((d) => withBeaten(d, beaten, on));
}

/** A reading that is half as sure as the one chosen is an alternative, not a contradiction. */
const WEIGHTY = 0.6;

const add = <T>(lists: Map<string, T[]>, key: string, item: T): void => {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
};

function speakers(all: readonly DiagnosisSuggestion[]): ReadonlyMap<string, string> {
  const best = new Map<string, DiagnosisSuggestion>();
  for (const d of all) {
    for (const p of d.problems) {
      const rival = best.get(p);
      if (!rival || d.confidence > rival.confidence) best.set(p, d);
    }
  }
  return new Map([...best].map(([p, d]) => [p, d.rule.module]));
}

function withBeaten(
  d: DiagnosisSuggestion,
  beaten: ReadonlyMap<string, readonly DiagnosisSuggestion[]>,
  on: ServiceDate,
): DiagnosisSuggestion {
  const about = new Set(d.problems.flatMap((p) => beaten.get(p) ?? []));
  const rivals = [...about].filter((b) => b.code !== d.code);
  if (rivals.length === 0) return d;
  const alternatives = rivals.map((r) => ({ code: r.code, why: `${r.rule.module} reads the record so` }));
  const other = rivals.find(
    (r) => r.code.slice(0, 3) !== d.code.slice(0, 3) && r.confidence >= d.confidence * WEIGHTY,
  );
  return {
    ...d,
    alternatives: [...d.alternatives, ...alternatives],
    queries: other ? [...d.queries, disagreement(d, other, on)] : d.queries,
  };
}

function disagreement(d: DiagnosisSuggestion, other: DiagnosisSuggestion, on: ServiceDate): Query {
  return {
    id: 'codings-disagree',
    about: d.problems[0] ?? d.code,
    question: `The record's codings mean different conditions (${d.code}, ${other.code}). Which one is meant?`,
    options: [d, other].map((x) => ({ answer: x.title, code: x.code })),
    citation: guideline('I.A.19', on),
    evidence: unique([...d.evidence, ...other.evidence]),
  };
}

/** The same code from several problems or modules is one suggestion with all its evidence (guideline I.B.12). */
export function mergeDiagnoses(all: readonly DiagnosisSuggestion[]): readonly DiagnosisSuggestion[] {
  const byCode = new Map<string, DiagnosisSuggestion[]>();
  for (const d of all) add(byCode, d.code, d);
  return [...byCode.values()].map((same) => mergeSame(same));
}

/** All of one code at once: a chart may say the same a thousand times. The surest leads, the first among equals. */
function mergeSame(same: readonly DiagnosisSuggestion[]): DiagnosisSuggestion {
  const lead = same.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  if (same.length === 1) return lead;
  return {
    ...lead,
    problems: [...new Set(same.flatMap((d) => d.problems))],
    evidence: unique(same.flatMap((d) => d.evidence)),
    alternatives: uniqueBy(
      same.flatMap((d) => d.alternatives),
      (x) => x.code,
    ),
    queries: uniqueBy(
      same.flatMap((d) => d.queries),
      (q) => `${q.id} ${q.about}`,
    ),
    replaces: [...new Set(same.flatMap((d) => d.replaces))],
    placement: same.find((d) => d.placement !== 'any')?.placement ?? 'any',
  };
}

/** Adds later suggestions and takes out what they replace (combination codes, guideline I.B.9). */
export function applyCombinations(
  before: readonly DiagnosisSuggestion[],
  added: readonly DiagnosisSuggestion[],
): readonly DiagnosisSuggestion[] {
  const merged = mergeDiagnoses([...before, ...added]);
  const replaced = replacedBy(added, (_d, code) => code);
  return merged.filter((d) => !replaced.has(d.code));
}

/** Codes that others replace. Of two that would replace each other the first to say so stays: never do both go. */
function replacedBy<T extends { readonly code: string; readonly replaces: readonly string[] }>(
  all: readonly T[],
  key: (t: T, code: string) => string,
): ReadonlySet<string> {
  const by = new Map<string, Set<string>>();
  const leadsTo = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(by.get(from) ?? [])].some((next) => leadsTo(next, to, seen));
  };
  for (const t of all) {
    const heir = key(t, t.code);
    for (const gone of t.replaces.map((code) => key(t, code))) {
      if (!leadsTo(heir, gone)) by.set(gone, (by.get(gone) ?? new Set()).add(heir));
    }
  }
  return new Set(by.keys());
}

/** One line per code and day: modifiers united, the later stage's place of service, the first worksheet. */
export function mergeServices(
  before: readonly ServiceSuggestion[],
  added: readonly ServiceSuggestion[],
): readonly ServiceSuggestion[] {
  const lines = new Map<string, ServiceSuggestion>();
  for (const s of before) put(lines, keyOf(s), s);
  const open = new Map<string, string[]>();
  for (const [key, line] of lines) add(open, onDay(line, line.code), key);
  const known = new Map<string, string>();
  for (const s of added) {
    const own = keyOf(s);
    const key = known.get(own) ?? (lines.has(own) ? own : spokenOf(s, open, lines));
    if (key !== own) {
      known.set(own, key);
      const day = onDay(s, s.code);
      open.set(
        day,
        (open.get(day) ?? []).filter((k) => k !== key),
      );
    }
    put(lines, key, s);
  }
  const replaced = replacedBy(added, onDay);
  return [...lines.values()].filter((s) => !replaced.has(onDay(s, s.code)));
}

const onDay = (s: ServiceSuggestion, code: string): string => `${code} ${s.date ?? ''}`;
const keyOf = (s: ServiceSuggestion): string => `${onDay(s, s.code)} ${apart(s).join()}`;

/** A later stage that adds a side or a distinct service to a line speaks of that line, not of a second one. */
function spokenOf(
  s: ServiceSuggestion,
  open: ReadonlyMap<string, readonly string[]>,
  lines: ReadonlyMap<string, ServiceSuggestion>,
): string {
  const own = apart(s);
  const told = (open.get(onDay(s, s.code)) ?? []).flatMap((key) => {
    const line = lines.get(key);
    const marks = line ? apart(line) : [];
    return marks.every((m) => own.includes(m)) ? [{ key, marks: marks.length }] : [];
  });
  const [closest] = told.sort((a, b) => b.marks - a.marks);
  return closest?.key ?? keyOf(s);
}

function put(lines: Map<string, ServiceSuggestion>, key: string, s: ServiceSuggestion): void {
  const first = lines.get(key);
  lines.set(key, first ? mergeService(first, s) : { ...s, modifiers: orderModifiers(s.modifiers) });
}

/** Modifiers that make two lines of one code and day; what is recorded twice without one is one line, and asked about. */
const apart = (s: ServiceSuggestion): readonly string[] =>
  s.modifiers
    .map((m) => m.code)
    .filter((m) => /^(LT|RT|F[A1-9]|T[A1-9]|E[1-4]|76|77|91|59|X[ESPU]|JW)$/.test(m))
    .sort();

function mergeService(a: ServiceSuggestion, b: ServiceSuggestion): ServiceSuggestion {
  const drug = a.ndc ?? b.ndc;
  return {
    ...a,
    modifiers: orderModifiers(uniqueBy([...a.modifiers, ...b.modifiers], (m) => m.code)),
    units: Math.max(a.units, b.units),
    placeOfService: b.placeOfService ?? a.placeOfService,
    problems: b.narrowed ? b.problems : [...new Set([...a.problems, ...b.problems])],
    confidence: Math.min(a.confidence, b.confidence),
    evidence: unique([...a.evidence, ...b.evidence]),
    alternatives: uniqueBy([...a.alternatives, ...b.alternatives], (x) => x.code),
    queries: uniqueBy([...a.queries, ...b.queries], (q) => `${q.id} ${q.about}`),
    worksheet: a.worksheet ?? b.worksheet,
    replaces: [...new Set([...a.replaces, ...b.replaces])],
    ...(drug ? { ndc: drug } : {}),
  };
}

/** The first of each key, in the order given. */
export function uniqueBy<T>(all: readonly T[], key: (t: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const t of all) if (!first.has(key(t))) first.set(key(t), t);
  return [...first.values()];
}

const unique = (all: readonly Evidence[]): readonly Evidence[] =>
  uniqueBy(all, (e) => `${e.reference} ${e.path} ${e.words}`);

/** Whether a code is one of the nodes or lies below one. */
export const underAny = (code: string, nodes: readonly string[]): boolean =>
  nodes.some((n) => isUnder(code, n));
