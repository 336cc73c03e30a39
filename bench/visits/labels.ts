/** The labelled visits: what a certified coder bills for each, decided before anything was run on them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Half } from '../accuracy/labels.ts';
import type { VisitChart } from './notation.ts';

export interface ExpectedLines {
  /** `99214-25*2 > E11.9 I10`, in claim order; `A || B` is one line that either way of coding may give. */
  readonly lines: readonly string[];
  /** Other whole sets of lines that a certified coder may defend. */
  readonly alternatively?: readonly (readonly string[])[];
  /** Codes that count neither for nor against. */
  readonly optional?: readonly string[];
  /** Whether the record lacks something the clinician or the coder must be asked. */
  readonly query?: boolean;
  /** The rule that decides. */
  readonly why: string;
}

export interface LabelledVisit {
  readonly id: string;
  readonly half: Half;
  readonly title: string;
  /** The file it stands in. */
  readonly group: string;
  readonly chart: VisitChart;
  readonly expected: ExpectedLines;
}

/** A line as the claim carries it. */
export interface Line {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  /** ICD-10-CM codes of the diagnoses it points at, in their order. */
  readonly pointers: readonly string[];
}

const FOLDER = new URL('./charts/', import.meta.url);

export const labelledVisits = (): readonly LabelledVisit[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const visits = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly LabelledVisit[];
      return visits.map((v) => ({ ...v, group: file.replace('.json', '') }));
    });

/** Every whole set of lines that counts as right, the label's own first; each line with its ways. */
export const waysOf = ({
  lines,
  alternatively = [],
}: ExpectedLines): readonly (readonly (readonly Line[])[])[] =>
  [lines, ...alternatively].map((set) => set.map((text) => text.split(' || ').map(lineOf)));

const LINE = /^(\w{5})((?:-\w\w)*)(?:\*(\d+))? > ([\w.]+(?: [\w.]+){0,3})$/;

/** Reads one line of a label; a slip of the pen throws. */
export function lineOf(text: string): Line {
  const [, code, modifiers = '', units = '1', pointers = ''] = LINE.exec(text) ?? [];
  if (!code) throw new Error(`Not a line: “${text}”`);
  return {
    code,
    modifiers: modifiers.split('-').filter(Boolean),
    units: Number(units),
    pointers: pointers.split(' '),
  };
}

export const written = ({ code, modifiers, units, pointers }: Line): string =>
  `${[code, ...modifiers].join('-')}${units === 1 ? '' : `*${units}`} > ${pointers.join(' ')}`;
