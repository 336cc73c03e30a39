/** What the guides want said and a Claim seldom says: the usual answer, put in where nothing else stands. */
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { ElementValue, SegmentDraft } from '../syntax/segment.ts';

type Defaults = readonly (ElementValue | undefined)[];

/**
 * CLM06 signature on file, CLM07 assignment accepted, CLM08 benefits assigned, CLM09 release of information signed; OI03 and
 * OI06 the same of another payer; SBR09 commercial insurance; PAT01 unknown; NM102 a person where NM1 is of a person.
 */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  CLM: [undefined, undefined, undefined, undefined, undefined, 'Y', 'A', 'Y', 'Y'],
  OI: [undefined, undefined, 'Y', undefined, undefined, 'Y'],
  SBR: [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, 'CI'],
};

export const withDefaults = (loop: LoopDraft, institutional: boolean): LoopDraft => ({
  id: loop.id,
  segments: loop.segments.map((segment) => defaulted(segment, institutional)),
  loops: loop.loops.map((inner) => withDefaults(inner, institutional)),
});

function defaulted(segment: SegmentDraft, institutional: boolean): SegmentDraft {
  const defaults = DEFAULTS[segment.id];
  if (!defaults) return segment;
  const length = Math.max(segment.elements.length, defaults.length);
  // CLM06 is the physician's signature, of which an institutional claim says nothing.
  const known =
    institutional && segment.id === 'CLM'
      ? defaults.map((value, i) => (i === 5 ? undefined : value))
      : defaults;
  return {
    id: segment.id,
    elements: Array.from({ length }, (_, i) => given(segment.elements[i]) ?? known[i]),
  };
}

const given = (value: ElementValue): ElementValue => (value === '' ? undefined : value);
