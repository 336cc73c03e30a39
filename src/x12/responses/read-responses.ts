/** 999, TA1, 277CA, 277 and 835 → what they say, one claim at a time: a file of any size is read in flat memory. */

import { ACKNOWLEDGEMENT } from '../guide/acknowledgement-999.ts';
import { checkElements } from '../guide/check-elements.ts';
import type { Guide } from '../guide/guide.ts';
import { LoopReader } from '../guide/read-loops.ts';
import { REMITTANCE } from '../guide/remittance-835.ts';
import { CLAIM_ACKNOWLEDGEMENT, CLAIM_STATUS } from '../guide/status-277ca.ts';
import { type EnvelopeEvent, EnvelopeReader, type TransactionHeader } from '../syntax/envelope.ts';
import { readSegmentChunks, type SegmentEvent, segmentsOf } from '../syntax/read-segments.ts';
import { interchangeAcknowledgement } from './acknowledgement.ts';
import { AcknowledgementTaker } from './take-acknowledgement.ts';
import { PaymentTaker } from './take-payment.ts';
import { StatusTaker } from './take-status.ts';
import type { LoopTaker, ResponseEvent } from './taker.ts';

interface Kind {
  /** ST01. */
  readonly id: string;
  readonly guide: Guide;
  taker(transaction: TransactionHeader, tell: (event: ResponseEvent) => void): LoopTaker;
}

const KINDS: readonly Kind[] = [
  { id: '999', guide: ACKNOWLEDGEMENT, taker: (t, tell) => new AcknowledgementTaker(t, tell) },
  { id: '277', guide: CLAIM_ACKNOWLEDGEMENT, taker: (t, tell) => new StatusTaker(t, tell) },
  { id: '277', guide: CLAIM_STATUS, taker: (t, tell) => new StatusTaker(t, tell) },
  { id: '835', guide: REMITTANCE, taker: (t, tell) => new PaymentTaker(t, tell) },
];

export async function* readResponses(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<ResponseEvent> {
  const reader = new ResponseReader();
  // Most segments end nothing: `yield*` would wait for each of them.
  for await (const events of readSegmentChunks(source))
    for (const event of events) for (const found of reader.next(event)) yield found;
  yield* reader.end();
}

export function responsesOf(text: string): readonly ResponseEvent[] {
  const reader = new ResponseReader();
  return [...segmentsOf(text).flatMap((event) => reader.next(event)), ...reader.end()];
}

export class ResponseReader {
  readonly #envelopes = new EnvelopeReader();
  #loops: LoopReader | undefined;
  #taker: LoopTaker | undefined;
  #out: ResponseEvent[] = [];

  next(event: SegmentEvent): readonly ResponseEvent[] {
    const inside = event.kind === 'segment' ? this.#envelopes.within(event.segment) : undefined;
    if (inside && event.kind === 'segment') this.#loops?.next(event.segment, inside.delimiters);
    else for (const found of this.#envelopes.next(event)) this.#take(found);
    return this.#given();
  }

  end(): readonly ResponseEvent[] {
    // A file that is cut short ends no payment: what was read of it stands, and the fault says so.
    for (const found of this.#envelopes.end()) this.#take(found);
    return this.#given();
  }

  #given(): readonly ResponseEvent[] {
    const out = this.#out;
    if (out.length > 0) this.#out = [];
    return out;
  }

  #take(event: EnvelopeEvent): void {
    if (event.kind === 'fault') this.#out.push(event);
    else if (event.kind === 'acknowledgement') this.#out.push(acknowledged(event));
    else if (event.kind === 'start') this.#start(event.transaction);
    else if (event.kind === 'segment') this.#loops?.next(event.segment, event.transaction.delimiters);
    else if (event.kind === 'end') {
      this.#loops?.end(event.segment);
      this.#taker?.end(event.segment);
      this.#loops = undefined;
      this.#taker = undefined;
    }
  }

  #start(transaction: TransactionHeader): void {
    const kind = KINDS.find(
      ({ id, guide }) => id === transaction.id && guide.versions.includes(transaction.version),
    );
    this.#loops = undefined;
    this.#taker = undefined;
    if (!kind) {
      this.#out.push({ kind: 'passed-over', transaction });
      return;
    }
    const tell = (event: ResponseEvent): void => void this.#out.push(event);
    const taker = kind.taker(transaction, tell);
    this.#taker = taker;
    this.#loops = new LoopReader(kind.guide, {
      fault: (fault) => tell({ kind: 'fault', fault }),
      closed: (loop, above) => {
        for (const segment of loop.segments)
          for (const fault of checkElements(segment, transaction.delimiters, loop.id))
            tell({ kind: 'fault', fault });
        return taker.closed(loop, above);
      },
    });
  }
}

const acknowledged = ({
  segment,
  interchange,
}: Extract<EnvelopeEvent, { kind: 'acknowledgement' }>): ResponseEvent => ({
  kind: 'interchange-acknowledged',
  acknowledgement: interchangeAcknowledgement(segment, interchange),
});
