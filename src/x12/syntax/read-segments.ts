/**
 * X12 text → segments, as a stream: each interchange declares its delimiters, line breaks after a terminator are passed
 * over, and no more than one segment is held. What is no X12 is a fault with its place, never an exception.
 */
import { type Delimiters, declaredDelimiters, ISA_LENGTH } from './delimiters.ts';
import type { X12Fault } from './fault.ts';
import type { Segment } from './segment.ts';

export type SegmentEvent =
  | { readonly kind: 'segment'; readonly segment: Segment; readonly delimiters: Delimiters }
  | { readonly kind: 'fault'; readonly fault: X12Fault };

/** Longer than any segment of the guides (an 837 NTE or K3 is under 300): what has no terminator must not fill memory. */
export const LONGEST_SEGMENT = 65_536;

/** Reads text as it comes; the chunks may break anywhere. */
export class SegmentReader {
  #rest = '';
  #delimiters: Delimiters | undefined;
  #number = 0;
  #offset = 0;
  #stopped = false;
  /** Where the next separator of elements stands in the text at hand, as far as it was looked for. */
  #next = -1;

  /** True once nothing more can be read: the stream is not X12 from here on. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(chunk: string): SegmentEvent[] {
    if (this.#stopped) return [];
    const text = this.#rest === '' ? chunk : this.#rest + chunk;
    const events: SegmentEvent[] = [];
    this.#next = -1;
    const used = this.#read(text, events);
    this.#rest = text.slice(used);
    this.#offset += used;
    if (this.#rest.length > LONGEST_SEGMENT)
      this.#stop(events, 'segment-unterminated', 'The segment has no terminator');
    return events;
  }

  /** What is left when the stream ends. */
  end(): SegmentEvent[] {
    const events: SegmentEvent[] = [];
    if (this.#stopped) return events;
    if (this.#rest.trim() !== '')
      this.#stop(events, 'segment-unterminated', 'The data ends within a segment');
    this.#rest = '';
    return events;
  }

  #read(text: string, events: SegmentEvent[]): number {
    let at = 0;
    while (!this.#stopped) {
      at = pastBreaks(text, at);
      if (at >= text.length) return at;
      if (text.startsWith('ISA', at) && !this.#declare(text, at, events)) return at;
      const delimiters = this.#delimiters;
      if (!delimiters) {
        if (text.length - at < 3 && 'ISA'.startsWith(text.slice(at))) return at;
        this.#offset += at;
        this.#stop(events, 'interchange-missing', 'The data does not begin with an ISA segment');
        return at;
      }
      const end = text.indexOf(delimiters.segment, at);
      if (end < 0) return at;
      this.#segment(text, at, end, delimiters, events);
      at = end + 1;
    }
    return at;
  }

  /** A new interchange declares its own delimiters. False while its ISA is not there as a whole. */
  #declare(text: string, at: number, events: SegmentEvent[]): boolean {
    if (text.length - at < ISA_LENGTH) return false;
    const declared = declaredDelimiters(text.slice(at, at + ISA_LENGTH));
    if (declared.kind === 'declared') {
      this.#delimiters = declared.delimiters;
      this.#next = -1;
      return true;
    }
    this.#number += 1;
    this.#stop(
      events,
      'interchange-header',
      `${declared.detail}; send ISA with its sixteen elements at their fixed widths`,
    );
    return false;
  }

  #segment(text: string, at: number, end: number, delimiters: Delimiters, events: SegmentEvent[]): void {
    this.#number += 1;
    const by = delimiters.element;
    const first = this.#separator(text, at, end, by);
    const id = text.slice(at, first);
    const elements: string[] = [];
    for (let from = first; from < end; ) {
      const next = this.#separator(text, from + 1, end, by);
      elements.push(text.slice(from + 1, next));
      from = next;
    }
    if (!isSegmentId(id)) {
      events.push({
        kind: 'fault',
        fault: this.#fault('segment-id', 'A segment begins with two or three capital letters or digits'),
      });
      return;
    }
    const segment = { id, elements, number: this.#number, offset: this.#offset + at };
    events.push({ kind: 'segment', segment, delimiters });
  }

  /** The next separator of elements, or the segment's end. Remembered, so that text without any is searched once. */
  #separator(text: string, from: number, end: number, by: string): number {
    if (this.#next < from) {
      const found = text.indexOf(by, from);
      this.#next = found < 0 ? Number.MAX_SAFE_INTEGER : found;
    }
    return Math.min(this.#next, end);
  }

  #stop(events: SegmentEvent[], id: string, message: string): void {
    this.#stopped = true;
    events.push({ kind: 'fault', fault: this.#fault(id, `${message}; nothing after it was read`) });
    this.#rest = '';
  }

  #fault(id: string, message: string): X12Fault {
    return { id, snip: 1, severity: 'error', message, segment: undefined, number: Math.max(1, this.#number) };
  }
}

/** A capital letter, then one or two capital letters or digits. */
function isSegmentId(id: string): boolean {
  if (id.length < 2 || id.length > 3 || !isCapital(id.charCodeAt(0))) return false;
  for (let i = 1; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    if (!isCapital(code) && !(code >= 48 && code <= 57)) return false;
  }
  return true;
}

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

function pastBreaks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBreak(text.charCodeAt(at))) at += 1;
  return at;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;

/** All segments of a stream of text or bytes. X12 is a single-byte character set: bytes are read as Latin-1. */
export async function* readSegments(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<SegmentEvent> {
  for await (const events of readSegmentChunks(source)) yield* events;
}

/** The same, those of a chunk together: a promise for each segment would take longer than reading it. */
export async function* readSegmentChunks(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<readonly SegmentEvent[]> {
  const reader = new SegmentReader();
  for await (const chunk of source) {
    yield reader.push(typeof chunk === 'string' ? chunk : latin1(chunk));
    if (reader.stopped) return;
  }
  yield reader.end();
}

/** The same for a text at hand. */
export function segmentsOf(text: string): readonly SegmentEvent[] {
  const reader = new SegmentReader();
  return [...reader.push(text), ...reader.end()];
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
