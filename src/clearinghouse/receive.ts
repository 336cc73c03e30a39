/** A received file → results: read as a stream, once, every response kept with its claim or as unmatched. Reading it again after a crash changes nothing. */
import { createHash } from 'node:crypto';
import { uuidFrom } from '../kernel/index.ts';
import {
  type EnvelopeEvent,
  EnvelopeReader,
  type ResponseEvent,
  readResponses,
  type SegmentEvent,
  SegmentReader,
  type X12Fault,
} from '../x12/index.ts';
import type { FileContext } from './file-context.ts';
import type { Result } from './model.ts';
import type { CaseLookup } from './ports/case-lookup.ts';
import type { FileSummary, Inbox } from './ports/inbox.ts';
import type { Results } from './ports/results.ts';
import type { SentClaims } from './ports/sent-claims.ts';
import { resultsOfAcknowledgement } from './results-of-acknowledgement.ts';
import { PaymentResults } from './results-of-payment.ts';
import { resultsOfStatus } from './results-of-status.ts';

export interface IncomingFile {
  /** As the sender called it; shown, never used as a path. */
  readonly name: string;
  /** Its bytes from the beginning, each time. */
  open(): AsyncIterable<Uint8Array>;
}

export interface ReceiveDeps {
  readonly sent: SentClaims;
  readonly inbox: Inbox;
  readonly results: Results;
  readonly cases: CaseLookup;
  /** An instant. */
  readonly at: string;
  /** Told of each fault of the file, with its place. */
  readonly fault?: (fault: X12Fault) => void;
}

export type Received =
  | { readonly kind: 'read'; readonly sha256: string; readonly summary: FileSummary }
  /** The same bytes were read before. */
  | { readonly kind: 'already'; readonly sha256: string }
  /** The data ends before the envelope does: nothing was kept, the rest may still be on its way. */
  | { readonly kind: 'incomplete'; readonly sha256: string };

export async function receiveFile(file: IncomingFile, deps: ReceiveDeps): Promise<Received> {
  const { sha256, bytes, whole } = await inspect(file);
  if (await deps.inbox.isDone(sha256)) return { kind: 'already', sha256 };
  if (!whole) return { kind: 'incomplete', sha256 };
  await deps.inbox.arrived({ sha256, name: file.name, bytes, at: deps.at });
  const summary = await readAll(file, sha256, deps);
  await deps.inbox.done(sha256, summary);
  return { kind: 'read', sha256, summary };
}

interface Inspected {
  readonly sha256: string;
  readonly bytes: number;
  /** Before anything is kept of it: a payment half of which is missing must not look like a small one. */
  readonly whole: boolean;
}

async function inspect(file: IncomingFile): Promise<Inspected> {
  const hash = createHash('sha256');
  const segments = new SegmentReader();
  const envelopes = new EnvelopeReader();
  let bytes = 0;
  let whole = true;
  const see = (events: readonly SegmentEvent[], last: readonly EnvelopeEvent[] = []): void => {
    for (const event of [...events.flatMap((e) => envelopes.next(e)), ...last])
      if (event.kind === 'fault' && CUT_SHORT.has(event.fault.id)) whole = false;
  };
  for await (const chunk of file.open()) {
    hash.update(chunk);
    bytes += chunk.length;
    see(segments.push(Buffer.from(chunk).toString('latin1')));
  }
  see(segments.end(), envelopes.end());
  return { sha256: hash.digest('hex'), bytes, whole };
}

const CUT_SHORT: ReadonlySet<string> = new Set(['envelope-open', 'segment-unterminated']);

async function readAll(file: IncomingFile, sha256: string, deps: ReceiveDeps): Promise<FileSummary> {
  const { sent, results, cases, at } = deps;
  const context: FileContext = {
    sent,
    results,
    cases,
    at,
    file: sha256,
    id: (...place) => uuidFrom('response', sha256, ...place),
  };
  const payments = new PaymentResults(context);
  const counts = { results: 0, unmatched: 0, faults: 0, payments: 0, balanced: true };
  for await (const event of readResponses(file.open())) {
    if (event.kind === 'fault') {
      counts.faults += 1;
      deps.fault?.(event.fault);
      continue;
    }
    if (event.kind === 'payment-end') {
      counts.payments += 1;
      counts.balanced &&= event.end.balanced;
    }
    for await (const result of resultsOf(event, context, payments)) {
      await results.put(result);
      counts.results += 1;
      if (result.kind === 'unmatched') counts.unmatched += 1;
    }
  }
  return counts;
}

function resultsOf(
  event: ResponseEvent,
  context: FileContext,
  payments: PaymentResults,
): AsyncIterable<Result> {
  switch (event.kind) {
    case 'interchange-acknowledged':
    case 'transaction-acknowledged':
    case 'group-acknowledged':
      return resultsOfAcknowledgement(event, context);
    case 'claim-status':
      return resultsOfStatus(event.status, context);
    case 'claim-payment':
      return payments.claim(event.claim, event.payment);
    case 'payment-end':
      return payments.end(event.end);
    default:
      return none();
  }
}

async function* none(): AsyncGenerator<Result> {}
