/** Puts each segment of a transaction set into its loop of the guide, and tells what stands where the guide has no place (SNIP 2). */
import type { Delimiters } from '../syntax/delimiters.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { component, type Segment } from '../syntax/segment.ts';
import type { Guide, LoopSpec, SegmentUse } from './guide.ts';

/** A loop as read. Its parts are added while it is open. */
export interface Loop {
  readonly id: string;
  readonly segments: readonly Segment[];
  readonly loops: readonly Loop[];
}

interface Open {
  readonly id: string;
  readonly spec: LoopSpec;
  readonly segments: Segment[];
  readonly loops: Loop[];
  /** Uses met so far. */
  readonly met: Map<SegmentUse, number>;
  readonly inner: Map<string, number>;
  place: number;
  /** Number of its first segment. */
  readonly number: number;
}

export interface LoopListener {
  /** A loop is whole. Answering true takes it out of its parent, so that memory stays flat. */
  closed?(loop: Loop, above: readonly Loop[]): boolean;
  fault(fault: X12Fault): void;
}

export class LoopReader {
  readonly #guide: Guide;
  readonly #listener: LoopListener;
  #open: Open[] = [];
  readonly #top = new Map<string, number>();
  readonly #roots: Loop[] = [];

  constructor(guide: Guide, listener: LoopListener) {
    this.#guide = guide;
    this.#listener = listener;
  }

  next(segment: Segment, delimiters: Delimiters): void {
    if (this.#begins(segment, delimiters) || this.#belongs(segment, delimiters)) return;
    this.#fault('segment-unexpected', segment, `The guide has no ${segment.id} of this kind here`);
    // Kept where it stands, so that nothing of the claim is lost.
    this.#open.at(-1)?.segments.push(segment);
  }

  /** Closes what is open; answers the loops at the top that no listener took. */
  end(last: Segment): readonly Loop[] {
    while (this.#open.length > 0) this.#close();
    for (const spec of this.#guide.inside(undefined))
      if (spec.required && !this.#top.has(spec.id)) this.#missing(spec, undefined, last.number);
    return this.#roots;
  }

  /** A segment of the loop that is open: at its place, or, with a fault, at a place that was passed. */
  #belongs(segment: Segment, delimiters: Delimiters): boolean {
    const open = this.#open.at(-1);
    if (!open) return false;
    const uses = open.spec.segments.filter((use) => isUse(use, segment, delimiters));
    const use = uses.find((u) => u.place >= open.place && (open.met.get(u) ?? 0) < u.most) ?? uses.at(-1);
    if (!use) return false;
    const count = (open.met.get(use) ?? 0) + 1;
    if (count > use.most)
      this.#fault(
        'segment-repeat',
        segment,
        `${segment.id} of this kind may stand here at most ${times(use.most)}`,
      );
    else if (use.place < open.place)
      this.#fault(
        'segment-order',
        segment,
        `${segment.id} stands after segments that follow it in the guide`,
      );
    open.met.set(use, count);
    open.place = Math.max(open.place, use.place);
    open.segments.push(segment);
    return true;
  }

  /** The nearest loop, from the innermost open one outward, that the segment begins. */
  #begins(segment: Segment, delimiters: Delimiters): boolean {
    for (let depth = this.#open.length; depth >= 0; depth -= 1) {
      const parent = this.#open[depth - 1];
      if (parent && depth === this.#open.length && this.#fits(parent, segment, delimiters)) return false;
      const spec = this.#guide
        .inside(parent?.id)
        .find((loop) => isUse(loop.segments[0], segment, delimiters));
      if (!spec) continue;
      while (this.#open.length > depth) this.#close();
      this.#enter(spec, parent, segment);
      return true;
    }
    return false;
  }

  /** Whether the open loop has room for the segment itself: then it begins no other. */
  #fits(open: Open, segment: Segment, delimiters: Delimiters): boolean {
    return open.spec.segments.some(
      (use, i) =>
        i > 0 &&
        isUse(use, segment, delimiters) &&
        use.place >= open.place &&
        (open.met.get(use) ?? 0) < use.most,
    );
  }

  #enter(spec: LoopSpec, parent: Open | undefined, segment: Segment): void {
    const counts = parent?.inner ?? this.#top;
    const count = (counts.get(spec.id) ?? 0) + 1;
    counts.set(spec.id, count);
    const first = spec.segments[0];
    this.#open.push({
      id: spec.id,
      spec,
      segments: [segment],
      loops: [],
      met: new Map(first ? [[first, 1]] : []),
      inner: new Map(),
      place: first?.place ?? 0,
      number: segment.number,
    });
    if (count > spec.most)
      this.#fault('loop-repeat', segment, `Loop ${spec.id} may stand here at most ${times(spec.most)}`);
  }

  #close(): void {
    const open = this.#open.pop();
    if (!open) return;
    for (const use of open.spec.segments)
      if (use.required && !open.met.has(use))
        this.#absent(open, use.id, 'segment-missing', `Loop ${open.id} needs ${use.id}${qualified(use)}`);
    for (const spec of this.#guide.inside(open.id))
      if (spec.required && !open.inner.has(spec.id)) this.#missing(spec, open, open.number);
    const loop: Loop = { id: open.id, segments: open.segments, loops: open.loops };
    const taken = this.#listener.closed?.(loop, this.#open) ?? false;
    if (!taken) (this.#open.at(-1)?.loops ?? this.#roots).push(loop);
  }

  /** A patient loop carries the claims of a dependent: then 2000B needs none, and it is 2300 that no parent has to have. */
  #missing(spec: LoopSpec, open: Open | undefined, number: number): void {
    const message = `${open ? `Loop ${open.id}` : 'The transaction set'} needs loop ${spec.id}`;
    this.#listener.fault({
      id: 'loop-missing',
      snip: 2,
      severity: 'error',
      message,
      segment: spec.segments[0]?.id,
      number,
      loop: spec.id,
    });
  }

  #absent(open: Open, segment: string, id: string, message: string): void {
    this.#listener.fault({
      id,
      snip: 2,
      severity: 'error',
      message,
      segment: segment.slice(0, 3),
      number: open.number,
      loop: open.id,
    });
  }

  #fault(id: string, segment: Segment, message: string): void {
    const loop = this.#open.at(-1)?.id;
    this.#listener.fault({
      id,
      snip: 2,
      severity: 'error',
      message,
      segment: segment.id,
      number: segment.number,
      ...(loop === undefined ? {} : { loop }),
    });
  }
}

const times = (most: number): string => (most === 1 ? 'once' : `${most} times`);

const qualified = ({ qualifier }: SegmentUse): string =>
  qualifier ? ` (${qualifier.values.join(' or ')})` : '';

export function isUse(use: SegmentUse | undefined, segment: Segment, delimiters: Delimiters): boolean {
  if (use?.id !== segment.id) return false;
  if (!use.qualifier) return true;
  return use.qualifier.values.includes(component(segment, use.qualifier.element, 1, delimiters));
}
