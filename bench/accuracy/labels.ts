/** The labelled charts: what a certified coder reports for each, decided before anything was run on them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { CompactChart } from './notation.ts';

export type Half = 'dev' | 'test';

export interface Expected {
  /** In claim order. `A/B` is one code that either way of coding may give, the better one first. */
  readonly diagnoses: readonly string[];
  /** Codes of `diagnoses` that may stand first as well as the first one does. */
  readonly firstAlso?: readonly string[];
  /** Codes that count neither for nor against. */
  readonly acceptable?: readonly string[];
  /** Kinds of detail the record lacks (`query-kinds.ts`). */
  readonly queries?: readonly string[];
  /** The guideline section, and why. */
  readonly why: string;
}

export interface LabelledChart {
  readonly id: string;
  readonly half: Half;
  readonly title: string;
  readonly specialty: string;
  readonly chart: CompactChart;
  readonly expected: Expected;
}

const FOLDER = new URL('./charts/', import.meta.url);

/** The first charts, a file for each specialty, in halves. */
export function firstCharts(): readonly LabelledChart[] {
  return filesOf(FOLDER).flatMap(({ file, charts }) =>
    charts.map((c) => ({ ...c, specialty: file.replace('.json', '') })),
  );
}

/** Charts written later, in batches over all specialties, each scored once before anything was mended by it: development only. */
export const furtherCharts = (): readonly LabelledChart[] =>
  filesOf(new URL('further/', FOLDER)).flatMap(({ charts }) => charts);

export const labelledCharts = (): readonly LabelledChart[] => [...firstCharts(), ...furtherCharts()];

const filesOf = (
  folder: URL,
): readonly { readonly file: string; readonly charts: readonly LabelledChart[] }[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, charts: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) }));

/** The codes that count as the expected one. */
export const waysOf = (code: string): readonly string[] => code.split('/');
