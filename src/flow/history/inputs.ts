/** What a chart is coded with besides itself: today, and what was claimed for its patient before. */
import { type Chart, factsOf } from '../../chart/index.ts';
import type { PastLines } from '../../clearinghouse/index.ts';
import { type Clock, type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { type CodingInputs, NOT_YET } from '../pipeline.ts';
import { chartKeys } from './patient-keys.ts';

export interface InputSources {
  readonly past: PastLines;
  /** Without one no edit is told what day it is: the charts of the sandbox stand still. */
  readonly clock?: Clock | undefined;
}

/** `earlier`: what the case was coded with before; what a person decided stays decided. */
export type InputsOf = (chart: Chart, caseId: string, earlier?: CodingInputs) => Promise<CodingInputs>;

export const inputsFrom =
  ({ past, clock }: InputSources): InputsOf =>
  async (chart, caseId, earlier) => ({
    today: clock && todayOf(clock),
    ...(await lookBack(past, {
      patients: chartKeys(chart, factsOf(chart)),
      source: chart.source,
      except: caseId,
    })),
    ...(earlier?.mends ? { mends: earlier.mends } : {}),
    ...(earlier?.approved ? { approved: earlier.approved } : {}),
  });

export const todayOf = (clock: Clock): ServiceDate | undefined => serviceDate(clock.now().slice(0, 10));

export interface LookBack {
  readonly patients: readonly string[];
  readonly source: string;
  /** The case that is being coded: its own claim is no earlier one. */
  readonly except?: string;
}

/** Nothing is known of a patient whom nothing names, nor where nothing was ever kept. */
export async function lookBack(
  past: PastLines,
  { patients, source, except }: LookBack,
): Promise<Pick<CodingInputs, 'history' | 'historyFrom'>> {
  if (patients.length === 0) return {};
  const history = await past.of(patients, except);
  const historyFrom = await past.keptFrom(source);
  // What there is may have been made elsewhere, and is then never all.
  return history.length === 0 && !historyFrom ? {} : { history, historyFrom: historyFrom ?? NOT_YET };
}
