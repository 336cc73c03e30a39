/** Makes one list of what the modules said: one code once, one module's word per problem, replaced codes out. */
import type { Evidence } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { isUnder } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion, ModifierSuggestion, Query, ServiceSuggestion } from './model.ts';

/**
 * For each problem the most confident module speaks; what others said becomes an alternative, and a query when it is
 * another condition and not just a less specific code of the same one.
 */
export function chooseByProblem(
  all: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const speaker = speakers(all);
  const chosen = all.filter((d) => d.problems.some((p) => speaker.get(p) === d.rule.module));
  const beaten = all.filter((d) => !chosen.includes(d));
  return chosen.map((d) => withBeaten(d, beaten, on));
}

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
  beaten: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): DiagnosisSuggestion {
  const rivals = beaten.filter((b) => b.code !== d.code && b.problems.some((p) => d.problems.includes(p)));
  if (rivals.length === 0) return d;
  const alternatives = rivals.map((r) => ({ code: r.code, why: `${r.rule.module} reads the record so` }));
  const other = rivals.find((r) => r.code.slice(0, 3) !== d.code.slice(0, 3));
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
  const byCode = new Map<string, DiagnosisSuggestion>();
  for (const d of all) {
    const first = byCode.get(d.code);
    byCode.set(d.code, first ? mergeDiagnosis(first, d) : d);
  }
  return [...byCode.values()];
}

function mergeDiagnosis(a: DiagnosisSuggestion, b: DiagnosisSuggestion): DiagnosisSuggestion {
  const lead = b.confidence > a.confidence ? b : a;
  return {
    ...lead,
    problems: [...new Set([...a.problems, ...b.problems])],
    evidence: unique([...a.evidence, ...b.evidence]),
    alternatives: uniqueBy([...a.alternatives, ...b.alternatives], (x) => x.code),
    queries: uniqueBy([...a.queries, ...b.queries], (q) => `${q.id} ${q.about}`),
    replaces: [...new Set([...a.replaces, ...b.replaces])],
    placement: a.placement === 'any' ? b.placement : a.placement,
  };
}

/** Adds later suggestions and takes out what they replace (combination codes, guideline I.B.9). */
export function applyCombinations(
  before: readonly DiagnosisSuggestion[],
  added: readonly DiagnosisSuggestion[],
): readonly DiagnosisSuggestion[] {
  const merged = mergeDiagnoses([...before, ...added]);
  const replaced = new Set(added.flatMap((d) => d.replaces.filter((code) => code !== d.code)));
  return merged.filter((d) => !replaced.has(d.code));
}

/** One line per code and day: modifiers united, the later stage's place of service, the first worksheet. */
export function mergeServices(
  before: readonly ServiceSuggestion[],
  added: readonly ServiceSuggestion[],
): readonly ServiceSuggestion[] {
  const byLine = new Map<string, ServiceSuggestion>();
  const all = [...before, ...added];
  for (const s of all) {
    const key = `${s.code} ${s.date ?? ''} ${lineOf(s)}`;
    const first = byLine.get(key);
    byLine.set(key, first ? mergeService(first, s) : s);
  }
  const replaced = new Set(
    added.flatMap((s) => s.replaces.filter((c) => c !== s.code).map((c) => `${c} ${s.date ?? ''}`)),
  );
  return [...byLine.values()].filter((s) => !replaced.has(`${s.code} ${s.date ?? ''}`));
}

/** Two recorded services of one code on one day are two lines unless a later stage speaks of the same code. */
const lineOf = (s: ServiceSuggestion): string =>
  s.modifiers
    .filter((m) => /^(LT|RT|F[A1-9]|T[A1-9]|E[1-4]|76|77|91|59|X[ESPU])$/.test(m.code))
    .map((m) => m.code)
    .join();

function mergeService(a: ServiceSuggestion, b: ServiceSuggestion): ServiceSuggestion {
  return {
    ...a,
    modifiers: orderModifiers(uniqueBy([...a.modifiers, ...b.modifiers], (m) => m.code)),
    units: Math.max(a.units, b.units),
    placeOfService: b.placeOfService ?? a.placeOfService,
    problems: [...new Set([...a.problems, ...b.problems])],
    confidence: Math.min(a.confidence, b.confidence),
    evidence: unique([...a.evidence, ...b.evidence]),
    alternatives: uniqueBy([...a.alternatives, ...b.alternatives], (x) => x.code),
    queries: uniqueBy([...a.queries, ...b.queries], (q) => `${q.id} ${q.about}`),
    worksheet: a.worksheet ?? b.worksheet,
    replaces: [...new Set([...a.replaces, ...b.replaces])],
  };
}

/** Modifiers that change payment stand before those that only inform (CMS Claims Processing Manual ch. 23 §20.3). */
const PRICING = [
  '22',
  '24',
  '25',
  '57',
  '26',
  'TC',
  '50',
  '51',
  '52',
  '53',
  '54',
  '55',
  '56',
  '58',
  '59',
  '62',
  '76',
  '77',
];
const rank = (m: ModifierSuggestion): number => {
  const i = PRICING.indexOf(m.code);
  return i < 0 ? PRICING.length : i;
};
export const orderModifiers = (all: readonly ModifierSuggestion[]): readonly ModifierSuggestion[] =>
  [...all].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));

export const uniqueBy = <T>(all: readonly T[], key: (t: T) => string): readonly T[] =>
  [...new Map([...all].reverse().map((t) => [key(t), t])).values()].reverse();

const unique = (all: readonly Evidence[]): readonly Evidence[] =>
  uniqueBy(all, (e) => `${e.reference} ${e.path} ${e.words}`);

/** Whether a code is one of the nodes or lies below one. */
export const underAny = (code: string, nodes: readonly string[]): boolean =>
  nodes.some((n) => isUnder(code, n));
