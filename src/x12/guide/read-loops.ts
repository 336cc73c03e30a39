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
  /** How often each use was met so far. */
  readonly met: number[];
  /** How often each loop in it; made with the first. */
  inner: Map<string, number> | undefined;
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
    const open = this.#open.at(-1);
    // Where the open loop has room for the segment itself, it begins no other.
    const use = open && room(open, segment, delimiters);
    if (use) {
      take(open, use, segment);
      return;
    }
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
    const uses = (open.spec.uses.get(segment.id) ?? []).filter((use) => isUse(use, segment, delimiters));
    const use = uses.find((u) => hasRoom(open, u)) ?? uses.at(-1);
    if (!use) return false;
    if ((open.met[use.index] ?? 0) >= use.most)
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
    take(open, use, segment);
    return true;
  }

  /** The nearest loop, from the innermost open one outward, that the segment begins. */
  #begins(segment: Segment, delimiters: Delimiters): boolean {
    for (let depth = this.#open.length; depth >= 0; depth -= 1) {
      const parent = this.#open[depth - 1];
      const spec = this.#guide
        .begunBy(parent?.id, segment.id)
        .find((loop) => isUse(loop.segments[0], segment, delimiters));
      if (!spec) continue;
      while (this.#open.length > depth) this.#close();
      this.#enter(spec, parent, segment);
      return true;
    }
    return false;
  }

  #enter(spec: LoopSpec, parent: Open | undefined, segment: Segment): void {
    if (parent) parent.inner ??= new Map();
    const counts = parent?.inner ?? this.#top;
    const count = (counts.get(spec.id) ?? 0) + 1;
    counts.set(spec.id, count);
    const met = new Array<number>(spec.segments.length).fill(0);
    met[0] = 1;
    this.#open.push({
      id: spec.id,
      spec,
      segments: [segment],
      loops: [],
      met,
      inner: undefined,
      place: spec.segments[0]?.place ?? 0,
      number: segment.number,
    });
    if (count > spec.most)
      this.#fault('loop-repeat', segment, `Loop ${spec.id} may stand here at most ${times(spec.most)}`);
  }

  #close(): void {
    const open = this.#open.pop();
    if (!open) return;
    for (const use of open.spec.segments)
      if (use.required && !open.met[use.index])
        this.#absent(open, use.id, 'segment-missing', `Loop ${open.id} needs ${use.id}${qualified(use)}`);
    for (const spec of this.#guide.inside(open.id))
      if (spec.required && !open.inner?.has(spec.id)) this.#missing(spec, open, open.number);
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

/** The first use of the loop that the segment is and that has room, but not the one that begins it. */
function room(open: Open, segment: Segment, delimiters: Delimiters): SegmentUse | undefined {
  const uses = open.spec.uses.get(segment.id);
  if (uses)
    for (const use of uses)
      if (use.index > 0 && hasRoom(open, use) && isUse(use, segment, delimiters)) return use;
  return undefined;
}

const hasRoom = (open: Open, use: SegmentUse): boolean =>
  use.place >= open.place && (open.met[use.index] ?? 0) < use.most;

function take(open: Open, use: SegmentUse, segment: Segment): void {
  open.met[use.index] = (open.met[use.index] ?? 0) + 1;
  if (use.place > open.place) open.place = use.place;
  open.segments.push(segment);
}

const times = (most: number): string => (most === 1 ? 'once' : `${most} times`);

const qualified = ({ qualifier }: SegmentUse): string =>
  qualifier ? ` (${qualifier.values.join(' or ')})` : '';

export function isUse(use: SegmentUse | undefined, segment: Segment, delimiters: Delimiters): boolean {
  if (use?.id !== segment.id) return false;
  if (!use.qualifier) return true;
  return use.qualifier.values.includes(component(segment, use.qualifier.element, 1, delimiters));
}
