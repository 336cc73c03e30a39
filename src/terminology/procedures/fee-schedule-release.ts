/** One immutable quarter of Medicare's physician fee schedule: global period, bilateral and other indicators by code. */
import type { FeeScheduleEntry, ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';

export interface FeeScheduleRelease {
  readonly info: ReleaseInfo;
  /** The row of the service as a whole, or of a modifier that splits it. */
  lookup(code: string, modifier?: string): FeeScheduleEntry | undefined;
}

const FIELDS = [
  'label',
  'status',
  'globalDays',
  'pcTc',
  'multipleProcedures',
  'bilateral',
  'assistant',
  'coSurgeons',
  'team',
  'work',
  'practiceNonFacility',
  'practiceFacility',
  'malpractice',
] as const;

const keyOf = (code: string, modifier: string): string => (modifier === '' ? code : `${code}-${modifier}`);

export const feeScheduleBody = (rows: readonly FeeScheduleEntry[]): string =>
  sortedBody(rows.map((row) => [keyOf(row.code, row.modifier), ...FIELDS.map((field) => row[field])]));

export function feeScheduleRelease(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): FeeScheduleRelease {
  const table = sortedRows(body, 1 + FIELDS.length, fault);
  if (table.size !== info.counts.rows) fault(`it has ${table.size} rows, not ${info.counts.rows}`);
  return {
    info,
    lookup: (code, modifier = '') => {
      const cells = table.find(keyOf(code, modifier));
      return cells && entryOf(cells, code, modifier);
    },
  };
}

function entryOf(cells: readonly string[], code: string, modifier: string): FeeScheduleEntry {
  const fields = Object.fromEntries(FIELDS.map((field, i) => [field, cells[i + 1] ?? '']));
  return { code, modifier, ...(fields as Record<(typeof FIELDS)[number], string>) };
}
