/** What the rest of the house may ask of code sets. Every question takes a date of service. */
import type { ServiceDate } from '../kernel/index.ts';
import type { Icd10CmCode, ProcedureCode } from './code.ts';

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

export interface Icd10Cm {
  /** The release in force on a date: a complete one before a starter; undefined when none covers it. */
  release(on: ServiceDate): ReleaseInfo | undefined;
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
}

/** What is known of a CPT or HCPCS code. Without a licensed release CPT is `listed` (a number our rules use) or `cannot-tell`. */
export type ProcedureStatus =
  | { readonly kind: 'active'; readonly label: string; readonly release: ReleaseInfo }
  | { readonly kind: 'listed'; readonly label: string }
  | { readonly kind: 'retired'; readonly lastDay: ServiceDate; readonly label: string }
  | { readonly kind: 'not-yet'; readonly from: ServiceDate; readonly label: string }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export interface ProcedureCodes {
  status(code: ProcedureCode, on: ServiceDate): ProcedureStatus;
  /** A short label in this project's own words, or undefined. Never an AMA descriptor. */
  label(code: ProcedureCode): string | undefined;
}

export interface Terminology {
  readonly icd10cm: Icd10Cm;
  readonly procedures: ProcedureCodes;
  releases(): readonly ReleaseInfo[];
}
