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

export function labelledCharts(): readonly LabelledChart[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const charts = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly LabelledChart[];
      return charts.map((c) => ({ ...c, specialty: file.replace('.json', '') }));
    });
}

/** The codes that count as the expected one. */
export const waysOf = (code: string): readonly string[] => code.split('/');
