/** A loop to be written, and how one that was read becomes one. */
import { elementsOf } from '../guide/elements.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import type { ElementValue, Segment, SegmentDraft } from '../syntax/segment.ts';

export interface LoopDraft {
  readonly id: string;
  readonly segments: readonly SegmentDraft[];
  readonly loops: readonly LoopDraft[];
}

/** A claim to be written, with what stands above it. */
export interface ClaimDraftLoops {
  readonly billing: LoopDraft;
  readonly subscriber: LoopDraft;
  readonly patient: LoopDraft | undefined;
  readonly claim: LoopDraft;
}

export const draftOf = (loop: Loop, delimiters: Delimiters): LoopDraft => ({
  id: loop.id,
  segments: loop.segments.map((segment) => segmentDraft(segment, delimiters)),
  loops: loop.loops.map((inner) => draftOf(inner, delimiters)),
});

/** Composites as lists, so that they are written with the delimiters of another interchange. */
export const segmentDraft = ({ id, elements }: Segment, { component }: Delimiters): SegmentDraft => {
  const specs = elementsOf(id);
  const values = elements.map(
    (value, i): ElementValue =>
      specs?.[i]?.type === 'composite' && value !== '' ? value.split(component) : value,
  );
  return { id, elements: values };
};
