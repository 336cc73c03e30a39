/** instruments.json, its patterns compiled once. */
import type { Concept } from '../../src/suggest/module.ts';

export interface Instrument {
  readonly name: string;
  readonly pattern: string;
  readonly loinc: readonly string[];
  readonly depression?: boolean;
}

interface File {
  readonly brief: string;
  readonly depression: {
    readonly medicare: string;
    readonly effective: { readonly from: string; readonly to?: string };
  };
  readonly tobacco: {
    readonly short: string;
    readonly long: string;
    readonly above: number;
    readonly longAbove: number;
  };
  readonly instruments: readonly Instrument[];
}

export interface Tables extends File {
  readonly isOf: (instrument: Instrument, concept: Concept) => boolean;
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const file = raw['instruments.json'] as File;
  const patterns = new Map(
    file.instruments.map((i) => [i, new RegExp(i.pattern, i.name === 'SCARED' ? '' : 'i')]),
  );
  return {
    ...file,
    isOf: (instrument, { codings, words }) =>
      codings.some((c) => instrument.loinc.includes(c.code)) ||
      (patterns.get(instrument)?.test(words.slice(0, 500)) ?? false),
  };
}
