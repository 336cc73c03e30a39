/** Use case: a person lets the claim of a case go that waits for a look, or keeps it back. Who decided stands in the case's events. */
import type { Bundle } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { advance, type Case, type CaseState, canHappen, deliveryId } from '../review/index.ts';
import { claimBody } from './claim-body.ts';
import { codeChart } from './pipeline.ts';
import { codesOf, madeOfDraft } from './process-changes.ts';
import { claimTo, conforming } from './process-conclude.ts';
import { deliver } from './process-deliver.ts';
import type { CaseDetails, ProcessDeps, Processed } from './process-model.ts';

export type DecideDeps = Pick<
  ProcessDeps,
  'ehr' | 'cases' | 'clock' | 'knowledge' | 'validator' | 'report' | 'random'
>;

export type Decision =
  | { readonly decision: 'approve' }
  /** `reason`: one sentence without patient data, as all events. */
  | { readonly decision: 'hold'; readonly reason: string };

export interface DecisionAsked {
  readonly case: string;
  /** A person's login. */
  readonly who: string;
  readonly decided: Decision;
}

/**
 * Throws CW-1007 without such a case, CW-4001 when there is nothing to decide, CW-8706 when what was shown to the person
 * is not what would go out now, or an edit stands against it.
 */
export async function decideCase(
  { case: id, who, decided }: DecisionAsked,
  deps: DecideDeps,
): Promise<Processed> {
  const kept = await deps.cases.get(id);
  if (!kept) throw new ClaimwrightError('CW-1007', { what: 'such case' });
  return decided.decision === 'hold'
    ? hold(kept, `Held: ${decided.reason}`, who, deps)
    : approve(kept, who, deps);
}

interface Kept {
  readonly case: Case;
  readonly details: CaseDetails;
}

/** What still is on its way somewhere is for the program to finish. */
const HOLDABLE: readonly CaseState[] = ['review', 'ready', 'claimed'];

async function hold(
  { case: c, details }: Kept,
  why: string,
  who: string,
  deps: DecideDeps,
): Promise<Processed> {
  if (!HOLDABLE.includes(c.state) || !canHappen(c, 'held'))
    throw new ClaimwrightError('CW-4001', { from: c.state, event: 'held' });
  const held = advance(c, { at: deps.clock.now(), who, kind: 'held', why });
  // A claim that has not left does not leave.
  await deps.cases.put({ case: held, details }, c.events.length, [], [deliveryId('claim', c.id)]);
  deps.report?.(held, details);
  return { case: held };
}

async function approve(kept: Kept, who: string, deps: DecideDeps): Promise<Processed> {
  const { case: c, details } = kept;
  // A hold of the edits is no person's to lift, and a fault is tried again and not approved.
  const decidable = c.state === 'review' || (c.state === 'held' && !details.fault);
  if (!decidable) throw new ClaimwrightError('CW-4001', { from: c.state, event: 'found-ready' });
  const coded = approved(kept, who, deps);
  const { draft } = coded;
  if (!draft) throw notApproved('no claim can be made of it');
  const at = deps.clock.now();
  const found = advance(c, { at, who, kind: 'found-ready', why: 'The claim was approved.' });
  const known: CaseDetails = { ...details, coded };
  if (details.made?.sha256 === madeOfDraft(draft, coded).sha256) {
    const why = 'The claim that was made stands.';
    const stands = advance(found, { at, who: 'claimwright', kind: 'claimed', why });
    await deps.cases.put({ case: stands, details: known }, c.events.length);
    deps.report?.(stands, known);
    return { case: stands };
  }
  const replaces = writtenBefore(details);
  const delivery = claimTo(found, claimBody({ transaction: draft.transaction, replaces }), at);
  await deps.cases.put({ case: found, details: known }, c.events.length, [delivery]);
  const { notBefore: nextAt, ...rest } = delivery;
  return deliver({ ...rest, state: 'open', attempts: 0, nextAt, fault: undefined }, deps);
}

/** Coded and checked once more, by what is known now: what is approved is what was shown. */
function approved({ details }: Kept, who: string, { knowledge, validator }: DecideDeps) {
  const before = details.coded;
  if (!before) throw notApproved('its chart was not coded');
  const codes = codesOf(before);
  const inputs = { ...before.inputs, approved: { who, codes } };
  const coded = conforming(codeChart(before.chart, knowledge, before.facts.mentions, inputs), validator);
  if (codesOf(coded).join() !== codes.join())
    throw notApproved('its codes are others by now; look at it again');
  const { to, reasons } = coded.disposition;
  if (to === 'ready') return coded;
  const count = `${reasons.length} ${reasons.length === 1 ? 'reason stands' : 'reasons stand'} against it`;
  throw notApproved(count);
}

function writtenBefore({ made }: CaseDetails): Bundle | undefined {
  if (made && !made.transaction) throw notApproved('what was written to the EHR before is not known');
  return made?.transaction;
}

const notApproved = (detail: string): ClaimwrightError => new ClaimwrightError('CW-8706', { detail });
