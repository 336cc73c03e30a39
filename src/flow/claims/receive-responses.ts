/** Use case: a file of responses → results with their claims, and what they mean to the cases. The same file again changes nothing. */
import {
  type CaseLookup,
  type ClaimResult,
  type Inbox,
  type IncomingFile,
  type Payload,
  type Polled,
  type ReceiveDeps,
  type Received,
  type Results,
  receiveFile,
  resultOfSubmission,
  type SentClaims,
} from '../../clearinghouse/index.ts';
import type { ClaimResponse } from '../../fhir/index.ts';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import type { Case } from '../../review/index.ts';
import type { X12Fault } from '../../x12/index.ts';
import type { Cases } from '../process-model.ts';
import { type CaseStep, stepCase } from './case-events.ts';
import { sentStep } from './send-claims.ts';

export interface ReceiveResponsesDeps {
  readonly cases: Cases;
  readonly lookup: CaseLookup;
  readonly sent: SentClaims;
  readonly inbox: Inbox;
  readonly results: Results;
  readonly clock: Clock;
  readonly fault?: (fault: X12Fault) => void;
}

export const receiveResponses = (file: IncomingFile, deps: ReceiveResponsesDeps): Promise<Received> =>
  receiveFile(file, receiving(deps));

/** As an upload: a file that holds no response is told to whoever sent it (CW-8703), and kept nowhere. */
export async function receiveUpload(file: IncomingFile, deps: ReceiveResponsesDeps): Promise<Received> {
  const received = await receiveResponses(file, deps);
  if (received.kind === 'incomplete') throw unreadable('the data ends before the interchange does');
  if (received.kind === 'read' && received.summary.results === 0)
    throw unreadable(`it holds no 999, TA1, 277 or 835, and has ${received.summary.faults} faults`);
  return received;
}

const unreadable = (detail: string): ClaimwrightError => new ClaimwrightError('CW-8703', { detail });

/** What a FHIR server answered to a submitted Claim. */
export async function receiveAnswer(
  response: ClaimResponse,
  payload: Payload,
  deps: Pick<ReceiveResponsesDeps, 'cases' | 'lookup' | 'results' | 'clock' | 'sent'>,
): Promise<void> {
  const origin = (number: string) => deps.lookup.byClaimNumber(number);
  const result = await resultOfSubmission({ response, payload, at: deps.clock.now(), origin });
  if (!result) return;
  await deps.results.put(result);
  await noteResult(result, deps);
}

export interface Poller {
  poll(deps: ReceiveDeps): Promise<readonly Polled[]>;
}

/** What a partner put into the folder of its channel. */
export const pollResponses = (poller: Poller, deps: ReceiveResponsesDeps): Promise<readonly Polled[]> =>
  poller.poll(receiving(deps));

/** A case is told before the file counts as read: a crash in between reads it again, and the case stays where it is. */
function receiving(deps: ReceiveResponsesDeps): ReceiveDeps {
  const { sent, inbox, results, lookup, clock, fault } = deps;
  return {
    ...{ sent, inbox, cases: lookup, at: clock.now() },
    ...(fault ? { fault } : {}),
    results: {
      ...results,
      put: async (result) => {
        await results.put(result);
        if (result.kind === 'claim') await noteResult(result, deps);
      },
    },
  };
}

async function noteResult(
  result: ClaimResult,
  deps: Pick<ReceiveResponsesDeps, 'cases' | 'clock' | 'sent'>,
): Promise<boolean> {
  const { cases, sent } = deps;
  const claim = (await sent.byNumber(result.number)).at(-1);
  const batch = claim && (await sent.batch(claim.batch));
  return stepCase(
    deps,
    () => cases.byClaimNumber(result.number),
    (c) => {
      const step = stepOf(c, result);
      // The answer overtook the note that the claim was sent, which a crash may have kept from being made.
      const first = c.state === 'claimed' && batch ? [sentStep(batch)] : [];
      return step ? [...first, step] : [];
    },
  );
}

/** What a reversal takes back is told by its task; what was cancelled was told before. */
function stepOf(c: Case, { state, reversal, response, file, id }: ClaimResult): CaseStep | undefined {
  if (reversal || response.status === 'cancelled' || c.state === state) return undefined;
  const { outcome } = response;
  const why = `ClaimResponse ${id} (${outcome}) came in the file ${file.slice(0, 16)}.`;
  return { kind: state, who: 'clearinghouse', why };
}
