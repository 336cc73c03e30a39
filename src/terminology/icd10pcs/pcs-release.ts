/** One immutable edition of ICD-10-PCS: its codes, all of them valid for reporting, and those that ended as it began. */
import type { PcsEntry, ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';
import type { Icd10PcsCode } from './pcs-code.ts';

export interface PcsRelease {
  readonly info: ReleaseInfo;
  lookup(code: Icd10PcsCode): PcsEntry | undefined;
  /** Whether its addenda name the code among those deleted. */
  deletes(code: Icd10PcsCode): boolean;
  entries(): Iterable<PcsEntry>;
}

interface Row {
  readonly code: string;
  readonly title: string;
}

const DELETED = '-';

/** Stored rows: code, title, and a mark where the code was deleted. */
export const pcsBody = (rows: readonly Row[], deleted: readonly Row[]): string =>
  sortedBody([
    ...rows.map(({ code, title }) => [code, title, '']),
    ...deleted.map(({ code, title }) => [code, title, DELETED]),
  ]);

export function pcsRelease(info: ReleaseInfo, body: string, fault: (detail: string) => never): PcsRelease {
  const table = sortedRows(body, 3, fault);
  const gone = body.split(`\t${DELETED}\n`).length - 1;
  const held = table.size - gone;
  if (held !== info.counts.rows) fault(`it has ${held} codes, not ${info.counts.rows}`);
  return {
    info,
    lookup: (code) => entryOf(table.find(code)),
    deletes: (code) => table.find(code)?.[2] === DELETED,
    *entries() {
      for (const cells of table.rows()) {
        const entry = entryOf(cells);
        if (entry) yield entry;
      }
    },
  };
}

function entryOf(cells: readonly string[] | undefined): PcsEntry | undefined {
  const [code, title = '', mark] = cells ?? [];
  return code === undefined || mark === DELETED ? undefined : { code: code as Icd10PcsCode, title };
}
