/** Transaction sets → one interchange with one functional group, as a stream of text (005010 Appendix C). */
import { DELIMITERS } from './delimiters.ts';
import type { SegmentDraft } from './segment.ts';
import { type WriteOptions, writeSegment } from './write-segment.ts';

export interface EnvelopeOptions {
  readonly sender: { readonly qualifier: string; readonly id: string };
  readonly receiver: { readonly qualifier: string; readonly id: string };
  /** GS02 and GS03. */
  readonly applicationSender: string;
  readonly applicationReceiver: string;
  /** An instant, handed in: `2026-03-04T09:30:00Z`; written as it stands, in its own zone. */
  readonly at: string;
  /** Nine digits at most; unique for the sender and receiver. */
  readonly interchangeControlNumber: number;
  readonly groupControlNumber: number;
  /** GS01 and GS08. */
  readonly functionalId: string;
  readonly version: string;
  readonly usage: 'P' | 'T';
  readonly acknowledgementRequested?: boolean;
  /** Written after each terminator: '' or a line break. */
  readonly lineBreak?: '' | '\n' | '\r\n';
}

/** A transaction set: its segments between ST and SE. */
export interface TransactionDraft {
  readonly id: string;
  readonly controlNumber: string;
  readonly segments: Iterable<SegmentDraft>;
}

const ISA_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const;
const HIGHEST_CONTROL_NUMBER = 999_999_999;

export function* writeInterchange(
  transactions: Iterable<TransactionDraft>,
  options: EnvelopeOptions,
  writing: WriteOptions = {},
): Generator<string> {
  const by = writing.delimiters ?? DELIMITERS;
  const end = options.lineBreak ?? '';
  const line = (draft: SegmentDraft): string => writeSegment(draft, writing) + end;
  yield isaOf(options, by) + end;
  yield line(gsOf(options));
  let count = 0;
  for (const { id, controlNumber, segments } of transactions) {
    count += 1;
    let size = 2;
    yield line({ id: 'ST', elements: [id, controlNumber, options.version] });
    for (const segment of segments) {
      size += 1;
      yield line(segment);
    }
    yield line({ id: 'SE', elements: [String(size), controlNumber] });
  }
  yield line({ id: 'GE', elements: [String(count), String(options.groupControlNumber)] });
  yield line({ id: 'IEA', elements: ['1', nine(options.interchangeControlNumber)] });
}

function isaOf(options: EnvelopeOptions, by: typeof DELIMITERS): string {
  const { sender, receiver } = options;
  const { date, time } = stamp(options.at);
  const values = [
    '00',
    '',
    '00',
    '',
    sender.qualifier,
    sender.id,
    receiver.qualifier,
    receiver.id,
    date.slice(2),
    time,
    by.repetition,
    '00501',
    nine(options.interchangeControlNumber),
    options.acknowledgementRequested ? '1' : '0',
    options.usage,
    by.component,
  ];
  const padded = values.map((value, i) => fixed(value, ISA_WIDTHS[i] ?? 0, by));
  return `ISA${by.element}${padded.join(by.element)}${by.segment}`;
}

function gsOf(options: EnvelopeOptions): SegmentDraft {
  const { date, time } = stamp(options.at);
  return {
    id: 'GS',
    elements: [
      options.functionalId,
      options.applicationSender,
      options.applicationReceiver,
      date,
      time,
      String(options.groupControlNumber),
      'X',
      options.version,
    ],
  };
}

const STAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

function stamp(at: string): { readonly date: string; readonly time: string } {
  const [, year = '1970', month = '01', day = '01', hour = '00', minute = '00'] = STAMP.exec(at) ?? [];
  return { date: `${year}${month}${day}`, time: `${hour}${minute}` };
}

/** Control numbers run from 1 to 999999999 and begin again. */
const nine = (n: number): string =>
  String(((Math.max(1, n) - 1) % HIGHEST_CONTROL_NUMBER) + 1).padStart(9, '0');

/** ISA's elements have fixed widths; a partner's id that is longer or holds a delimiter would shift all that follows. */
function fixed(value: string, width: number, by: typeof DELIMITERS): string {
  const structural = width === 1 && (value === by.repetition || value === by.component);
  const safe = structural ? value : value.replace(/[^A-Za-z0-9 .\-_/&]/g, ' ');
  return safe.slice(0, width).padEnd(width, ' ');
}
