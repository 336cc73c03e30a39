/** What is wrong with X12 data, located: which segment, element and component, and at which SNIP level. */

/** WEDI SNIP levels of an 837 check: 1 syntax, 2 guide, 3 balancing, 4 situational, 5 external code sets, 6 line of business, 7 partner. */
export type SnipLevel = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface X12Fault {
  /** Kebab case, stable: `segment-count`, `element-too-long`. */
  readonly id: string;
  readonly snip: SnipLevel;
  readonly severity: 'error' | 'warning';
  /** One plain sentence: what is wrong and what would mend it. Never the value of an element. */
  readonly message: string;
  /** `NM1`; undefined where no segment was read. */
  readonly segment: string | undefined;
  /** Its number in the stream, from 1. */
  readonly number: number;
  /** Element, from 1; component, from 1. */
  readonly element?: number;
  readonly component?: number;
  /** Loop of the guide, `2010AA`. */
  readonly loop?: string;
}
