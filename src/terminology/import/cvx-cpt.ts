/**
 * The CDC's `cpt.txt` (IIS code sets), separated by `|`: CPT code, CPT description, comment, vaccine name, CVX code, comment,
 * last day of update, row number. The CPT descriptions are the AMA's: they are not kept.
 */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../code.ts';
import type { VaccinePair } from '../vaccines/model.ts';
import { CVX, vaccineLine } from '../vaccines/vaccines.ts';
import { refuse } from './fault.ts';
import { nameOf } from './file-name.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { isDamaged, officialDay, officialText, tidy } from './official-text.ts';
import { describeMember, type StoredTable, seal } from './stored-table.ts';
import { textLines } from './text-lines.ts';

export const cvxCpt: Importer = {
  kinds: ['cvx-cpt'],
  reads: 'the CDC’s CPT–CVX table (cpt.txt)',
  recognises: (path) =>
    /^cpt(?:[-_ ]?cvx)?(?:[-_ ]\d{8})?\.txt$/i.test(nameOf(path))
      ? { kind: 'cvx-cpt', year: undefined, april: false }
      : undefined,
  read: (members, options) => members.map((member) => edition(member, options)),
};

const LICENCE =
  'US government work (CDC); CPT codes in it are the American Medical Association’s, their descriptors are not kept';

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const text = wideText(member.bytes);
  const pairs = readPairs(text, member.label);
  progress?.(member.label, text.length, text.length);
  // The table has no edition of its own: it is known by its newest change.
  const version =
    pairs
      .map(({ updated = '' }) => updated)
      .sort()
      .at(-1) || refuse(member.label, 'no row tells a day of update');
  const info = describeMember(member, {
    id: `cvx-cpt-${version}`,
    system: `${CLAIMWRIGHT_BASE}/CodeSystem/cvx-cpt`,
    version,
    title: `CPT codes mapped to CVX codes, ${version}`,
    effective: { from: version as ServiceDate },
    licence: LICENCE,
    complete: true,
    counts: { rows: pairs.length, billable: 0 },
  });
  return seal('cvx-cpt', info, pairs.map(vaccineLine).join(''));
}

/** Some of the CDC's flat files are UTF-16. */
const wideText = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? new TextDecoder('utf-16le').decode(bytes)
    : officialText(bytes).replace(/^\uFEFF/, '');

const COLUMNS = 8;

function readPairs(text: string, file: string): readonly VaccinePair[] {
  const pairs = new Map<string, VaccinePair>();
  for (const { number, text: line } of textLines([text], file, 8_000)) {
    const cells = line.split('|').map(tidy);
    if (number === 1 && /^cpt ?code$/i.test(cells[0] ?? '')) continue;
    const pair = pairOf(cells, number, file);
    const key = `${pair.cpt} ${pair.cvx}`;
    if (pairs.has(key)) refuse(file, `row ${number} repeats ${pair.cpt} with CVX ${pair.cvx}`);
    pairs.set(key, pair);
  }
  if (pairs.size === 0) refuse(file, 'it has no rows');
  if (!text.endsWith('\n'))
    refuse(file, `row ${pairs.size} is the last and has no end: the file is cut short`);
  return [...pairs.values()];
}

function pairOf(cells: readonly string[], number: number, file: string): VaccinePair {
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  if (cells.length < COLUMNS) bad('is cut short');
  if (cells.slice(COLUMNS).some((cell) => cell !== '')) bad('is too long');
  const [code = '', , , name = '', cvx = '', , day = ''] = cells;
  const cpt: ProcedureCode = procedureCode(code) ?? bad('has no CPT code in column 1');
  if (!CVX.test(cvx)) bad(`(${cpt}) has no CVX code in column 5`);
  if (isDamaged(name)) bad(`(${cpt}) holds a character that cannot be read`);
  const updated = officialDay(day.split(' ')[0] ?? '');
  if (day !== '' && !updated) bad(`(${cpt}) has ${day} where its day of update stands`);
  return { cpt, cvx, name, ...(updated && { updated }) };
}
