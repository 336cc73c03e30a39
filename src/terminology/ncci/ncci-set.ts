/** The stored procedure-edit tables, read and put together. */
import type { ReleaseInfo } from '../model.ts';
import { damaged, readInfo, type TableFile } from '../release/table-file.ts';
import { type AddOnTable, addOnTable } from './add-on-table.ts';
import { readBinaryTable } from './binary-table.ts';
import { MUE_SETTINGS, PTP_SETTINGS } from './model.ts';
import { type MueTable, mueTable } from './mue-table.ts';
import { type PlaceTable, placeTable } from './place-of-service-table.ts';
import { loadColumns } from './ptp-columns.ts';
import { type PtpTable, ptpTable } from './ptp-table.ts';

export type NcciSet =
  | { readonly kind: 'ncci-ptp'; readonly info: ReleaseInfo; readonly table: PtpTable }
  | { readonly kind: 'ncci-mue'; readonly info: ReleaseInfo; readonly table: MueTable }
  | { readonly kind: 'ncci-add-on'; readonly info: ReleaseInfo; readonly table: AddOnTable }
  | { readonly kind: 'place-of-service'; readonly info: ReleaseInfo; readonly table: PlaceTable };

export const NCCI_KINDS: readonly NcciSet['kind'][] = [
  'ncci-ptp',
  'ncci-mue',
  'ncci-add-on',
  'place-of-service',
];

/** Whether a code set is one of these. */
export const isNcciSet = (set: { readonly kind: string }): set is NcciSet =>
  NCCI_KINDS.some((kind) => kind === set.kind);

/** Reads the PTP edits of an edition, which are stored in binary; CW-3004 when they are damaged. */
export function readNcciBinary(bytes: Uint8Array, name: string): NcciSet {
  const binary = readBinaryTable(bytes, name);
  const info = readInfo(binary.file, name);
  const setting = PTP_SETTINGS.find((one) => one === binary.file.header.get('setting'));
  if (binary.file.header.get('kind') !== 'ncci-ptp' || !setting)
    damaged(name, 'its header names no kind of edits');
  const rationales = (binary.file.header.get('rationales') ?? '').split('\t');
  const columns = loadColumns(binary, info.counts.rows, name);
  return { kind: 'ncci-ptp', info, table: ptpTable({ info, setting, rationales, columns }) };
}

/** Reads the tables that are stored as text; undefined for a kind that is none of them. */
export function readNcciText(
  kind: string | undefined,
  file: TableFile,
  info: ReleaseInfo,
  fault: (detail: string) => never,
): NcciSet | undefined {
  const counted = <T extends { readonly size: number }>(table: T): T =>
    table.size === info.counts.rows
      ? table
      : fault(`it has ${table.size} rows where its header says ${info.counts.rows}`);
  switch (kind) {
    case 'ncci-mue': {
      const setting = MUE_SETTINGS.find((one) => one === file.header.get('setting'));
      if (!setting) return fault('its header names no setting');
      return { kind, info, table: counted(mueTable(info, setting, file.body, fault)) };
    }
    case 'ncci-add-on':
      return { kind, info, table: counted(addOnTable(info, file.body, fault)) };
    case 'place-of-service':
      return { kind, info, table: counted(placeTable(info, file.body, fault)) };
    default:
      return undefined;
  }
}
