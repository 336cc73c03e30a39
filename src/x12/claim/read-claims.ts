/** 837 text → its claims, one at a time: only the claim at hand and what stands above it are held. */
import { checkElements } from '../guide/check-elements.ts';
import { INSTITUTIONAL } from '../guide/claim-837i.ts';
import { PROFESSIONAL } from '../guide/claim-837p.ts';
import type { Guide } from '../guide/guide.ts';
import { type Loop, LoopReader } from '../guide/read-loops.ts';
import { type EnvelopeEvent, EnvelopeReader, type TransactionHeader } from '../syntax/envelope.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { readSegmentChunks, type SegmentEvent, segmentsOf } from '../syntax/read-segments.ts';
import type { ClaimLoops } from './claim-loops.ts';

export type ClaimEvent =
  | { readonly kind: 'claim'; readonly claim: ClaimLoops }
  | { readonly kind: 'fault'; readonly fault: X12Fault }
  /** A transaction set of another kind, passed over. */
  | { readonly kind: 'passed-over'; readonly transaction: TransactionHeader };

/** The guide of a claim transaction; undefined for one that is not read here. */
export const claimGuide = (version: string): Guide | undefined =>
  [PROFESSIONAL, INSTITUTIONAL].find((guide) => guide.versions.includes(version));

export async function* readClaims(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<ClaimEvent> {
  const reader = new ClaimReader();
  // Most segments end nothing: `yield*` would wait for each of them.
  for await (const events of readSegmentChunks(source))
    for (const event of events) for (const found of reader.next(event)) yield found;
  yield* reader.end();
}

export function claimsOf(text: string): readonly ClaimEvent[] {
  const reader = new ClaimReader();
  return [...segmentsOf(text).flatMap((event) => reader.next(event)), ...reader.end()];
}

class ClaimReader {
  readonly #envelopes = new EnvelopeReader();
  #loops: LoopReader | undefined;
  #out: ClaimEvent[] = [];
  #header: Loop[] = [];

  next(event: SegmentEvent): readonly ClaimEvent[] {
    const inside = event.kind === 'segment' ? this.#envelopes.within(event.segment) : undefined;
    if (inside && event.kind === 'segment') this.#loops?.next(event.segment, inside.delimiters);
    else for (const found of this.#envelopes.next(event)) this.#take(found);
    return this.#given();
  }

  end(): readonly ClaimEvent[] {
    for (const found of this.#envelopes.end()) this.#take(found);
    return this.#given();
  }

  #given(): readonly ClaimEvent[] {
    const out = this.#out;
    if (out.length > 0) this.#out = [];
    return out;
  }

  #take(event: EnvelopeEvent): void {
    if (event.kind === 'fault') this.#out.push(event);
    else if (event.kind === 'start') this.#start(event.transaction);
    else if (event.kind === 'segment') this.#loops?.next(event.segment, event.transaction.delimiters);
    else if (event.kind === 'end') {
      this.#loops?.end(event.segment);
      this.#loops = undefined;
    }
  }

  #start(transaction: TransactionHeader): void {
    const guide = transaction.id === '837' ? claimGuide(transaction.version) : undefined;
    this.#header = [];
    if (!guide) {
      this.#loops = undefined;
      this.#out.push({ kind: 'passed-over', transaction });
      return;
    }
    this.#loops = new LoopReader(guide, {
      fault: (fault) => this.#out.push({ kind: 'fault', fault }),
      closed: (loop, above) => this.#closed(loop, above, guide, transaction),
    });
  }

  /** Claims, and the loops that held them, are handed on and forgotten. */
  #closed(loop: Loop, above: readonly Loop[], guide: Guide, transaction: TransactionHeader): boolean {
    for (const segment of loop.segments)
      for (const fault of checkElements(segment, transaction.delimiters, loop.id))
        this.#out.push({ kind: 'fault', fault });
    if (above.length === 0 && loop.id !== '2000A') this.#header.push(loop);
    if (loop.id !== '2300') return HOLDERS.has(loop.id);
    const [billing, subscriber, patient] = ['2000A', '2000B', '2000C'].map((id) =>
      above.find((one) => one.id === id),
    );
    if (!billing || !subscriber) return true;
    this.#out.push({
      kind: 'claim',
      claim: {
        kind: guide === PROFESSIONAL ? 'professional' : 'institutional',
        header: [...this.#header],
        billing: frozen(billing),
        subscriber: frozen(subscriber),
        patient: patient && frozen(patient),
        claim: loop,
        delimiters: transaction.delimiters,
        transaction,
      },
    });
    return true;
  }
}

const HOLDERS: ReadonlySet<string> = new Set(['2000A', '2000B', '2000C']);

/** A loop that is still open goes on being filled; what stands above a claim is as it was when the claim was read. */
const frozen = ({ id, segments, loops }: Loop): Loop => ({ id, segments: [...segments], loops: [...loops] });
