/** One official procedure-edit text: its name's meaning, and its characters piece by piece, so that none is held whole. */
import { refuse } from '../import/fault.ts';
import type { Quarter } from './edition.ts';
import { type NcciFile, statedQuarter } from './file-name.ts';

export interface NcciInput {
  /** The name a person knows it by: its own, or `file.zip (its own)`. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

export type Known<K extends NcciFile['kind']> = NcciInput & {
  readonly file: Extract<NcciFile, { readonly kind: K }>;
};

export type Progress = (label: string, done: number, total: number) => void;

/** The quarter of a file; refuses a name that tells none, or another than the zip file around it. */
export function quarterOf({ label, file }: Known<'ncci-ptp' | 'ncci-mue' | 'ncci-add-on'>): Quarter {
  const quarter = file.quarter ?? refuse(label, 'its name does not tell a quarter');
  const around = statedQuarter(label);
  if (around && (around.year !== quarter.year || around.quarter !== quarter.quarter))
    refuse(
      label,
      `the file within is of quarter ${quarter.quarter} of ${quarter.year}, and not of that the name tells`,
    );
  return quarter;
}

// Larger pieces leave the young generation of the heap, and cost twice the time.
const SLICE = 64 * 1024;

/** CMS writes its quarterly files in Latin-1. */
export function* latin1({ label, bytes }: NcciInput, progress?: Progress): Generator<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += SLICE) {
    yield buffer.toString('latin1', at, at + SLICE);
    progress?.(label, Math.min(at + SLICE, bytes.length), bytes.length);
  }
}
