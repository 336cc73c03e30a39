/** A segment as read: its elements as text, and how to look into repetitions and components (ASC X12.6). */
import type { Delimiters } from './delimiters.ts';

export interface Segment {
  /** `NM1`, `CLM`… */
  readonly id: string;
  /** `elements[0]` is element 01. Trailing empty elements may be missing. */
  readonly elements: readonly string[];
  /** Its place in the stream, from 1. */
  readonly number: number;
  /** Characters before it. */
  readonly offset: number;
}

/** A segment to be written; a list is a composite, undefined and '' are left empty. */
export type ElementValue = string | undefined | readonly (string | undefined)[];
export interface SegmentDraft {
  readonly id: string;
  readonly elements: readonly ElementValue[];
}

/** Element 01 is `element(s, 1)`; '' when it is not there. */
export const element = (segment: Segment, n: number): string => segment.elements[n - 1] ?? '';

/** Component `c` (from 1) of a composite element. */
export function component(segment: Segment, n: number, c: number, { component: by }: Delimiters): string {
  const value = element(segment, n);
  let from = 0;
  for (let i = 1; i < c; i += 1) {
    const at = value.indexOf(by, from);
    if (at < 0) return '';
    from = at + by.length;
  }
  const end = value.indexOf(by, from);
  return end < 0 ? value.slice(from) : value.slice(from, end);
}

export const components = (segment: Segment, n: number, { component: by }: Delimiters): readonly string[] => {
  const value = element(segment, n);
  return value === '' ? [] : value.split(by);
};

/** The repetitions of an element. */
export function repetitions(segment: Segment, n: number, { repetition }: Delimiters): readonly string[] {
  const value = element(segment, n);
  if (value === '') return [];
  return repetition === '' ? [value] : value.split(repetition);
}
