/** ISA/IEA, GS/GE and ST/SE around a stream of segments: counts and control numbers checked (005010 Appendix C). */
import type { Delimiters } from './delimiters.ts';
import type { X12Fault } from './fault.ts';
import type { SegmentEvent } from './read-segments.ts';
import { element, type Segment } from './segment.ts';

export interface Interchange {
  readonly controlNumber: string;
  readonly sender: { readonly qualifier: string; readonly id: string };
  readonly receiver: { readonly qualifier: string; readonly id: string };
  /** `P` production, `T` test. */
  readonly usage: string;
  /** `YYMMDD` and `HHMM`, as written. */
  readonly date: string;
  readonly time: string;
  readonly acknowledgementRequested: boolean;
}

export interface FunctionalGroup {
  /** GS01: `HC` health care claim, `FA` 999, `HN` 277, `HP` 835. */
  readonly id: string;
  readonly controlNumber: string;
  readonly sender: string;
  readonly receiver: string;
  /** GS08: `005010X222A1`. */
  readonly version: string;
}

/** One ST/SE. */
export interface TransactionHeader {
  /** ST01: `837`. */
  readonly id: string;
  readonly controlNumber: string;
  /** ST03, or GS08 where ST03 is left out. */
  readonly version: string;
  readonly interchange: Interchange;
  readonly group: FunctionalGroup;
  readonly delimiters: Delimiters;
}

export type EnvelopeEvent =
  | { readonly kind: 'interchange'; readonly interchange: Interchange; readonly delimiters: Delimiters }
  /** TA1, which stands between ISA and the first GS. */
  | { readonly kind: 'acknowledgement'; readonly segment: Segment; readonly interchange: Interchange }
  | { readonly kind: 'group'; readonly group: FunctionalGroup }
  | { readonly kind: 'start'; readonly transaction: TransactionHeader; readonly segment: Segment }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly transaction: TransactionHeader }
  | {
      readonly kind: 'end';
      readonly transaction: TransactionHeader;
      readonly segment: Segment;
      readonly segments: number;
    }
  | { readonly kind: 'group-end'; readonly group: FunctionalGroup; readonly transactions: number }
  | { readonly kind: 'interchange-end'; readonly interchange: Interchange; readonly groups: number }
  | { readonly kind: 'fault'; readonly fault: X12Fault };

/** Follows the envelopes; every segment between ST and SE is handed on with its transaction. */
export class EnvelopeReader {
  #interchange: Interchange | undefined;
  #group: FunctionalGroup | undefined;
  #transaction: TransactionHeader | undefined;
  #groups = 0;
  #transactions = 0;
  #segments = 0;
  #last = 1;

  /** The transaction set that a segment stands in, where it is none of the envelope: most segments, so that this is quick. */
  within(segment: Segment): TransactionHeader | undefined {
    const transaction = this.#transaction;
    if (!transaction || ENVELOPE.has(segment.id)) return undefined;
    this.#last = segment.number;
    this.#segments += 1;
    return transaction;
  }

  next(event: SegmentEvent): EnvelopeEvent[] {
    if (event.kind === 'fault') return [event];
    const { segment, delimiters } = event;
    this.#last = segment.number;
    this.#segments += 1;
    switch (segment.id) {
      case 'ISA':
        return this.#isa(segment, delimiters);
      case 'GS':
        return this.#gs(segment);
      case 'ST':
        return this.#st(segment, delimiters);
      case 'SE':
        return this.#se(segment);
      case 'GE':
        return this.#ge(segment);
      case 'IEA':
        return this.#iea(segment);
      default:
        if (segment.id === 'TA1' && this.#interchange && !this.#group)
          return [{ kind: 'acknowledgement', segment, interchange: this.#interchange }];
        return this.#transaction
          ? [{ kind: 'segment', segment, transaction: this.#transaction }]
          : [
              fault(
                segment,
                'segment-outside',
                `${shown(segment)} stands outside a transaction set; put it between ST and SE`,
              ),
            ];
    }
  }

  /** What is still open when the stream ends. */
  end(): EnvelopeEvent[] {
    const open = this.#transaction ? 'SE' : this.#group ? 'GE' : this.#interchange ? 'IEA' : undefined;
    if (open === undefined) return [];
    const message = `The data ends before ${open}; the file was cut short`;
    return [
      {
        kind: 'fault',
        fault: {
          id: 'envelope-open',
          snip: 1,
          severity: 'error',
          message,
          segment: open,
          number: this.#last,
        },
      },
    ];
  }

  #isa(segment: Segment, delimiters: Delimiters): EnvelopeEvent[] {
    const open = this.#interchange
      ? [fault(segment, 'interchange-open', 'An interchange begins before the one before it ended with IEA')]
      : [];
    this.#interchange = interchangeOf(segment);
    this.#group = undefined;
    this.#transaction = undefined;
    this.#groups = 0;
    return [...open, { kind: 'interchange', interchange: this.#interchange, delimiters }];
  }

  #gs(segment: Segment): EnvelopeEvent[] {
    if (!this.#interchange) return [fault(segment, 'group-outside', 'GS stands outside an interchange')];
    const open = this.#group
      ? [fault(segment, 'group-open', 'A group begins before the one before it ended with GE')]
      : [];
    this.#group = groupOf(segment);
    this.#transaction = undefined;
    this.#transactions = 0;
    this.#groups += 1;
    return [...open, { kind: 'group', group: this.#group }];
  }

  #st(segment: Segment, delimiters: Delimiters): EnvelopeEvent[] {
    const { interchange, group } = { interchange: this.#interchange, group: this.#group };
    if (!interchange || !group)
      return [fault(segment, 'transaction-outside', 'ST stands outside a functional group')];
    const open = this.#transaction
      ? [
          fault(
            segment,
            'transaction-open',
            'A transaction set begins before the one before it ended with SE',
          ),
        ]
      : [];
    this.#segments = 1;
    this.#transactions += 1;
    const version = element(segment, 3) || group.version;
    this.#transaction = {
      id: element(segment, 1),
      controlNumber: element(segment, 2),
      version,
      interchange,
      group,
      delimiters,
    };
    const differs = element(segment, 3) !== '' && element(segment, 3) !== group.version;
    const found = differs
      ? [fault(segment, 'version-differs', 'ST03 names another version than GS08', 3)]
      : [];
    return [...open, ...found, { kind: 'start', transaction: this.#transaction, segment }];
  }

  #se(segment: Segment): EnvelopeEvent[] {
    const transaction = this.#transaction;
    if (!transaction)
      return [fault(segment, 'transaction-outside', 'SE ends a transaction set that did not begin')];
    this.#transaction = undefined;
    const found = [
      ...count(segment, this.#segments, 'segments of the transaction set'),
      ...control(segment, transaction.controlNumber, 'ST02'),
    ];
    return [...found, { kind: 'end', transaction, segment, segments: this.#segments }];
  }

  #ge(segment: Segment): EnvelopeEvent[] {
    const group = this.#group;
    if (!group) return [fault(segment, 'group-outside', 'GE ends a group that did not begin')];
    this.#group = undefined;
    const open = this.#transaction
      ? [fault(segment, 'transaction-open', 'The group ends before its transaction set ended with SE')]
      : [];
    this.#transaction = undefined;
    const found = [
      ...count(segment, this.#transactions, 'transaction sets'),
      ...control(segment, group.controlNumber, 'GS06'),
    ];
    return [...open, ...found, { kind: 'group-end', group, transactions: this.#transactions }];
  }

  #iea(segment: Segment): EnvelopeEvent[] {
    const interchange = this.#interchange;
    if (!interchange)
      return [fault(segment, 'interchange-outside', 'IEA ends an interchange that did not begin')];
    this.#interchange = undefined;
    const open = this.#group
      ? [fault(segment, 'group-open', 'The interchange ends before its group ended with GE')]
      : [];
    this.#group = undefined;
    this.#transaction = undefined;
    const found = [
      ...count(segment, this.#groups, 'functional groups'),
      ...control(segment, interchange.controlNumber, 'ISA13'),
    ];
    return [...open, ...found, { kind: 'interchange-end', interchange, groups: this.#groups }];
  }
}

const ENVELOPE: ReadonlySet<string> = new Set(['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA']);

const shown = (segment: Segment): string => segment.id;

function fault(segment: Segment, id: string, message: string, at?: number): EnvelopeEvent {
  return {
    kind: 'fault',
    fault: {
      id,
      snip: 1,
      severity: 'error',
      message,
      segment: segment.id,
      number: segment.number,
      ...(at === undefined ? {} : { element: at }),
    },
  };
}

function count(segment: Segment, counted: number, what: string): EnvelopeEvent[] {
  const said = element(segment, 1);
  if (/^\d{1,10}$/.test(said) && Number(said) === counted) return [];
  return [
    fault(segment, 'count-differs', `${segment.id}01 does not give the number of ${what}, ${counted}`, 1),
  ];
}

function control(segment: Segment, number: string, of: string): EnvelopeEvent[] {
  return element(segment, 2) === number
    ? []
    : [fault(segment, 'control-number', `${segment.id}02 differs from ${of}`, 2)];
}

function interchangeOf(segment: Segment): Interchange {
  const text = (n: number): string => element(segment, n).trim();
  return {
    sender: { qualifier: text(5), id: text(6) },
    receiver: { qualifier: text(7), id: text(8) },
    date: text(9),
    time: text(10),
    controlNumber: text(13),
    acknowledgementRequested: text(14) === '1',
    usage: text(15),
  };
}

const groupOf = (segment: Segment): FunctionalGroup => ({
  id: element(segment, 1),
  sender: element(segment, 2),
  receiver: element(segment, 3),
  controlNumber: element(segment, 6),
  version: element(segment, 8),
});

/** All events of segments at hand. */
export function envelopesOf(events: Iterable<SegmentEvent>): readonly EnvelopeEvent[] {
  const reader = new EnvelopeReader();
  return [...[...events].flatMap((event) => reader.next(event)), ...reader.end()];
}
