/** The module's tables, compiled once, and the row an age falls in. */
import { daysBetween, type Facts } from '../../src/suggest/module.ts';

interface Span {
  readonly from?: number;
  readonly to?: number;
}

export interface Band extends Span {
  readonly new: string;
  readonly established: string;
}

/** Examination codes of an age: one that tells whether a finding was abnormal, or (for the newborn) one that does not. */
export interface Examination {
  readonly days?: Span;
  readonly years?: Span;
  readonly normal: string;
  readonly abnormal?: string;
}

export interface Tables {
  readonly bands: readonly Band[];
  readonly medicare: { readonly welcome: string; readonly first: string; readonly subsequent: string };
  readonly examinations: readonly Examination[];
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const visits = raw['visits.json'] as Omit<Tables, 'examinations'>;
  const { rows } = raw['examinations.json'] as { readonly rows: readonly Examination[] };
  return { ...visits, examinations: rows };
}

const inSpan = (n: number | undefined, { from = 0, to = Number.POSITIVE_INFINITY }: Span): boolean =>
  n !== undefined && from <= n && n <= to;

export const bandOf = ({ bands }: Tables, age: number): Band | undefined => bands.find((b) => inSpan(age, b));

/** Undefined when the age is not known: the codes differ for newborn, child and adult. */
export function examinationOf({ examinations }: Tables, { person, visit }: Facts): Examination | undefined {
  const days = person.birthDate && visit.date ? daysBetween(person.birthDate, visit.date) : undefined;
  return examinations.find((e) => (e.days ? inSpan(days, e.days) : inSpan(person.age, e.years ?? {})));
}
