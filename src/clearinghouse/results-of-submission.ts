/** The ClaimResponse to a Claim that was submitted over FHIR → its result, as one that came in a file (R4 claim-operation-submit.html). */
import type { Claim, ClaimResponse } from '../fhir/index.ts';
import { parseJson, uuidFrom } from '../kernel/index.ts';
import { taskOf } from './fhir/task.ts';
import type { ClaimResult, ClaimState, Payload } from './model.ts';
import type { ClaimOrigin } from './ports/case-lookup.ts';

const STATES: Readonly<Record<string, ClaimState>> = {
  queued: 'acknowledged',
  error: 'rejected',
  complete: 'adjudicated',
  partial: 'adjudicated',
};

export interface SubmittedAnswer {
  readonly response: ClaimResponse;
  readonly payload: Payload;
  readonly at: string;
  origin(number: string): Promise<ClaimOrigin | undefined>;
}

/** Undefined for an answer to what was no Claim of ours. The same answer again has the same id. */
export async function resultOfSubmission(answer: SubmittedAnswer): Promise<ClaimResult | undefined> {
  const { response, payload, at } = answer;
  const claim = claimIn(payload);
  const number = claim?.identifier?.[0]?.value;
  const state = STATES[response.outcome];
  if (!claim || number === undefined || !state) return undefined;
  const id = uuidFrom('submitted', payload.sha256);
  const refused = state === 'rejected';
  return {
    ...{ kind: 'claim', id, number, state, response, file: payload.sha256, reversal: false },
    payerControlNumber: response.identifier?.[0]?.value,
    paid: response.payment?.amount?.value === undefined ? undefined : cents(response.payment.amount.value),
    task: refused
      ? taskOf({
          id: uuidFrom('task', id),
          at,
          work: 'work-rejection',
          description: 'The clearinghouse did not take the claim.',
          claim,
          focus: { reference: `ClaimResponse/${id}` },
          reasons: (response.error ?? []).map(({ code }) => code),
          lines: (response.error ?? []).flatMap(({ itemSequence }) => itemSequence ?? []),
          origin: await answer.origin(number),
        })
      : undefined,
  };
}

const cents = (amount: number): number => Math.round(amount * 100);

/** The Claim is the first entry of what we sent. */
function claimIn({ bytes }: Payload): Claim | undefined {
  const sent = parseJson(Buffer.from(bytes).toString('utf8')) as
    | { readonly entry?: readonly { readonly resource?: { readonly resourceType?: string } }[] }
    | undefined;
  const [first] = sent?.entry ?? [];
  return first?.resource?.resourceType === 'Claim' ? (first.resource as Claim) : undefined;
}
