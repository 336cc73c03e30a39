/** What a typeahead over one release of ICD-10-CM may be asked, what it answers, and the tables it is built from. */
import type { Icd10CmCode } from '../code.ts';
import type { ReleaseInfo } from '../release/release-info.ts';

export interface CodeHit {
  readonly code: Icd10CmCode;
  readonly title: string;
  /** False for a heading: it finds the codes below it and may not be reported. */
  readonly billable: boolean;
  /** Comparable within one answer only. */
  readonly score: number;
  /** What of the release or the tables answered to the words: a code, words of the title, or a phrase. */
  readonly matched: string;
}

export interface CodeSearchOptions {
  /** At most this many hits, 20 unless told, never more than 200. */
  readonly limit?: number;
  readonly billableOnly?: boolean;
  /** Only codes at or below one of these nodes, with or without the dot. */
  readonly under?: readonly string[];
}

export interface CodeSearch {
  /** The release that is searched, and so the dates for which its answers hold. */
  readonly info: ReleaseInfo;
  search(text: string, options?: CodeSearchOptions): readonly CodeHit[];
}

/** Short forms and what they may stand for: `ra` is rheumatoid arthritis, or the right atrium. */
export type AbbreviationTable = readonly { readonly short: string; readonly long: readonly string[] }[];

/** A phrase of everyday or clinical speech, the nodes it means (first what a coder means when nothing is added), other words for it. */
export interface Synonym {
  readonly phrase: string;
  readonly codes: readonly string[];
  readonly words: readonly string[];
}
export type SynonymTable = readonly Synonym[];

/** Words that answer for one another (kidney, renal), and words that find them only (broken, for fracture). */
export type WordTable = readonly { readonly words: readonly string[]; readonly also: readonly string[] }[];

/** Codes that a general word most often means, with a weight of 1 to 3. */
export type UsualCodeTable = readonly { readonly code: string; readonly weight: number }[];

/** An inclusion term of the tabular list and the node that prints it. */
export interface InclusionTerm {
  readonly node: string;
  readonly text: string;
}

export interface SearchTables {
  readonly abbreviations?: AbbreviationTable;
  readonly synonyms?: SynonymTable;
  readonly words?: WordTable;
  readonly usual?: UsualCodeTable;
  readonly inclusionTerms?: Iterable<InclusionTerm>;
}
