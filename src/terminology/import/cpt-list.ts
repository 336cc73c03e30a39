/**
 * The AMA's consolidated CPT code list, which a licensee loads: tab-delimited under a heading of "Concept Id", "CPT Code",
 * "Long", "Medium", "Short" and more. Its descriptors stay in the site's own data folder.
 */
import { SYSTEM } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import { isCptShape } from '../code.ts';
import { type ProcedureRow, procedureBody } from '../procedures/procedure-release.ts';
import { refuse } from './fault.ts';
import { nameOf, quarterIn, yearIn } from './file-name.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { isDamaged, officialDay, officialText, tidy } from './official-text.ts';
import { type Quarter, quarterPeriod, quarterTitle, quarterVersion } from './quarter.ts';
import { describeMember, type StoredTable, seal } from './stored-table.ts';
import { type TextLine, textLines } from './text-lines.ts';

export const cptList: Importer = {
  kinds: ['cpt'],
  reads: "the AMA's consolidated code list, tab-delimited",
  recognises,
  read: (members, options) => members.map((member) => edition(member, options)),
};

const NAME = /consolidated[-_ ]?code[-_ ]?list.*\.txt$/i;

function recognises(path: string, bytes?: Uint8Array): MemberKind | undefined {
  const name = nameOf(path);
  if (!NAME.test(name) && !(bytes && looksLikeList(bytes))) return undefined;
  return { kind: 'cpt', year: yearIn(name) ?? yearIn(path), april: false };
}

function looksLikeList(bytes: Uint8Array): boolean {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 4_000));
  return head.split(/\r?\n/).some((line) => placesOf(line) !== undefined);
}

const LICENCE = 'CPT: the site’s own licence of the American Medical Association; not to be passed on';

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const text = officialText(member.bytes).replace(/^\uFEFF/, '');
  const { rows, newest } = readRows(text, member.label);
  checkWhole(rows, member.label);
  const quarter = quarterFor(member, newest);
  progress?.(member.label, text.length, text.length);
  const info = describeMember(member, {
    id: `cpt-${quarterVersion(quarter)}`,
    system: SYSTEM.cpt,
    version: quarterVersion(quarter),
    title: quarterTitle('CPT', quarter),
    effective: quarterPeriod(quarter),
    licence: LICENCE,
    complete: true,
    counts: { rows: rows.length, billable: rows.length },
  });
  return seal('cpt-codes', info, procedureBody(rows));
}

interface Places {
  readonly width: number;
  readonly code: number;
  readonly long: number;
  readonly medium: number;
  readonly short: number;
  /** Day from which the words stand; −1 where the list has none. */
  readonly since: number;
}

function placesOf(line: string): Places | undefined {
  const names = line.split('\t').map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const at = (name: string): number => names.indexOf(name);
  const [code, long, medium, short] = [at('cptcode'), at('long'), at('medium'), at('short')];
  if (Math.min(code ?? -1, long ?? -1, medium ?? -1, short ?? -1) < 0) return undefined;
  const since = at('currentdescriptoreffectivedate');
  return {
    width: names.length,
    code: at('cptcode'),
    long: at('long'),
    medium: at('medium'),
    short: at('short'),
    since,
  };
}

interface Read {
  readonly rows: readonly ProcedureRow[];
  readonly newest: ServiceDate | undefined;
}

/** Below its heading; the AMA's notice may stand above it. */
function readRows(text: string, file: string): Read {
  const rows = new Map<string, ProcedureRow>();
  let places: Places | undefined;
  let newest: ServiceDate | undefined;
  for (const line of textLines([text], file, LONGEST)) {
    if (!places) {
      places = placesOf(line.text);
      continue;
    }
    const { row, since } = readRow(line, places, file);
    if (rows.has(row.code)) refuse(file, `row ${line.number} repeats the code ${row.code}`);
    rows.set(row.code, row);
    if (since && (!newest || since > newest)) newest = since;
  }
  if (!places) refuse(file, 'it has not the heading of such a list (CPT Code, Long, Medium, Short)');
  return { rows: [...rows.values()], newest };
}

// Some long descriptors have thousands of characters, and the list has three more beside them.
const LONGEST = 40_000;

function readRow(
  { number, text }: TextLine,
  places: Places,
  file: string,
): { row: ProcedureRow; since?: ServiceDate } {
  const cells = text.split('\t').map(tidy);
  if (cells.length !== places.width)
    refuse(file, `row ${number} has ${cells.length} columns, not ${places.width}`);
  if (isDamaged(text)) refuse(file, `row ${number} holds a character that cannot be read`);
  const cell = (at: number): string => cells[at] ?? '';
  const code = cell(places.code).toUpperCase();
  if (!isCptShape(code)) refuse(file, `row ${number} has no CPT code where its column is`);
  const label = cell(places.medium) || cell(places.short);
  const title = cell(places.long) || label;
  if (title === '') refuse(file, `row ${number} (${code}) has no descriptor`);
  const since = cell(places.since);
  const day = since === '' ? undefined : officialDay(since);
  if (since !== '' && !day) refuse(file, `row ${number} (${code}) has ${since}, which is not a day`);
  return { row: { code, label: label || title, title }, ...(day && { since: day }) };
}

/** Every section from anesthesia (0…) to medicine (9…) has codes: a list cut short lacks some. */
function checkWhole(rows: readonly ProcedureRow[], file: string): void {
  if (rows.length === 0) refuse(file, 'it has no rows');
  const first = new Set(rows.map((row) => row.code[0]));
  const missing = [...'0123456789'].find((digit) => !first.has(digit));
  if (missing) refuse(file, `it has no codes that begin with ${missing}: rows are missing`);
}

/** The year of the name, else that of the newest words: a list has some that change with every year. */
function quarterFor(member: Member, newest: ServiceDate | undefined): Quarter {
  const content = newest && Number(newest.slice(0, 4));
  const year =
    member.year ?? content ?? refuse(member.label, 'neither its name nor its content tells the year');
  if (content !== undefined && content !== year)
    refuse(member.label, `its name says ${year} and its newest descriptor is of ${newest}`);
  return { year, month: quarterIn(member.label) ?? 1 };
}
