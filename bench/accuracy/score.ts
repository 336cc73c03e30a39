/** Scores of one chart and of many: first-listed, exact set, precision and recall, queries asked. Pure. */
import { type LabelledChart, waysOf } from './labels.ts';

/** What the coding answered, in claim order. */
export interface Answer {
  readonly codes: readonly string[];
  /** Kinds of the label's queries that were asked. */
  readonly asked: readonly string[];
}

export interface ChartScore {
  readonly id: string;
  readonly specialty: string;
  readonly first: boolean;
  /** Expected codes found, expected codes missed (as written in the label), codes that are wrong. */
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly queries: { readonly wanted: number; readonly asked: number };
}

/**
 * Codes whose reporting guidelines and payers leave to the coder, on any chart: family history (I.C.21.c.4), former
 * smoking, allergy status, "other" long-term drugs, and where, doing what and as whom an injury happened (I.C.20).
 */
const OPTIONAL = /^(?:Z8[0-4]|Z87\.891|Z88|Z79\.899|Y9[239])/;

export function scoreChart({ id, specialty, expected }: LabelledChart, answer: Answer): ChartScore {
  const free = new Set(expected.acceptable ?? []);
  const left = [...new Set(answer.codes)];
  const found: string[] = [];
  for (const code of expected.diagnoses) {
    const at = left.findIndex((g) => waysOf(code).includes(g));
    if (at >= 0) found.push(...left.splice(at, 1));
  }
  return {
    id,
    specialty,
    first: mayBeFirst(expected).includes(answer.codes[0] ?? ''),
    found,
    missed: expected.diagnoses.filter((code) => !waysOf(code).some((w) => found.includes(w))),
    wrong: left.filter((g) => !free.has(g) && !isOptional(g)),
    queries: { wanted: expected.queries?.length ?? 0, asked: answer.asked.length },
  };
}

export const isOptional = (code: string): boolean => OPTIONAL.test(code);

const mayBeFirst = (e: LabelledChart['expected']): readonly string[] => [
  ...waysOf(e.diagnoses[0] ?? ''),
  ...(e.firstAlso ?? []),
];

export interface Totals {
  readonly charts: number;
  /** Fractions of 1. */
  readonly first: number;
  readonly exact: number;
  readonly precision: number;
  readonly recall: number;
  readonly microF1: number;
  /** The mean of the specialties' F1. */
  readonly macroF1: number;
  readonly queryRecall: number;
}

export function totals(scores: readonly ChartScore[]): Totals {
  const specialties = [...Map.groupBy(scores, (s) => s.specialty).values()];
  const { precision, recall, f1 } = rates(scores);
  const wanted = sum(scores, (s) => s.queries.wanted);
  return {
    charts: scores.length,
    first: share(scores, (s) => s.first),
    exact: share(scores, isExact),
    precision,
    recall,
    microF1: f1,
    macroF1: sum(specialties, (group) => rates(group).f1) / Math.max(1, specialties.length),
    queryRecall: wanted === 0 ? 1 : sum(scores, (s) => s.queries.asked) / wanted,
  };
}

export const isExact = (s: ChartScore): boolean => s.missed.length === 0 && s.wrong.length === 0;

function rates(scores: readonly ChartScore[]) {
  const found = sum(scores, (s) => s.found.length);
  const missed = sum(scores, (s) => s.missed.length);
  const wrong = sum(scores, (s) => s.wrong.length);
  const part = (n: number, of: number): number => (of === 0 ? 0 : n / of);
  return {
    precision: part(found, found + wrong),
    recall: part(found, found + missed),
    f1: part(2 * found, 2 * found + wrong + missed),
  };
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((n, one) => n + of(one), 0);
const share = <T>(all: readonly T[], is: (one: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(is).length / all.length;
