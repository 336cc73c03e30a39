/** Loops and segments in the order of their guide: what the guide has no place for stays after its neighbours. */
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import type { Guide, LoopSpec, SegmentUse } from './guide.ts';

/** Which use of a loop's specification a segment is; undefined when it is none. */
export function useOfDraft(spec: LoopSpec | undefined, segment: SegmentDraft): SegmentUse | undefined {
  return spec?.segments.find((use) => {
    if (use.id !== segment.id) return false;
    if (!use.qualifier) return true;
    const value = segment.elements[use.qualifier.element - 1];
    // The hierarchy is numbered when it is written: until then HL says nothing.
    if (segment.id === 'HL') return true;
    return use.qualifier.values.includes((typeof value === 'string' ? value : value?.[0]) ?? '');
  });
}

export function inOrder(loop: LoopDraft, guide: Guide): LoopDraft {
  const spec = guide.loop(loop.id);
  const place = new Map(spec?.segments.map((use, i) => [use, i]));
  const inner = guide.inside(loop.id).map(({ id }) => id);
  const last = Number.MAX_SAFE_INTEGER;
  const placeOf = (segment: SegmentDraft): number => {
    const use = useOfDraft(spec, segment);
    return use === undefined ? last : (place.get(use) ?? last);
  };
  const placeOfLoop = ({ id }: LoopDraft): number => (inner.includes(id) ? inner.indexOf(id) : last);
  return {
    id: loop.id,
    segments: [...loop.segments].sort((a, b) => placeOf(a) - placeOf(b)),
    loops: [...loop.loops].sort((a, b) => placeOfLoop(a) - placeOfLoop(b)).map((one) => inOrder(one, guide)),
  };
}
