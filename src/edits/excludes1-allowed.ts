/** Pairs that an older tabular list keeps apart and the guidelines of the date allow; a newer list makes a row idle. */
import { type ServiceDate, within } from '../kernel/index.ts';

interface AllowedPair {
  readonly codes: readonly [string, string];
  readonly from: string;
  /** Section of the ICD-10-CM Official Guidelines. */
  readonly section: string;
}

const ALLOWED: readonly AllowedPair[] = [
  // Insulin and oral hypoglycaemic drugs: both codes; the list of 2021 still has Excludes1 at Z79.4.
  { codes: ['Z79.4', 'Z79.84'], from: '2021-10-01', section: 'I.C.4.a.3' },
];

export const isAllowedPair = (a: string, b: string, on: ServiceDate): boolean =>
  ALLOWED.some(
    ({ codes, from }) => codes.includes(a) && codes.includes(b) && a !== b && within(on, { from }),
  );
