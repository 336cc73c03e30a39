/** A claim of a 277CA or 277 → its result: acknowledged or rejected, or kept as unmatched. */

import type { ClaimStatus } from '../x12/index.ts';
import { STATUS_WORDS, statusResponse } from './fhir/acknowledged.ts';
import { taskOf, type Work } from './fhir/task.ts';
import type { FileContext } from './file-context.ts';
import type { Result } from './model.ts';

export async function* resultsOfStatus(status: ClaimStatus, context: FileContext): AsyncGenerator<Result> {
  const sent = status.number === '' ? undefined : (await context.sent.byNumber(status.number)).at(-1);
  const id = context.id('status', String(status.segment));
  const { file, at } = context;
  const { number, payerControlNumber } = status;
  if (!sent) {
    yield { kind: 'unmatched', id, file, number, why: 'claim-unknown', response: status };
    return;
  }
  const response = statusResponse({ id, at, sent }, status);
  const work = WORK[status.outcome];
  const origin = work ? await context.cases.byClaimNumber(sent.number) : undefined;
  const lines = (response.error ?? []).flatMap(({ itemSequence }) => itemSequence ?? []);
  yield {
    kind: 'claim',
    id,
    number: sent.number,
    state: status.outcome === 'rejected' ? 'rejected' : 'acknowledged',
    response,
    task: work
      ? taskOf({
          id: context.id('task', id),
          at,
          work,
          description: `${STATUS_WORDS[status.outcome]} by the clearinghouse or payer (277).`,
          claim: sent.claim,
          focus: { reference: `ClaimResponse/${id}` },
          reasons: (response.error ?? []).map(({ code }) => code),
          lines: [...new Set(lines)],
          origin,
        })
      : undefined,
    file,
    payerControlNumber,
    paid: undefined,
    reversal: false,
  };
}

/** What no person has to look at has no task. */
const WORK: Readonly<Partial<Record<ClaimStatus['outcome'], Work>>> = {
  rejected: 'work-rejection',
  denied: 'work-denial',
  'information-requested': 'answer-request',
  unknown: 'answer-request',
};
