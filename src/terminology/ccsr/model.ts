/** What may be asked of CCSR for ICD-10-CM diagnoses. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { Icd10CmCode } from '../code.ts';

export interface CcsrCategory {
  /** Such as `END002`. */
  readonly id: string;
  readonly label: string;
}

export type CcsrAnswer =
  | {
      readonly kind: 'known';
      readonly categories: readonly CcsrCategory[];
      /** Of the principal diagnosis of a stay; absent where the code may not be one. */
      readonly inpatient?: CcsrCategory;
      /** Of the first-listed diagnosis of a visit. */
      readonly outpatient?: CcsrCategory;
      readonly edition: string;
    }
  | { readonly kind: 'unknown'; readonly edition: string }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface Ccsr {
  categories(code: Icd10CmCode, on: ServiceDate): CcsrAnswer;
}
