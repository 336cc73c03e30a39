/** Acute and chronic forms of one disease that are both coded, the acute one first (guideline I.B.8). */
import { underAny } from '../consolidate.ts';

/** Nodes of the acute form, nodes of the chronic one. */
const PAIRS: readonly (readonly [acute: readonly string[], chronic: readonly string[]])[] = [
  [
    ['J20', 'J21'],
    ['J41', 'J42', 'J44'],
  ],
  [['J00'], ['J31.0']],
  [['J01'], ['J32']],
  [['J02'], ['J31.2']],
  [['J03'], ['J35.0']],
  [['J04'], ['J37']],
  [['J96.0'], ['J96.1']],
  [['N10'], ['N11']],
  [['N17'], ['N18']],
  [['N30.0'], ['N30.1', 'N30.2']],
  [['K85'], ['K86.0', 'K86.1']],
  [['K81.0'], ['K81.1']],
  [['K72.0'], ['K72.1']],
  [['B15', 'B16', 'B17'], ['B18']],
  [['D62'], ['D50.0', 'D63']],
  [
    ['H65.0', 'H65.1', 'H66.0'],
    ['H65.2', 'H65.3', 'H65.4', 'H66.1', 'H66.2', 'H66.3'],
  ],
  [
    ['I82.4', 'I82.6'],
    ['I82.5', 'I82.7'],
  ],
  [
    ['M86.0', 'M86.1', 'M86.2'],
    ['M86.3', 'M86.4', 'M86.5', 'M86.6'],
  ],
  [['N70.0'], ['N70.1']],
  [['N71.0'], ['N71.1']],
  [['N73.0'], ['N73.1']],
  [['I30', 'I33'], ['I31']],
  [['L50.0', 'L50.1'], ['L50.8']],
];

/** Tests of the acute forms that stand before a chronic code; none where it is no chronic form of the table. */
export const acuteFormsOf = (code: string): readonly string[] =>
  PAIRS.flatMap(([acute, chronic]) => (underAny(code, chronic) ? acute : []));
