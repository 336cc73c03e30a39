/** A TA1 or 999 → a result for each claim of the interchange, group or transaction set that it names. */

import type { ClaimResponse } from '../fhir/index.ts';
import type { ResponseEvent } from '../x12/index.ts';
import { interchangeResponse, syntaxResponse } from './fhir/acknowledged.ts';
import { taskOf } from './fhir/task.ts';
import type { FileContext } from './file-context.ts';
import type { ClaimResult, Result, SentClaim } from './model.ts';

type Event = Extract<
  ResponseEvent,
  { kind: 'interchange-acknowledged' | 'transaction-acknowledged' | 'group-acknowledged' }
>;

export async function* resultsOfAcknowledgement(event: Event, context: FileContext): AsyncGenerator<Result> {
  const named = await claimsOf(event, context);
  // A group says something of its own only when it is rejected: its transaction sets are told of one by one.
  if (event.kind === 'group-acknowledged' && event.acknowledgement.acceptance !== 'rejected') return;
  if (named.claims.length === 0) {
    const id = context.id('unmatched', ...named.place);
    const number = named.place.join(' ');
    yield { kind: 'unmatched', id, file: context.file, number, why: 'batch-unknown', response: undefined };
    return;
  }
  for (const claim of named.claims) yield await resultOf(event, claim, named.place, context);
}

interface Named {
  readonly claims: readonly SentClaim[];
  /** What the acknowledgement is of; part of each result's id. */
  readonly place: readonly string[];
}

async function claimsOf(event: Event, { sent }: FileContext): Promise<Named> {
  if (event.kind === 'interchange-acknowledged') {
    const { controlNumber } = event.acknowledgement;
    return {
      claims: await sent.inInterchange(controlNumber),
      place: ['interchange', controlNumber],
    };
  }
  const group = event.acknowledgement.group.controlNumber;
  if (event.kind === 'group-acknowledged')
    return { claims: await sent.inGroup(group), place: ['group', group] };
  const { controlNumber } = event.acknowledgement.transaction;
  return {
    claims: await sent.inGroup(group, controlNumber),
    place: ['group', group, 'transaction', controlNumber],
  };
}

async function resultOf(
  event: Event,
  sent: SentClaim,
  place: readonly string[],
  context: FileContext,
): Promise<ClaimResult> {
  const id = context.id('acknowledged', ...place, sent.number);
  const response = responseOf(event, { id, at: context.at, sent });
  const refused = response.outcome === 'error';
  const origin = refused ? await context.cases.byClaimNumber(sent.number) : undefined;
  return {
    kind: 'claim',
    id,
    number: sent.number,
    state: refused ? 'rejected' : 'acknowledged',
    response,
    task: refused
      ? taskOf({
          id: context.id('task', id),
          at: context.at,
          work: 'work-rejection',
          description: `${response.disposition}.`,
          claim: sent.claim,
          focus: { reference: `ClaimResponse/${id}` },
          reasons: (response.error ?? []).map(({ code }) => code),
          lines: [],
          origin,
        })
      : undefined,
    file: context.file,
    payerControlNumber: undefined,
    paid: undefined,
    reversal: false,
  };
}

function responseOf(event: Event, about: { id: string; at: string; sent: SentClaim }): ClaimResponse {
  if (event.kind === 'interchange-acknowledged') return interchangeResponse(about, event.acknowledgement);
  if (event.kind === 'transaction-acknowledged') return syntaxResponse(about, event.acknowledgement);
  const { group, acceptance, codes } = event.acknowledgement;
  const transaction = { id: '', controlNumber: '', version: group.version };
  return syntaxResponse(about, { group, transaction, acceptance, codes, segments: [] });
}
