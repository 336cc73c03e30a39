/**
 * What may be asked of the billing and coding articles beside Medicare's local coverage determinations (Medicare Program
 * Integrity Manual ch. 13; the export of the Medicare Coverage Database).
 */
import type { ServiceDate } from '../../kernel/index.ts';
import type { Icd10CmCode, ProcedureCode } from '../code.ts';

/** Diagnoses that an article lists together, with the paragraph that says when the list applies. */
export interface DiagnosisGroup {
  readonly group: number;
  /** In the contractor's words: which procedures, which order, what else must be documented. Empty where none is loaded. */
  readonly paragraph: string;
  readonly codes: readonly string[];
}

export interface CoverageArticle {
  /** Such as `A57035`. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly effective: { readonly from: ServiceDate; readonly to?: ServiceDate };
  readonly covered: readonly DiagnosisGroup[];
  readonly notCovered: readonly DiagnosisGroup[];
}

export type CoverageAnswer =
  /** No article names the procedure on that day: Medicare's contractors then cover it by other rules. */
  | { readonly kind: 'known'; readonly articles: readonly CoverageArticle[]; readonly edition: string }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/** An article that lists the diagnosis, and in which of its groups. */
export interface CoverageHit {
  readonly article: CoverageArticle;
  readonly covered: readonly number[];
  readonly notCovered: readonly number[];
}

export interface CoverageArticles {
  /** The articles in force that name a procedure, with the diagnoses they cover and do not. */
  articles(code: ProcedureCode, on: ServiceDate): CoverageAnswer;
  /** The same, held against one diagnosis: an article that lists it nowhere has two empty lists. */
  diagnosis(
    code: ProcedureCode,
    diagnosis: Icd10CmCode,
    on: ServiceDate,
  ):
    | { readonly kind: 'known'; readonly hits: readonly CoverageHit[]; readonly edition: string }
    | { readonly kind: 'cannot-tell'; readonly reason: string };
}
