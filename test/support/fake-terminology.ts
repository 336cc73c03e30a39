/** A Terminology made of a few rows, for tests: deterministic, no files, every answer of the real one can be had. */

import {
  addDays,
  type CodeEntry,
  type CodeRange,
  type CodeStatus,
  type FeeIndicator,
  type Icd10Cm,
  type Icd10CmCode,
  type Icd10CmEdition,
  icd10CmCode,
  inRange,
  isCptShape,
  isUnder,
  type NoteKind,
  type ProcedureCodes,
  type ProcedureStatus,
  printedRanges,
  type ReleaseInfo,
  type ServiceDate,
  SYSTEM,
  serviceDate,
  type TabularNote,
  type Terminology,
  within,
} from '../../src/suggest/module.ts';
import { gems } from '../../src/terminology/gems/index.ts';
import { icd10CmIndex } from '../../src/terminology/index-tables/index.ts';
import { mce } from '../../src/terminology/mce/index.ts';
import { ncciTables } from '../../src/terminology/ncci/index.ts';
import { referenceTables } from '../../src/terminology/reference-sets.ts';

/** A note in short: `targets` are nodes and ranges as the tabular list writes them, `E11` or `E08-E13`. */
export interface FakeNote {
  readonly kind: NoteKind;
  /** A code, a category, or a block as `E08-E13`. */
  readonly node: string;
  readonly targets?: readonly string[];
  readonly text?: string;
}

export interface FakeProcedure {
  readonly label?: string;
  readonly lastDay?: string;
  readonly from?: string;
  /** A complete release is in force and does not hold the number. */
  readonly unknown?: true;
  /** Indicators of the fee schedule. */
  readonly globalDays?: string;
  readonly bilateral?: string;
}

export interface FakeTerms {
  /** Code → title, or title and whether it is billable (default true). */
  readonly codes?: Readonly<
    Record<string, string | { readonly title?: string; readonly billable?: boolean }>
  >;
  readonly retired?: Readonly<
    Record<string, { readonly lastDay: string; readonly successors?: readonly string[] }>
  >;
  /** Code → first day. */
  readonly notYet?: Readonly<Record<string, string>>;
  readonly notes?: readonly FakeNote[];
  /** Default `test` when there are notes, else none. */
  readonly notesEdition?: string;
  /** Default true; false for a starter, from which absence proves nothing. */
  readonly complete?: boolean;
  /** Default: from 1 October 2015 on. */
  readonly effective?: { readonly from: string; readonly to?: string };
  /** CPT and HCPCS numbers that are known; all others are not verified. */
  readonly procedures?: Readonly<Record<string, FakeProcedure>>;
}

export function fakeTerminology(terms: FakeTerms = {}): Terminology {
  const release = releaseOf(terms);
  return {
    icd10cm: icd10cmOf(terms, release),
    icd10pcs: {
      release: () => undefined,
      lookup: () => undefined,
      status: (_, on) => ({ kind: 'cannot-tell', reason: `no ICD-10-PCS release is loaded for ${on}` }),
    },
    procedures: proceduresOf(terms),
    ncci: ncciTables([]),
    ...referenceTables([]),
    icd10cmIndex: icd10CmIndex([]),
    mce: mce([]),
    gems: gems([]),
    releases: () => [release],
    entriesOf: () => undefined,
  };
}

/** A day that has to exist. */
export function day(text: string): ServiceDate {
  const date = serviceDate(text);
  if (!date) throw new Error(`not a day: ${text}`);
  return date;
}

function code(text: string): Icd10CmCode {
  const normal = icd10CmCode(text);
  if (!normal) throw new Error(`not a code: ${text}`);
  return normal;
}

function releaseOf({
  codes = {},
  complete = true,
  effective = { from: '2015-10-01' },
}: FakeTerms): ReleaseInfo {
  const rows = Object.values(codes);
  return {
    id: complete ? 'icd10cm-test' : 'icd10cm-test-starter',
    system: SYSTEM.icd10cm,
    version: 'test',
    title: 'Rows of a test',
    effective: { from: day(effective.from), ...(effective.to ? { to: day(effective.to) } : {}) },
    checksum: 'test',
    source: 'test',
    licence: 'test',
    complete,
    counts: {
      rows: rows.length,
      billable: rows.filter((r) => typeof r === 'string' || r.billable !== false).length,
    },
  };
}

function icd10cmOf(terms: FakeTerms, release: ReleaseInfo): Icd10Cm {
  const entries = new Map(
    Object.entries(terms.codes ?? {}).map(([c, row]) => [code(c), entryOf(code(c), row)]),
  );
  const sorted = [...entries.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const covers = (on: ServiceDate): boolean => within(on, release.effective);
  const below = (node: Icd10CmCode): readonly CodeEntry[] =>
    sorted.filter((e) => e.code !== node && isUnder(e.code, node));
  const notes = (terms.notes ?? []).map(noteOf);
  const edition = terms.notesEdition ?? (terms.notes ? 'test' : undefined);
  return {
    release: (on) => (covers(on) ? release : undefined),
    edition: (on) => (covers(on) ? editionOf(release, entries, sorted) : undefined),
    status: (c, on) => statusOf(terms, release, entries, c, on),
    lookup: (c, on) => (covers(on) ? entries.get(c) : undefined),
    children: (node, on) =>
      covers(on)
        ? below(node).filter((e) => !below(node).some((p) => p !== e && isUnder(e.code, p.code)))
        : [],
    billableUnder: (node, on) => (covers(on) ? below(node).filter((e) => e.billable) : []),
    notes: (c, on) => (covers(on) && edition ? notes.filter((n) => bears(n.node, c)) : []),
    notesEdition: (on) => (covers(on) ? edition : undefined),
    seventhCharacters: (_, on) => ({ kind: 'cannot-tell', reason: `no tabular list is loaded for ${on}` }),
  };
}

const editionOf = (
  info: ReleaseInfo,
  entries: ReadonlyMap<Icd10CmCode, CodeEntry>,
  sorted: readonly CodeEntry[],
): Icd10CmEdition => ({
  info,
  lookup: (c) => entries.get(c),
  rows: () => sorted.map((entry) => ({ ...entry, code: entry.code.replace('.', '') })),
});

function entryOf(
  c: Icd10CmCode,
  row: string | { readonly title?: string; readonly billable?: boolean },
): CodeEntry {
  const title = typeof row === 'string' ? row : (row.title ?? c);
  const billable = typeof row === 'string' || row.billable !== false;
  return { code: c, billable, shortTitle: title, title };
}

function statusOf(
  terms: FakeTerms,
  release: ReleaseInfo,
  entries: ReadonlyMap<Icd10CmCode, CodeEntry>,
  c: Icd10CmCode,
  on: ServiceDate,
): CodeStatus {
  if (!within(on, release.effective)) {
    return { kind: 'cannot-tell', reason: `no ICD-10-CM release covers ${on}` };
  }
  const from = terms.notYet?.[c];
  if (from && on < from) return { kind: 'not-yet', from: day(from), release };
  const gone = terms.retired?.[c];
  if (gone && on > gone.lastDay) {
    return {
      kind: 'retired',
      lastDay: day(gone.lastDay),
      successors: (gone.successors ?? []).map(code),
      release,
    };
  }
  const entry = entries.get(c) ?? (from || gone ? entryOf(c, c) : undefined);
  if (entry) return { kind: entry.billable ? 'active' : 'header', entry, release };
  if (release.complete) return { kind: 'unknown', release };
  return { kind: 'cannot-tell', reason: `${c} is not in the starter release` };
}

const RANGE = /^([A-Z0-9.]+?)(?:-([A-Z0-9.]+))?$/;

function rangeOf(text: string): CodeRange {
  const [, from, to] = RANGE.exec(text) ?? [];
  if (!from) throw new Error(`not a range: ${text}`);
  return { from, to: to ?? from };
}

const noteOf = ({ kind, node, targets = [], text }: FakeNote): TabularNote => ({
  kind,
  node,
  text: text ?? targets.join(', '),
  targets: targets.map(rangeOf).flatMap(printedRanges),
});

/** Whether a node – a code or a block – bears its notes on a code. */
const bears = (node: string, c: Icd10CmCode): boolean => inRange(c, rangeOf(node));

function proceduresOf({ procedures = {} }: FakeTerms): ProcedureCodes {
  const rows = new Map(Object.entries(procedures));
  const label = (c: string): string | undefined => {
    const row = rows.get(c);
    return row && (row.label ?? c);
  };
  const fee = (c: string, on: ServiceDate, field: 'globalDays' | 'bilateral'): FeeIndicator => {
    const value = rows.get(c)?.[field];
    return value === undefined
      ? { kind: 'cannot-tell', reason: `no physician fee schedule is loaded for ${on}` }
      : { kind: 'known', value, release: procedureRelease(c) };
  };
  return {
    label,
    status: (c, on) => procedureStatus(c, on, rows.get(c)),
    lookup: () => undefined,
    modifier: () => ({ kind: 'cannot-tell', reason: 'not verified: no list of modifiers is loaded' }),
    fee: () => undefined,
    globalDays: (c, on) => fee(c, on, 'globalDays'),
    bilateral: (c, on) => fee(c, on, 'bilateral'),
  };
}

const procedureRelease = (c: string): ReleaseInfo => ({
  ...releaseOf({}),
  id: isCptShape(c) ? 'cpt-test' : 'hcpcs-test',
  system: isCptShape(c) ? SYSTEM.cpt : SYSTEM.hcpcs,
});

function procedureStatus(c: string, on: ServiceDate, row: FakeProcedure | undefined): ProcedureStatus {
  if (!row) {
    const set = isCptShape(c) ? 'CPT' : 'HCPCS Level II';
    return { kind: 'cannot-tell', reason: `not verified: no ${set} release is loaded` };
  }
  if (row.unknown) return { kind: 'unknown', release: procedureRelease(c) };
  const label = row.label ?? c;
  if (row.from && on < row.from) return { kind: 'not-yet', from: day(row.from), label };
  if (row.lastDay && on > row.lastDay) return { kind: 'retired', lastDay: day(row.lastDay), label };
  return { kind: 'listed', label };
}

/** The day before and after a day, for boundary cases. */
export const dayBefore = (text: string): ServiceDate => addDays(day(text), -1);
export const dayAfter = (text: string): ServiceDate => addDays(day(text), 1);
