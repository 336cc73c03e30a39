/** Loops and segments in the order of their guide: what the guide has no place for stays after its neighbours. */
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import type { Guide, LoopSpec, SegmentUse } from './guide.ts';

/** Which use of a loop's specification a segment is; undefined when it is none. */
export function useOfDraft(spec: LoopSpec | undefined, segment: SegmentDraft): SegmentUse | undefined {
  return spec?.uses.get(segment.id)?.find((use) => {
    if (!use.qualifier) return true;
    const value = segment.elements[use.qualifier.element - 1];
    // The hierarchy is numbered when it is written: until then HL says nothing.
    if (segment.id === 'HL') return true;
    return use.qualifier.values.includes((typeof value === 'string' ? value : value?.[0]) ?? '');
  });
}

export function inOrder(loop: LoopDraft, guide: Guide): LoopDraft {
  const spec = guide.loop(loop.id);
  const inner = guide.inside(loop.id);
  return {
    id: loop.id,
    segments: sorted(loop.segments, (segment) => useOfDraft(spec, segment)?.index ?? LAST),
    loops: sorted(loop.loops, ({ id }) => placeOf(inner, id)).map((one) => inOrder(one, guide)),
  };
}

const LAST = Number.MAX_SAFE_INTEGER;

function placeOf(inner: readonly LoopSpec[], id: string): number {
  const place = inner.findIndex((spec) => spec.id === id);
  return place < 0 ? LAST : place;
}

/** Most stand in their order already: then nothing is copied. */
function sorted<T>(all: readonly T[], placed: (one: T) => number): readonly T[] {
  if (all.length < 2) return all;
  const places = all.map(placed);
  if (places.every((place, i) => i === 0 || place >= (places[i - 1] ?? 0))) return all;
  return all
    .map((one, i) => ({ one, place: places[i] ?? LAST }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
