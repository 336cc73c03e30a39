/** What may be asked of the code lists of the Medicare Code Editor (CMS, Definitions of Medicare Code Edits, chapter 1). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../release/release-info.ts';

/** One list of the manual. */
export interface MceList {
  /**
   * `newborn`, `pediatric`, `maternity`, `adult`, `female`, `male`, `female-procedure`, `male-procedure`, `manifestation`,
   * `questionable-admission`, `unacceptable-principal`, `unacceptable-principal-alone` (acceptable with a secondary
   * diagnosis), `unspecified`; else the section's number and letter: `11a`, `17b`.
   */
  readonly id: string;
  /** The heading, as the manual prints it. */
  readonly title: string;
  readonly system: 'icd10cm' | 'icd10pcs';
  /** Years in which the diagnosis occurs, inclusive. */
  readonly ages?: { readonly from: number; readonly to: number };
}

/** `cannot-tell` is never a pass. A list that the edition does not publish says nothing: see `published`. */
export type MceAnswer =
  | {
      readonly kind: 'known';
      /** The lists that hold the code. */
      readonly lists: readonly MceList[];
      /** Ids of all lists of the edition: CMS ended the sex conflict in October 2024, and its lists with it. */
      readonly published: readonly string[];
      readonly release: ReleaseInfo;
    }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface Mce {
  /** Which lists hold an ICD-10-CM or ICD-10-PCS code on the day of discharge. */
  lists(code: string, on: ServiceDate): MceAnswer;
}
