/** What is said of an edition, whatever it holds. */
import type { ServiceDate } from '../../kernel/index.ts';

/** An immutable edition of a code system. `complete` is false for a starter: absence from it proves nothing. */
export interface ReleaseInfo {
  /** For example `icd10cm-2026` or `icd10cm-2026-starter`. */
  readonly id: string;
  readonly system: string;
  readonly version: string;
  readonly title: string;
  readonly effective: { readonly from: ServiceDate; readonly to?: ServiceDate };
  /** SHA-256 of the content the release was read from. */
  readonly checksum: string;
  readonly source: string;
  readonly licence: string;
  readonly complete: boolean;
  readonly counts: { readonly rows: number; readonly billable: number };
}
