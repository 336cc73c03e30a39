/** What may be asked of the General Equivalence Mappings between ICD-9-CM and ICD-10 (CMS, NCHS; last issued for FY2018). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../release/release-info.ts';

/** Which way a file maps: diagnoses and procedures, forward and backward. */
export const GEM_MAPS = ['icd9cm-icd10cm', 'icd10cm-icd9cm', 'icd9pcs-icd10pcs', 'icd10pcs-icd9pcs'] as const;
export type GemMap = (typeof GEM_MAPS)[number];

export interface GemTarget {
  /** With its dot where its system has one: `E11.9`, `250.00`, `00.10`, `02HV33Z`. */
  readonly code: string;
  /** False where the meanings are the same; true where they are near each other. */
  readonly approximate: boolean;
}

/** Several codes that stand for the one together: one of each list. */
export interface GemScenario {
  readonly scenario: number;
  readonly lists: readonly (readonly GemTarget[])[];
}

/** `no-map` and `unknown` are certain of the file; `cannot-tell` is never a pass. */
export type GemAnswer =
  | {
      readonly kind: 'mapped';
      /** Each alone is an alternative. */
      readonly single: readonly GemTarget[];
      /** Each is an alternative too. */
      readonly combinations: readonly GemScenario[];
      readonly release: ReleaseInfo;
    }
  | { readonly kind: 'no-map'; readonly release: ReleaseInfo }
  | { readonly kind: 'unknown'; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface Gems {
  /** The alternatives of a code, with or without its dot, in the edition that had begun by a day. */
  translate(map: GemMap, code: string, on: ServiceDate): GemAnswer;
}
