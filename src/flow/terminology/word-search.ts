/** The search behind `ValueSet/$expand?filter=`: that of the edition in force, or nothing where none is. */
import type { Terminology } from '../../terminology/index.ts';
import type { CodeSearch } from './model.ts';

export const wordSearch =
  ({ icd10cm }: Terminology): CodeSearch =>
  (text, { limit, on, under }) =>
    icd10cm.search?.(text, on, { limit, ...(under === undefined ? {} : { under: [under] }) }) ?? [];
