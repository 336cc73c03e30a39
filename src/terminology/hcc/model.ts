/**
 * What may be asked of CMS's risk adjustment (42 CFR 422.308(c); the CMS-HCC models of its yearly announcement). Diagnoses of
 * a year are paid in the next: every answer is for a day of service; where no edition serves it, `cannot-tell`.
 */
import type { ServiceDate } from '../../kernel/index.ts';
import type { Icd10CmCode } from '../code.ts';

/** V22 still pays PACE organisations, V24 paid until 2025, V28 since 2024. */
export type HccModel = 'V22' | 'V24' | 'V28';
export const HCC_MODELS: readonly HccModel[] = ['V22', 'V24', 'V28'];

/** How many payment categories a model has; a mapping without one of them is not whole. */
export const CATEGORIES: Readonly<Record<HccModel, number>> = { V22: 79, V24: 86, V28: 115 };

export type HccCannotTell = { readonly kind: 'cannot-tell'; readonly reason: string };

export type HccsAnswer =
  | {
      readonly kind: 'known';
      /** Ascending; none when the code is not risk-adjusted. */
      readonly hccs: readonly number[];
      /** Id of the edition, for the citation. */
      readonly edition: string;
    }
  | HccCannotTell;

/** Community by Medicaid (none, full, partial) and age (aged, disabled); institutional; new enrollees. */
export const SEGMENTS = ['CNA', 'CND', 'CFA', 'CFD', 'CPA', 'CPD', 'INS', 'NE', 'SNPNE'] as const;
export type Segment = (typeof SEGMENTS)[number];

export interface Enrollee {
  /** On 1 February of the payment year. */
  readonly age: number;
  readonly sex: 'F' | 'M';
  readonly segment: Segment;
  /** Original reason for entitlement: 0 age, 1 disability, 2 ESRD, 3 both. */
  readonly originalReason?: 0 | 1 | 2 | 3;
  readonly medicaid?: boolean;
}

/** One term of a score: `HCC18`, `M70_74`, `DIABETES_CHF`, `D4`, with what it adds. */
export interface RafPart {
  readonly variable: string;
  readonly coefficient: number;
}

export type RafAnswer =
  | {
      readonly kind: 'known';
      /** Raw: before normalisation and the coding-intensity adjustment. */
      readonly score: number;
      readonly parts: readonly RafPart[];
      /** What counts after the hierarchies. */
      readonly hccs: readonly number[];
      readonly editions: readonly string[];
    }
  | HccCannotTell;

export interface RiskAdjustment {
  /** The payment categories of a diagnosis, before hierarchies. */
  hccs(code: Icd10CmCode, on: ServiceDate, model: HccModel): HccsAnswer;
  /** The categories that one drops when both are found. */
  drops(hcc: number, on: ServiceDate, model: HccModel): HccsAnswer;
  /** The raw score of a year's diagnoses; `on` is any day of that year. */
  raf(enrollee: Enrollee, diagnoses: readonly Icd10CmCode[], on: ServiceDate, model: HccModel): RafAnswer;
}
