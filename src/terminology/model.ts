/** What the rest of the house may ask of code sets. Every question takes a date of service. */

import type { ServiceDate } from '../kernel/index.ts';
import type { Ccsr } from './ccsr/model.ts';
import type { Icd10CmCode, ProcedureCode } from './code.ts';
import type { CoverageArticles } from './coverage/model.ts';
import type { Gems } from './gems/model.ts';
import type { RiskAdjustment } from './hcc/model.ts';
import type { Icd10PcsCode } from './icd10pcs/pcs-code.ts';
import type { Icd10CmIndex } from './index-tables/model.ts';
import type { Mce } from './mce/model.ts';
import type { Ncci } from './ncci/model.ts';
import type { ReleaseInfo } from './release/release-info.ts';
import type { CodeHit, CodeSearchOptions, InclusionTerm } from './search/model.ts';
import type { Vaccines } from './vaccines/model.ts';

export type { ReleaseInfo };

export interface CodeEntry {
  readonly code: Icd10CmCode;
  /** Valid for reporting; false for a category that has subdivisions (guidelines I.A.5, I.B.2). */
  readonly billable: boolean;
  readonly shortTitle: string;
  readonly title: string;
}

/**
 * What is known of a code on a date. Only `active` may go on a claim; `cannot-tell` is never a pass. `unknown` is
 * certain: absence from a starter is `cannot-tell`, unless the code hangs below a billable one, which has nothing below.
 */
export type CodeStatus =
  | { readonly kind: 'active'; readonly entry: CodeEntry; readonly release: ReleaseInfo }
  | { readonly kind: 'header'; readonly entry: CodeEntry; readonly release: ReleaseInfo }
  | {
      readonly kind: 'retired';
      /** Last day on which the code was valid. */
      readonly lastDay: ServiceDate;
      /** Billable codes that took its place; empty when the official files name none. */
      readonly successors: readonly Icd10CmCode[];
      readonly release: ReleaseInfo;
    }
  | { readonly kind: 'not-yet'; readonly from: ServiceDate; readonly release: ReleaseInfo }
  | { readonly kind: 'unknown'; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/** Inclusive range of nodes; `{from:'E08',to:'E13'}` holds everything below each end too. */
export interface CodeRange {
  readonly from: string;
  readonly to: string;
}

export type NoteKind = 'excludes1' | 'excludes2' | 'codeFirst' | 'useAdditional' | 'codeAlso';

/** One line of a tabular instruction, with the node that bears it: it binds everything below that node. */
export interface TabularNote {
  readonly kind: NoteKind;
  readonly node: string;
  readonly text: string;
  readonly targets: readonly CodeRange[];
}

/** What is known of the 7th character of a code (guidelines I.A.5); `cannot-tell` is never a pass. */
export type SeventhCharacterAnswer =
  | {
      readonly kind: 'required';
      /** The category or subcategory that defines them. */
      readonly node: string;
      /** Each that is legal, with its meaning. */
      readonly characters: ReadonlyMap<string, string>;
      /** What stands before it, filled up with the placeholder: `T07.XXX`; undefined where more than it divides the code. */
      readonly stem: string | undefined;
      /** That of the code asked for, when it has one. */
      readonly given: string | undefined;
      readonly edition: string;
    }
  | { readonly kind: 'none'; readonly edition: string }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/** One release of ICD-10-CM: every row with its dotless code, in the order of the official file. */
export interface Icd10CmEdition {
  readonly info: ReleaseInfo;
  lookup(code: Icd10CmCode): CodeEntry | undefined;
  rows(): Iterable<Omit<CodeEntry, 'code'> & { readonly code: string }>;
}

export interface Icd10Cm {
  /** The release in force on a date: a complete one before a starter; undefined when none covers it. */
  release(on: ServiceDate): ReleaseInfo | undefined;
  /** The same release as a whole, for those who index its rows. */
  edition(on: ServiceDate): Icd10CmEdition | undefined;
  status(code: Icd10CmCode, on: ServiceDate): CodeStatus;
  /** The entry (billable or not) of the release in force, or undefined. */
  lookup(code: Icd10CmCode, on: ServiceDate): CodeEntry | undefined;
  /** Direct subdivisions in the release in force, in order. */
  children(code: Icd10CmCode, on: ServiceDate): readonly CodeEntry[];
  /** Billable codes below a node, in order. */
  billableUnder(code: Icd10CmCode, on: ServiceDate): readonly CodeEntry[];
  /** Tabular notes that bind a code: its own and those of its ancestors, block and chapter. */
  notes(code: Icd10CmCode, on: ServiceDate): readonly TabularNote[];
  /** The edition of the tabular notes, for citations; undefined when none is loaded. */
  notesEdition(on: ServiceDate): string | undefined;
  /** The 7th characters of a code, its own or those of the nearest node above it. */
  seventhCharacters(code: Icd10CmCode, on: ServiceDate): SeventhCharacterAnswer;
  /** What words mean in the release in force, likeliest first; undefined where no release or no tables are loaded. */
  search?(text: string, on: ServiceDate, options?: CodeSearchOptions): readonly CodeHit[] | undefined;
  /** Inclusion terms of the tabular list (guideline I.A.11), whatever release prints their nodes. */
  inclusionTerms?(): Iterable<InclusionTerm>;
}

/**
 * What is known of a CPT or HCPCS code. `listed` is a number our rules use, of which no release is loaded; `cannot-tell` is
 * never a pass. `unknown` is certain: the release in force is complete for the day and does not hold the code.
 */
export type ProcedureStatus =
  | { readonly kind: 'active'; readonly label: string; readonly release: ReleaseInfo }
  | { readonly kind: 'listed'; readonly label: string }
  | { readonly kind: 'retired'; readonly lastDay: ServiceDate; readonly label: string }
  | { readonly kind: 'not-yet'; readonly from: ServiceDate; readonly label: string }
  | { readonly kind: 'unknown'; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/** What is known of a modifier: of HCPCS Level II by its release; CPT's own are in no file that is read. */
export type ModifierStatus = Exclude<ProcedureStatus, { readonly kind: 'listed' }>;

/** What the HCPCS file says beside a code, as CMS codes it; an empty text where it is silent. */
export interface HcpcsDetails {
  readonly action: string;
  readonly actionDate: ServiceDate | undefined;
  /** `C` carrier judgment, `D` special instructions, `I` and `M` not payable by Medicare, `S` not covered by statute. */
  readonly coverage: string;
  readonly pricing: readonly string[];
  readonly multiplePricing: string;
  readonly statute: string;
  /** Codes it refers to, as the file writes them. */
  readonly crossReferences: readonly string[];
  readonly ascGroup: string;
  readonly processingNote: string;
  readonly betos: string;
  readonly typeOfService: readonly string[];
}

/** A code, or a modifier, as a release has it. */
export interface ProcedureEntry {
  readonly code: string;
  readonly label: string;
  /** The long description. */
  readonly title: string;
  /** First and last day, where the release says them. */
  readonly from?: ServiceDate;
  readonly to?: ServiceDate;
  readonly details?: HcpcsDetails;
}

/** A row of Medicare's physician fee schedule, its indicators as CMS codes them; empty where the file is silent. */
export interface FeeScheduleEntry {
  readonly code: string;
  /** `26`, `TC` or `53`; empty for the service as a whole. */
  readonly modifier: string;
  readonly label: string;
  /** `A` paid, `B` bundled, `I` not valid for Medicare, `D` deleted … */
  readonly status: string;
  /** `000`, `010`, `090`, `MMM`, `XXX`, `YYY` or `ZZZ`. */
  readonly globalDays: string;
  readonly pcTc: string;
  readonly multipleProcedures: string;
  readonly bilateral: string;
  readonly assistant: string;
  readonly coSurgeons: string;
  readonly team: string;
  /** Relative value units as the file writes them. */
  readonly work: string;
  readonly practiceNonFacility: string;
  readonly practiceFacility: string;
  readonly malpractice: string;
}

/** A value of the fee schedule in force. */
export type FeeIndicator =
  | { readonly kind: 'known'; readonly value: string; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface ProcedureCodes {
  status(code: ProcedureCode, on: ServiceDate): ProcedureStatus;
  /** A short label: this project's own words, else those of the site's latest release that holds the code. */
  label(code: ProcedureCode): string | undefined;
  /** The entry of the release of its system that is in force. */
  lookup(code: ProcedureCode, on: ServiceDate): ProcedureEntry | undefined;
  /** Of a modifier of two characters. */
  modifier(code: string, on: ServiceDate): ModifierStatus;
  /** The row of the fee schedule in force, for the service as a whole or for a modifier that splits it. */
  fee(code: ProcedureCode, on: ServiceDate, modifier?: string): FeeScheduleEntry | undefined;
  /** Days of the global period: `000`, `010`, `090`, or `MMM`, `XXX`, `YYY`, `ZZZ`. */
  globalDays(code: ProcedureCode, on: ServiceDate): FeeIndicator;
  /** Whether 150 % for two sides applies: `0` no, `1` yes, `2` two sides are in the code, `3` each side in full, `9` no concept. */
  bilateral(code: ProcedureCode, on: ServiceDate): FeeIndicator;
}

export interface PcsEntry {
  readonly code: Icd10PcsCode;
  readonly title: string;
}

/** What is known of an ICD-10-PCS code on a date; every code of an edition is valid for reporting. */
export type PcsStatus =
  | { readonly kind: 'active'; readonly entry: PcsEntry; readonly release: ReleaseInfo }
  | { readonly kind: 'retired'; readonly lastDay: ServiceDate; readonly release: ReleaseInfo }
  | { readonly kind: 'not-yet'; readonly from: ServiceDate; readonly release: ReleaseInfo }
  | { readonly kind: 'unknown'; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface Icd10Pcs {
  /** The release in force on a date; undefined when none is loaded for it. */
  release(on: ServiceDate): ReleaseInfo | undefined;
  status(code: Icd10PcsCode, on: ServiceDate): PcsStatus;
  lookup(code: Icd10PcsCode, on: ServiceDate): PcsEntry | undefined;
}

/** A code of a release as a list shows it. */
export interface ReleaseEntry {
  readonly code: string;
  readonly title: string;
  /** First and last day, where the release says them. */
  readonly from?: ServiceDate;
  readonly to?: ServiceDate;
  /** Codes that it refers to, as its file writes them. */
  readonly crossReferences?: readonly string[];
}

export interface Terminology {
  readonly icd10cm: Icd10Cm;
  readonly icd10pcs: Icd10Pcs;
  readonly procedures: ProcedureCodes;
  /** NCCI PTP, MUE, add-on code edits and the place-of-service set. */
  readonly ncci: Ncci;
  /** The Alphabetic Index, and its tables of drugs and neoplasms. */
  readonly icd10cmIndex: Icd10CmIndex;
  /** The code lists of the Medicare Code Editor. */
  readonly mce: Mce;
  /** The general equivalence mappings between ICD-9-CM and ICD-10. */
  readonly gems: Gems;
  /** CMS-HCC categories, hierarchies and raw scores. */
  readonly riskAdjustment: RiskAdjustment;
  /** AHRQ's clinical categories of diagnoses. */
  readonly ccsr: Ccsr;
  /** Medicare's billing and coding articles: which diagnoses cover a procedure. */
  readonly coverage: CoverageArticles;
  /** CPT ↔ CVX. */
  readonly vaccines: Vaccines;
  releases(): readonly ReleaseInfo[];
  /** Every code of one ICD-10-PCS, HCPCS or CPT release, in order; undefined for other ids. */
  entriesOf(id: string): Iterable<ReleaseEntry> | undefined;
}
