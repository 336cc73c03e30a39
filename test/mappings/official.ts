/** The official FY 2026 order file, by dotless code; empty where ../shared is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';

const FILE = new URL('../../../shared/data/icd10cm/icd10cm-order-files-2026.zip', import.meta.url);
const NAME = 'icd10cm_order_2026.txt';

export interface OfficialRow {
  readonly billable: boolean;
  readonly title: string;
}

/** Code in columns 7–13, billable flag in 15, long title from 78. */
function read(): ReadonlyMap<string, OfficialRow> {
  if (!existsSync(FILE)) return new Map();
  const files = unzipSync(readFileSync(FILE), { filter: (f) => f.name === NAME });
  const lines = strFromU8(files[NAME] ?? new Uint8Array()).split(/\r?\n/);
  return new Map(
    lines.map((l) => [l.slice(6, 13).trim(), { billable: l[14] === '1', title: l.slice(77).trim() }]),
  );
}

export const official = read();
