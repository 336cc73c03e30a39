/** One immutable edition of HCPCS Level II or of CPT: codes, and for HCPCS its modifiers, each with its days. */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { HcpcsDetails, ProcedureEntry, ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';

export interface ProcedureRelease {
  readonly info: ReleaseInfo;
  /** A code, or a modifier by its two characters. */
  lookup(code: string): ProcedureEntry | undefined;
  entries(): Iterable<ProcedureEntry>;
}

/** What an importer read of one code: `label` the short description, `title` the long. */
export interface ProcedureRow {
  readonly code: string;
  readonly from?: ServiceDate | undefined;
  readonly to?: ServiceDate | undefined;
  readonly label: string;
  readonly title: string;
  readonly details?: HcpcsDetails;
}

const DETAILS = 11;
const WIDTH = 5 + DETAILS;

export const procedureBody = (rows: readonly ProcedureRow[]): string =>
  sortedBody(
    rows.map(({ code, from = '', to = '', label, title, details }) => [
      code,
      from,
      to,
      label,
      title === label ? '' : title,
      ...(details ? detailCells(details) : Array<string>(DETAILS).fill('')),
    ]),
  );

const detailCells = (d: HcpcsDetails): readonly string[] => [
  d.action,
  d.actionDate ?? '',
  d.coverage,
  d.pricing.join(';'),
  d.multiplePricing,
  d.statute,
  d.crossReferences.join(';'),
  d.ascGroup,
  d.processingNote,
  d.betos,
  d.typeOfService.join(';'),
];

export function procedureRelease(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): ProcedureRelease {
  const table = sortedRows(body, WIDTH, fault);
  let codes = 0;
  for (const [code = '', from = '', to = ''] of table.rows()) {
    if (code.length === 5) codes += 1;
    for (const day of [from, to])
      if (day !== '' && !serviceDate(day)) fault(`${day} of ${code} is not a day`);
  }
  const { rows, billable } = info.counts;
  if (table.size !== rows || codes !== billable)
    fault(`it has ${table.size} rows, ${codes} codes, where its header says ${rows}, ${billable}`);
  return {
    info,
    lookup: (code) => {
      const cells = table.find(code);
      return cells && entryOf(cells);
    },
    *entries() {
      for (const cells of table.rows()) yield entryOf(cells);
    },
  };
}

// A long description that fills no more than one line of the file reads better than the abbreviated one.
const READABLE = 80;

function entryOf([
  code = '',
  from = '',
  to = '',
  short = '',
  long = '',
  ...rest
]: readonly string[]): ProcedureEntry {
  const title = long === '' ? short : long;
  return {
    code,
    label: title.length <= READABLE ? title : short,
    title,
    ...(from !== '' && { from: from as ServiceDate }),
    ...(to !== '' && { to: to as ServiceDate }),
    ...(rest[0] !== '' && { details: detailsOf(rest) }),
  };
}

function detailsOf(cells: readonly string[]): HcpcsDetails {
  const cell = (i: number): string => cells[i] ?? '';
  const list = (i: number): readonly string[] => (cell(i) === '' ? [] : cell(i).split(';'));
  return {
    action: cell(0),
    actionDate: cell(1) === '' ? undefined : (cell(1) as ServiceDate),
    coverage: cell(2),
    pricing: list(3),
    multiplePricing: cell(4),
    statute: cell(5),
    crossReferences: list(6),
    ascGroup: cell(7),
    processingNote: cell(8),
    betos: cell(9),
    typeOfService: list(10),
  };
}
