/** The quarterly HCPCS Level II file of CMS, as fixed-width text or as CSV: every code and modifier with its days. */
import { SYSTEM } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import type { HcpcsDetails } from '../model.ts';
import { type ProcedureRow, procedureBody } from '../procedures/procedure-release.ts';
import { refuse } from './fault.ts';
import { nameOf, quarterIn, sourceName, yearIn } from './file-name.ts';
import { csvRecords, fixedRecords, type HcpcsColumn, type HcpcsRecord } from './hcpcs-record.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { officialDay, officialText } from './official-text.ts';
import { type Quarter, quarterOf, quarterPeriod, quarterTitle, quarterVersion } from './quarter.ts';
import { describeMember, PUBLIC_DOMAIN, type StoredTable, seal } from './stored-table.ts';
import { preferText } from './twin-files.ts';

export const hcpcs: Importer = {
  kinds: ['hcpcs'],
  reads: 'HCPCYYYY…ANWEB….txt or .csv',
  recognises: (path) => {
    const name = nameOf(path);
    return NAME.test(name) ? { kind: 'hcpcs', year: yearIn(name), april: false } : undefined;
  },
  read: (members, options) => preferText(members.map((member) => edition(member, options))),
};

// HCPC2020_ANWEB_w_disclaimer.txt, HCPC2020_CONTR_ANWEB.txt, HCPC2024_JUL_ANWEB.csv; not the report of changes beside it.
const NAME = /^HCPC[^/]*ANWEB(?![^/]*trans)[^/]*\.(?:txt|csv)$/i;

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const text = officialText(member.bytes);
  const isCsv = /\.csv$/i.test(sourceName(member.label));
  const rows = assemble(
    (isCsv ? csvRecords : fixedRecords)(text, member.label),
    !isCsv,
    member.label,
    (done) => progress?.(member.label, Math.min(done, text.length - 1), text.length),
  );
  const quarter = quarterFor(member, rows);
  checkWhole(rows, quarter, member.label);
  progress?.(member.label, text.length, text.length);
  const codes = rows.filter((row) => row.code.length === 5).length;
  const info = describeMember(member, {
    id: `hcpcs-${quarterVersion(quarter)}`,
    system: SYSTEM.hcpcs,
    version: quarterVersion(quarter),
    title: quarterTitle('HCPCS Level II', quarter),
    effective: quarterPeriod(quarter),
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: rows.length, billable: codes },
  });
  return seal('hcpcs-codes', info, procedureBody(rows));
}

/** Codes and modifiers with their long description put together. `ordered` where the file sorts them. */
function assemble(
  records: Iterable<HcpcsRecord>,
  ordered: boolean,
  file: string,
  progress: (done: number) => void,
): readonly ProcedureRow[] {
  const rows = new Map<string, ProcedureRow>();
  let open: HcpcsRecord | undefined;
  let lines: string[] = [];
  const close = (): void => {
    if (open) rows.set(open.code, rowOf(open, lines.filter((line) => line !== '').join(' '), file));
  };
  for (const next of records) {
    if (next.record === '3' || next.record === '7') {
      close();
      checkStart(next, open, ordered, rows, file);
      [open, lines] = [next, [next.long]];
      // A line has about 220 characters; near enough for a bar.
      if (rows.size % 500 === 0) progress(next.number * 220);
    } else {
      checkContinuation(next, open, lines.length, file);
      lines.push(next.long);
    }
  }
  close();
  return [...rows.values()];
}

const place = (record: HcpcsRecord): string => record.code.padStart(5);

function checkStart(
  next: HcpcsRecord,
  before: HcpcsRecord | undefined,
  ordered: boolean,
  rows: ReadonlyMap<string, ProcedureRow>,
  file: string,
): void {
  if (rows.has(next.code)) refuse(file, `row ${next.number} repeats the code ${next.code}`);
  if (ordered && before && place(next) < place(before))
    refuse(file, `row ${next.number} has ${next.code} after ${before.code}: rows are mixed`);
}

function checkContinuation(
  next: HcpcsRecord,
  open: HcpcsRecord | undefined,
  lines: number,
  file: string,
): void {
  const continues = open && next.code === open.code && Number(next.record) === Number(open.record) + 1;
  // 00100, 00200, 00300 …
  if (!continues || next.sequence !== open.sequence + lines * 100)
    refuse(file, `row ${next.number} continues ${next.code}, of which the row before it is missing`);
}

function rowOf(record: HcpcsRecord, title: string, file: string): ProcedureRow {
  const { code, number, column } = record;
  const fault = (what: string): never => refuse(file, `row ${number} (${code}) ${what}`);
  const day = (name: HcpcsColumn): ServiceDate | undefined => {
    const text = column(name);
    return text === '' ? undefined : (officialDay(text) ?? fault(`has ${text}, which is not a day`));
  };
  const [added, acted, to] = [day('ADDDT'), day('ACTEFFDT'), day('TERMDT')];
  const from = added ?? fault('has no day on which it was added');
  const label = column('SHORTDESCRIPTION') || fault('has no short description');
  if (title === '') fault('has no long description');
  if (!/^[A-Z]$/.test(column('ACTIONCD'))) fault('has no action code');
  if (to && to < from) fault(`ends on ${to}, before it began on ${from}`);
  // Five rows of 2020 were added later than their first action says; the earlier day wins, so that none is called too young.
  const first = acted && acted < from && !to ? acted : from;
  return { code, from: first, to, label, title, details: detailsOf(column, acted) };
}

function detailsOf(column: (name: HcpcsColumn) => string, actionDate: ServiceDate | undefined): HcpcsDetails {
  const list = (...names: readonly HcpcsColumn[]): readonly string[] =>
    names.map(column).filter((value) => value !== '');
  return {
    action: column('ACTIONCD'),
    actionDate,
    coverage: column('COV'),
    pricing: list('PRICE1', 'PRICE2', 'PRICE3', 'PRICE4'),
    multiplePricing: column('MULTPI'),
    statute: column('STATUTE'),
    crossReferences: list('XREF1', 'XREF2', 'XREF3', 'XREF4', 'XREF5'),
    ascGroup: column('ASCGRP'),
    processingNote: column('PROCNOTE'),
    betos: column('BETOS'),
    typeOfService: list('TOS1', 'TOS2', 'TOS3', 'TOS4', 'TOS5'),
  };
}

/** The quarter that the name tells, else that of the newest change; a file whose content is of another is refused. */
function quarterFor(member: Member, rows: readonly ProcedureRow[]): Quarter {
  const newest = rows
    .flatMap(({ from, details }) => [from, details?.actionDate])
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (!newest) refuse(member.label, 'it has no HCPCS records');
  const content = quarterOf(newest);
  const named = quarterIn(member.label);
  const quarter = { year: member.year ?? content.year, month: named ?? content.month };
  // A quarterly file may name what is still to come, but it never lacks the changes of its own first day.
  if (content.year !== quarter.year || content.month < quarter.month)
    refuse(
      member.label,
      `its name says ${quarterVersion(quarter)} and its newest change is of ${newest}: it is of another edition`,
    );
  return quarter;
}

// Codes and modifiers, counted on the files of CMS.
const PUBLISHED: ReadonlyMap<string, readonly [codes: number, modifiers: number]> = new Map([
  ['2020', [6_710, 369]],
]);

/** From modifiers and A codes to the V codes, which end every edition. */
function checkWhole(rows: readonly ProcedureRow[], quarter: Quarter, file: string): void {
  const codes = rows.filter((row) => row.code.length === 5);
  const modifiers = rows.length - codes.length;
  if (modifiers === 0) refuse(file, 'it has no modifiers: its first rows are missing');
  if (!codes.some((row) => row.code.startsWith('A'))) refuse(file, 'it has no A codes: rows are missing');
  if (!codes.some((row) => row.code.startsWith('V')))
    refuse(file, `it ends with ${codes.at(-1)?.code}: its last rows are missing`);
  const expected = PUBLISHED.get(quarterVersion(quarter));
  if (expected && (expected[0] !== codes.length || expected[1] !== modifiers))
    refuse(
      file,
      `it has ${codes.length} codes and ${modifiers} modifiers, where this edition was published with ${expected.join(' and ')}`,
    );
}
