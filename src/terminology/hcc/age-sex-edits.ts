/** Where a V28 category depends on age or sex (CMS-HCC V28 software, edits on the diagnosis); the other models' are not known here. */
import { type Icd10CmCode, isUnder } from '../code.ts';
import type { Enrollee, HccModel } from './model.ts';

interface AgeSexEdit {
  readonly nodes: readonly string[];
  readonly applies: (enrollee: Enrollee) => boolean;
  /** The category instead; none where the diagnosis does not count. */
  readonly instead: readonly number[];
}

const V28: readonly AgeSexEdit[] = [
  { nodes: ['D66', 'D67'], applies: ({ sex }) => sex === 'F', instead: [112] },
  { nodes: ['C50'], applies: ({ age }) => age < 50, instead: [22] },
  { nodes: ['J41', 'J42', 'J43', 'J44', 'J98.2', 'J98.3'], applies: ({ age }) => age < 18, instead: [] },
  { nodes: ['P04', 'P27', 'P29.30', 'P93', 'P96.1', 'P96.2'], applies: ({ age }) => age >= 2, instead: [] },
];

/** The categories of a diagnosis that this enrollee's age and sex leave; a code that has none gains none. */
export function forEnrollee(
  code: Icd10CmCode,
  hccs: readonly number[],
  enrollee: Enrollee,
  model: HccModel,
): readonly number[] {
  if (model !== 'V28' || hccs.length === 0) return hccs;
  const edit = V28.find(({ nodes, applies }) => nodes.some((n) => isUnder(code, n)) && applies(enrollee));
  return edit ? edit.instead : hccs;
}
