/** Use case: a kept case is coded again from its own inputs, and what comes out is held against what was kept, byte for byte. */
import { ClaimwrightError } from '../../kernel/index.ts';
import { type CodedEncounter, codeChart, type PipelineKnowledge } from '../pipeline.ts';
import type { CaseDetails } from '../process.ts';
import { type EditionDifference, type Editions, editionDifferences } from './editions.ts';
import { type LineDifference, lineDifferences } from './json-lines.ts';

export interface Replay {
  /** `not-tried`: an input is not what it was, so nothing could be said of the bytes. */
  readonly outcome: 'identical' | 'differs' | 'not-tried';
  /** What was compared: the claims as they were sent to the EHR, or, where none was made, what was decided. */
  readonly compared: 'claim' | 'decision';
  readonly bytes: number;
  readonly inputs: readonly EditionDifference[];
  readonly lines: readonly LineDifference[];
}

export interface ReplayDeps {
  /** Narrowed to the releases and modules that the case names. */
  readonly knowledge: PipelineKnowledge;
  /** What there is of them now. */
  readonly editions: Editions;
  /** Codes again also where an input differs, and shows what comes of it. */
  readonly anyway?: boolean;
}

/** Throws CW-8204 where the case has nothing to replay. */
export function replay({ coded }: CaseDetails, { knowledge, editions, anyway }: ReplayDeps): Replay {
  const kept = replayable(coded);
  const inputs = editionDifferences(kept.editions, editions);
  const compared = kept.draft ? 'claim' : 'decision';
  if (inputs.length > 0 && !anyway) return { outcome: 'not-tried', compared, bytes: 0, inputs, lines: [] };
  // What was read in the notes and what was known beside the chart are part of the case: nobody is asked again.
  const again = codeChart(kept.chart, knowledge, kept.facts.mentions, kept.inputs);
  const [then, now] = [shown(kept, compared), shown(again, compared)];
  const [before, after] = [JSON.stringify(then), JSON.stringify(now)];
  const identical = before === after;
  return {
    outcome: identical ? 'identical' : 'differs',
    compared,
    bytes: Buffer.byteLength(before),
    inputs,
    lines: identical ? [] : linesOf(before, after),
  };
}

export function replayable(
  coded: CodedEncounter | undefined,
): CodedEncounter & { readonly editions: Editions } {
  const unfit = (detail: string): ClaimwrightError => new ClaimwrightError('CW-8204', { detail });
  if (!coded) throw unfit('its chart could not be read, so nothing was coded');
  const { editions } = coded;
  if (!editions) throw unfit('what it was coded with was not kept: it is from an earlier program');
  return { ...coded, editions };
}

/** A claim is its transaction; without one, the codes, what was found about them, and what followed. */
const shown = (coded: CodedEncounter, compared: Replay['compared']): unknown =>
  compared === 'claim'
    ? (coded.draft?.transaction ?? null)
    : { set: coded.set, reasons: coded.disposition.reasons, to: coded.disposition.to };

/** The same value in other bytes is a difference as well: keys stood in another order. */
function linesOf(before: string, after: string): readonly LineDifference[] {
  const lines = lineDifferences(JSON.parse(before), JSON.parse(after));
  return lines.length > 0 ? lines : [{ at: 'order of keys', before: undefined, after: undefined }];
}
