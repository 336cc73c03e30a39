/** Use case: a person has the safe mend of an edit made on a case that is held or looked at; it is coded and checked again with it. */
import { ClaimwrightError } from '../kernel/index.ts';
import { advance, type Case } from '../review/index.ts';
import { codeChart } from './pipeline.ts';
import { conclude } from './process-conclude.ts';
import { deliver } from './process-deliver.ts';
import type { ProcessDeps, Processed } from './process-model.ts';

/** What a caller changes by a mend. */
export type MendDeps = Pick<
  ProcessDeps,
  'ehr' | 'cases' | 'clock' | 'knowledge' | 'validator' | 'report' | 'random'
>;

export interface MendAsked {
  readonly case: string;
  readonly edit: string;
  /** A person's login. */
  readonly who: string;
}

/**
 * Throws CW-1007 without such a case or such a mend, CW-4001 when the case is not held or in review, CW-8702 when the
 * claim does not have what the mend is about.
 */
export async function mendCase({ case: id, edit, who }: MendAsked, deps: MendDeps): Promise<Processed> {
  const kept = await deps.cases.get(id);
  const coded = kept?.details.coded;
  if (!kept || !coded) throw new ClaimwrightError('CW-1007', { what: 'such case' });
  if (!coded.findings.some((f) => f.edit === edit && f.fix))
    throw new ClaimwrightError('CW-1007', { what: 'such mend' });
  const why = `The mend of ${edit} was made.`;
  const received = advance(kept.case, { at: deps.clock.now(), who, kind: 'mended', why });
  const mends = [...(coded.inputs?.mends ?? []).filter((m) => m.edit !== edit), { edit, who }];
  const inputs = { ...coded.inputs, mends };
  const again = codeChart(coded.chart, deps.knowledge, coded.facts.mentions, inputs);
  if (!again.mended?.some((m) => m.edit === edit)) throw notMended(again.disposition.reasons.length);
  const { basis } = kept.details;
  if (!basis) throw new ClaimwrightError('CW-8702', { detail: 'what it was coded with is not known' });
  const concluded = conclude({ received, read: again, basis, earlier: kept.details, deps });
  const { outcome, details, delivery, fault } = concluded;
  await deps.cases.put({ case: outcome, details }, kept.case.events.length, delivery ? [delivery] : []);
  if (delivery) {
    const { notBefore: nextAt, ...rest } = delivery;
    return deliver({ ...rest, state: 'open', attempts: 0, nextAt, fault: undefined }, deps);
  }
  deps.report?.(outcome, details, fault);
  return { case: outcome as Case, ...(fault === undefined ? {} : { fault }) };
}

const notMended = (reasons: number): ClaimwrightError =>
  new ClaimwrightError('CW-8702', {
    detail:
      reasons > 0
        ? `${reasons} other ${reasons === 1 ? 'reason stands' : 'reasons stand'} against the claim; settle them first`
        : 'it does not fit the claim',
  });
