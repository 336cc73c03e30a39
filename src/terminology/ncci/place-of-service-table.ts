/** One edition of the CMS place-of-service set: stored rows `code, name, first day or nothing`. */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';

export interface PlaceRow {
  /** Two digits. */
  readonly code: string;
  readonly name: string;
  /** The day from which CMS assigned the code; absent for those it dates from the beginning. */
  readonly from?: ServiceDate;
}

export interface PlaceTable {
  readonly info: ReleaseInfo;
  readonly size: number;
  find(code: string): PlaceRow | undefined;
}

export const PLACE_CODE = /^\d\d$/;

export const placeLine = ({ code, name, from }: PlaceRow): string => `${code}\t${name}\t${from ?? ''}\n`;

export function placeTable(info: ReleaseInfo, body: string, fault: (detail: string) => never): PlaceTable {
  const rows = new Map<string, PlaceRow>();
  body
    .split('\n')
    .slice(0, -1)
    .forEach((line, i) => {
      const row = readLine(line) ?? fault(`row ${i + 1} is not code, name, first day`);
      rows.set(row.code, row);
    });
  return { info, size: rows.size, find: (code) => rows.get(code) };
}

function readLine(line: string): PlaceRow | undefined {
  const [code = '', name = '', day = '', more] = line.split('\t');
  const from = serviceDate(day);
  if (!PLACE_CODE.test(code) || name === '' || more !== undefined) return undefined;
  return day !== '' && !from ? undefined : { code, name, ...(from && { from }) };
}
