/** What the loaded conversion tables say took the place of a code that is gone. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { Icd10CmCode } from '../code.ts';
import type { ConversionEdition } from './conversion-edition.ts';

/** The codes that began on a day in place of another: the official answer, where there is one. */
export type Converted = (code: Icd10CmCode, from: ServiceDate) => readonly Icd10CmCode[];

/** Each table repeats those before it, so that all of them together say a thing once. */
export const convertedBy =
  (editions: readonly ConversionEdition[]): Converted =>
  (code, from) =>
    [...new Set(editions.flatMap((edition) => edition.successors(code, from)))].sort();
