/** Scores of one visit and of many: the visit's own code, the whole set of lines, lines found, missed and wrong. Pure. */
import { isOptional } from '../accuracy/score.ts';
import { type ExpectedLines, type LabelledVisit, type Line, waysOf, written } from './labels.ts';

export interface VisitScore {
  readonly id: string;
  readonly group: string;
  /** The evaluation and management codes are the label's, or as the label there are none. */
  readonly visit: boolean;
  /** Code, modifiers, units and pointers of every line. */
  readonly exact: boolean;
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly query: { readonly wanted: boolean; readonly asked: boolean };
}

export interface Answer {
  readonly lines: readonly Line[];
  readonly asked: boolean;
}

/** Performance measures (CPT category II) may be added to any claim without being wrong. */
const MEASURE = /^\d{4}F$/;

/** Of the ways that the label allows the nearest counts. */
export function scoreVisit({ id, group, expected }: LabelledVisit, { lines, asked }: Answer): VisitScore {
  const free = (code: string): boolean => MEASURE.test(code) || (expected.optional ?? []).includes(code);
  const compared = waysOf(expected).map((way) => compare(way, lines, free));
  const nearest = compared.reduce((a, b) => (off(b) < off(a) ? b : a));
  return {
    id,
    group,
    visit: isVisitRight(expected, lines, free),
    exact: off(nearest) === 0,
    ...nearest,
    query: { wanted: expected.query === true, asked },
  };
}

interface Compared {
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const off = (c: Compared): number => c.missed.length + c.wrong.length;

function compare(
  way: readonly (readonly Line[])[],
  lines: readonly Line[],
  free: (code: string) => boolean,
): Compared {
  const left = [...lines];
  const found: string[] = [];
  const missed: string[] = [];
  for (const wanted of way) {
    const at = left.findIndex((got) => wanted.some((w) => same(w, got)));
    const [hit] = at < 0 ? [] : left.splice(at, 1);
    if (hit) found.push(written(hit));
    else missed.push(wanted.map(written).join(' || '));
  }
  return { found, missed, wrong: left.filter((l) => !free(l.code)).map(written) };
}

function same(wanted: Line, got: Line): boolean {
  return (
    wanted.code === got.code &&
    wanted.units === got.units &&
    wanted.modifiers.join() === got.modifiers.join() &&
    told(wanted).join() === told(got).join()
  );
}

/** Body mass index and long-term drugs stand beside a diagnosis: a pointer to them is the coder's choice. */
const BESIDE = /^Z(?:68|79)/;

/** The pointers that both must have. A vaccine's may be Z23 or the examination at which it was given. */
const told = ({ code, pointers }: Line): readonly string[] => {
  const own = pointers.filter((p) => !BESIDE.test(p) && !isOptional(p));
  const vaccine = /^(?:90[467]\d\d|91[34]\d\d|G00(?:08|09|10))$/.test(code);
  return vaccine ? own.map((p) => (/^Z00\.(?:0|1[12])/.test(p) ? 'Z23' : p)) : own;
};

/** Evaluation and management, preventive and psychiatric visits, care management: at most one of them is the visit. */
const VISIT = /^(?:99[2-4]\d\d|9801\d|9800\d|9079[12]|9083[247]|G0402|G043[89]|99024)$/;
const ADDED = /^(?:99292|9941[5-8]|9943[79]|99498)$/;

export const isVisitCode = (code: string): boolean => VISIT.test(code) && !ADDED.test(code);

function isVisitRight(
  expected: ExpectedLines,
  lines: readonly Line[],
  free: (code: string) => boolean,
): boolean {
  const got = codesOf(lines).filter((code) => !free(code));
  const wanted = (way: readonly (readonly Line[])[]): readonly string[] =>
    codesOf(way.flatMap((line) => line.slice(0, 1)));
  const either = new Map(
    waysOf(expected)
      .flat()
      .flatMap((line) => line.map((l) => [l.code, line[0]?.code ?? l.code] as const)),
  );
  const canon = (codes: readonly string[]): string =>
    codes
      .map((c) => either.get(c) ?? c)
      .sort()
      .join();
  return waysOf(expected).some((way) => {
    const codes = wanted(way);
    return (
      codes.toSorted().join() === got.toSorted().join() || (isEither(way) && canon(codes) === canon(got))
    );
  });
}

const isEither = (way: readonly (readonly Line[])[]): boolean => way.some((line) => line.length > 1);

const codesOf = (lines: readonly Line[]): readonly string[] => lines.map((l) => l.code).filter(isVisitCode);

export interface Totals {
  readonly visits: number;
  /** Fractions of 1. */
  readonly visit: number;
  readonly exact: number;
  readonly precision: number;
  readonly recall: number;
  readonly queries: number;
}

export function totals(scores: readonly VisitScore[]): Totals {
  const found = sum(scores, (s) => s.found.length);
  const missed = sum(scores, (s) => s.missed.length);
  const wrong = sum(scores, (s) => s.wrong.length);
  const wanted = scores.filter((s) => s.query.wanted);
  return {
    visits: scores.length,
    visit: part(scores.filter((s) => s.visit).length, scores.length),
    exact: part(scores.filter((s) => s.exact).length, scores.length),
    precision: part(found, found + wrong),
    recall: part(found, found + missed),
    queries: part(wanted.filter((s) => s.query.asked).length, wanted.length),
  };
}

const part = (n: number, of: number): number => (of === 0 ? 1 : n / of);
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((n, one) => n + of(one), 0);
