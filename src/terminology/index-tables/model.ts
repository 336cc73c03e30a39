/** What may be asked of the Alphabetic Index of ICD-10-CM and its tables (guidelines I.A.1, I.B.1: index first, then tabular list). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { Icd10CmCode } from '../code.ts';
import type { ReleaseInfo } from '../release/release-info.ts';

/** The four files: index to diseases and injuries, index to external causes, table of drugs and chemicals, table of neoplasms. */
export type IndexBook = 'diseases' | 'external-causes' | 'drugs' | 'neoplasms';

/** A code as the index prints it: where to look in the tabular list, not always a code that may be reported. */
export interface IndexCode {
  readonly code: Icd10CmCode;
  /** Printed with a dash, or as a subcategory: one of the codes below it is meant. */
  readonly subdivided: boolean;
}

export interface IndexEntry {
  /** The main term first; without non-essential modifiers. */
  readonly path: readonly string[];
  /** Words in parentheses, which may be present or absent without changing the code (guidelines I.A.7). */
  readonly nonEssential: readonly string[];
  readonly codes: readonly IndexCode[];
  /** Printed in brackets: reported after the code (guidelines I.A.13). */
  readonly manifestations: readonly IndexCode[];
  /** Where to look instead, in the index's own words. */
  readonly see: readonly string[];
  readonly seeAlso: readonly string[];
  /** The terms directly below. */
  readonly subterms: readonly string[];
}

export const DRUG_COLUMNS = [
  'accidental',
  'intentional',
  'assault',
  'undetermined',
  'adverseEffect',
  'underdosing',
] as const;
export type DrugColumn = (typeof DRUG_COLUMNS)[number];

export const NEOPLASM_COLUMNS = [
  'malignantPrimary',
  'malignantSecondary',
  'inSitu',
  'benign',
  'uncertain',
  'unspecified',
] as const;
export type NeoplasmColumn = (typeof NEOPLASM_COLUMNS)[number];

/** A row of a table; a column that the table leaves empty is undefined. */
export interface TableRow<Column extends string> extends IndexEntry {
  readonly columns: Readonly<Record<Column, IndexCode | undefined>>;
}

export type DrugRow = TableRow<DrugColumn>;
export type NeoplasmRow = TableRow<NeoplasmColumn>;

/** `unknown` is certain of the edition in force: it does not print the term. `cannot-tell` is never a pass. */
export type IndexAnswer<Entry extends IndexEntry> =
  | { readonly kind: 'found'; readonly entries: readonly Entry[]; readonly release: ReleaseInfo }
  | { readonly kind: 'unknown'; readonly release: ReleaseInfo }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/** A path of terms, or one text as a cross-reference writes it: `Accident, transport, car occupant`. */
export type TermPath = string | readonly string[];

export interface Icd10CmIndex {
  /** Several entries where the index prints the same term twice. */
  lookup(book: 'diseases' | 'external-causes', path: TermPath, on: ServiceDate): IndexAnswer<IndexEntry>;
  drug(name: TermPath, on: ServiceDate): IndexAnswer<DrugRow>;
  /** A site below "Neoplasm, neoplastic"; with or without that word before it. */
  neoplasm(site: TermPath, on: ServiceDate): IndexAnswer<NeoplasmRow>;
}
