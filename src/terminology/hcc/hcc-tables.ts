/** Stored tables of the CMS-HCC models: diagnosis → categories, category → those it drops, variable → coefficient. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import type { ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';
import { HCC_MODELS, type HccModel } from './model.ts';

export type HccKind = 'hcc-mapping' | 'hcc-hierarchy' | 'hcc-coefficients';
export const HCC_KINDS: readonly HccKind[] = ['hcc-mapping', 'hcc-hierarchy', 'hcc-coefficients'];

export interface HccTable {
  readonly info: ReleaseInfo;
  readonly model: HccModel;
  /** Categories of a dotless code, or of a category those that it drops. */
  categories(key: string): readonly number[];
  coefficient(name: string): number | undefined;
}

export const hccSystem = (model: HccModel): string =>
  `${CLAIMWRIGHT_BASE}/CodeSystem/cms-hcc-${model.toLowerCase()}`;

export const categoryBody = (rows: ReadonlyMap<string, readonly number[]>): string =>
  sortedBody([...rows].map(([key, hccs]) => [key, [...hccs].sort((a, b) => a - b).join(' ')]));

export const coefficientBody = (rows: ReadonlyMap<string, string>): string => sortedBody([...rows]);

export function hccTable(info: ReleaseInfo, body: string, fault: (detail: string) => never): HccTable {
  const model = HCC_MODELS.find((one) => hccSystem(one) === info.system);
  if (!model) return fault('its header names no CMS-HCC model');
  const table = sortedRows(body, 2, fault);
  if (table.size !== info.counts.rows) fault(`it has ${table.size} rows, not ${info.counts.rows}`);
  const cell = (key: string): string | undefined => table.find(key)?.[1];
  return {
    info,
    model,
    categories: (key) => (cell(key) ?? '').split(' ').filter(Boolean).map(Number),
    coefficient: (name) => {
      const value = cell(name);
      return value === undefined ? undefined : Number(value);
    },
  };
}
