/** What the terminology operations stand on, and the port of the search behind `ValueSet/$expand?filter=`. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { MappingModule } from '../../suggest/index.ts';
import type { Icd10CmCode, Terminology } from '../../terminology/index.ts';

export interface CodeHit {
  readonly code: Icd10CmCode;
  readonly title: string;
  /** False for a heading, which may not be reported. */
  readonly billable: boolean;
}

/** Codes that answer to what a person typed, best first, in the edition of a day; at most `limit`. */
export type CodeSearch = (
  text: string,
  options: {
    readonly limit: number;
    readonly on: ServiceDate;
    /** Only this node and what lies below it. A search that cannot do so may leave it out: the answer is narrowed again. */
    readonly under?: Icd10CmCode;
  },
) => readonly CodeHit[];

export interface TerminologyContext {
  readonly terminology: Terminology;
  readonly modules: readonly MappingModule[];
  readonly search: CodeSearch;
  /** Now, as an instant: `date` and `version` left out mean today. */
  readonly now: string;
}

export const todayOf = ({ now }: TerminologyContext): string => now.slice(0, 10);
