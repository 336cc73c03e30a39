/** Tables beside the code systems – risk adjustment, clinical categories, coverage articles, vaccines – read and put together. */

import { type CcsrTable, ccsr, ccsrTable } from './ccsr/ccsr.ts';
import type { Ccsr } from './ccsr/model.ts';
import { type CoverageTable, coverage, coverageTable } from './coverage/coverage.ts';
import type { CoverageArticles } from './coverage/model.ts';
import { HCC_KINDS, type HccKind, type HccTable, hccTable } from './hcc/hcc-tables.ts';
import type { RiskAdjustment } from './hcc/model.ts';
import { type LoadedHcc, riskAdjustment } from './hcc/risk-adjustment.ts';
import type { ReleaseInfo } from './model.ts';
import type { TableFile } from './release/table-file.ts';
import type { Vaccines } from './vaccines/model.ts';
import { type VaccineTable, vaccines, vaccineTable } from './vaccines/vaccines.ts';

export type ReferenceSet =
  | { readonly kind: HccKind; readonly info: ReleaseInfo; readonly table: HccTable }
  | { readonly kind: 'ccsr'; readonly info: ReleaseInfo; readonly table: CcsrTable }
  | { readonly kind: 'coverage-articles'; readonly info: ReleaseInfo; readonly table: CoverageTable }
  | { readonly kind: 'cvx-cpt'; readonly info: ReleaseInfo; readonly table: VaccineTable };

export const REFERENCE_KINDS: readonly ReferenceSet['kind'][] = [
  ...HCC_KINDS,
  'ccsr',
  'coverage-articles',
  'cvx-cpt',
];

export const isReferenceSet = (set: { readonly kind: string }): set is ReferenceSet =>
  REFERENCE_KINDS.some((kind) => kind === set.kind);

/** Reads a table of one of these kinds; undefined for a kind that is none of them. */
export function readReferenceSet(
  kind: string | undefined,
  { body }: TableFile,
  info: ReleaseInfo,
  fault: (detail: string) => never,
): ReferenceSet | undefined {
  switch (kind) {
    case 'hcc-mapping':
    case 'hcc-hierarchy':
    case 'hcc-coefficients':
      return { kind, info, table: hccTable(info, body, fault) };
    case 'ccsr':
      return { kind, info, table: ccsrTable(info, body, fault) };
    case 'coverage-articles':
      return { kind, info, table: coverageTable(info, body, fault) };
    case 'cvx-cpt':
      return { kind, info, table: vaccineTable(info, body, fault) };
    default:
      return undefined;
  }
}

export interface ReferenceTables {
  readonly riskAdjustment: RiskAdjustment;
  readonly ccsr: Ccsr;
  readonly coverage: CoverageArticles;
  readonly vaccines: Vaccines;
}

export const referenceTables = (sets: readonly ReferenceSet[]): ReferenceTables => ({
  riskAdjustment: riskAdjustment(sets.filter(isHcc)),
  ccsr: ccsr(sets.flatMap((set) => (set.kind === 'ccsr' ? [set.table] : []))),
  coverage: coverage(sets.flatMap((set) => (set.kind === 'coverage-articles' ? [set.table] : []))),
  vaccines: vaccines(sets.flatMap((set) => (set.kind === 'cvx-cpt' ? [set.table] : []))),
});

const isHcc = (set: ReferenceSet): set is ReferenceSet & LoadedHcc =>
  HCC_KINDS.some((kind) => kind === set.kind);

/** What such a release holds, in a few words; undefined for other kinds. */
export function referenceCounts(kind: string, { rows, billable }: ReleaseInfo['counts']): string | undefined {
  const count = (n: number, what: string): string => `${n.toLocaleString('en-US')} ${what}`;
  if (kind === 'hcc-mapping') return count(rows, 'diagnoses');
  if (kind === 'hcc-hierarchy') return count(rows, 'hierarchies');
  if (kind === 'hcc-coefficients') return count(rows, 'coefficients');
  if (kind === 'ccsr') return `${count(rows, 'diagnoses')} in ${count(billable, 'categories')}`;
  if (kind === 'coverage-articles') return `${count(billable, 'articles')} of ${count(rows, 'procedures')}`;
  return kind === 'cvx-cpt' ? count(rows, 'pairs') : undefined;
}
