/** Code sets by date of service. Of the editions in force a complete one answers before a starter; of those, the latest. */
import { remembering, type ServiceDate, within } from '../kernel/index.ts';
import { type ConversionSet, convertedBy } from './conversion/index.ts';
import { type GemSet, gems } from './gems/index.ts';
import type { PcsRelease } from './icd10pcs/pcs-release.ts';
import { icd10Pcs } from './icd10pcs/pcs-status.ts';
import { type IndexSet, icd10CmIndex } from './index-tables/index.ts';
import { type MceSet, mce } from './mce/index.ts';
import type {
  Icd10Cm,
  ProcedureEntry,
  ReleaseEntry,
  ReleaseInfo,
  TabularNote,
  Terminology,
} from './model.ts';
import { type NcciSet, ncciTables } from './ncci/index.ts';
import { bindTargets } from './notes/bind.ts';
import { writeTargets } from './notes/note-target.ts';
import type { NotesEdition } from './notes/notes-edition.ts';
import { seventhCharacters } from './notes/seventh-characters.ts';
import type { FeeScheduleRelease } from './procedures/fee-schedule-release.ts';
import { procedureCodes } from './procedures/procedure-codes.ts';
import type { ListedProcedure } from './procedures/procedure-list.ts';
import type { ProcedureRelease } from './procedures/procedure-release.ts';
import { type ReferenceSet, referenceTables } from './reference-sets.ts';
import type { Icd10CmRelease } from './release/icd10cm-release.ts';
import {
  type CodeSearch,
  type CodeSearchOptions,
  createCodeSearch,
  type SearchTables,
} from './search/index.ts';
import { codeStatus } from './status.ts';

export function createTerminology(
  releases: readonly Icd10CmRelease[],
  notes: readonly NotesEdition[],
  procedures: readonly ListedProcedure[],
  others: OtherReleases = {},
): Terminology {
  const { icd10pcs = [], procedureReleases = [], feeSchedules = [], ncci = [], tables = [] } = others;
  const { references = [] } = others;
  const of = tablesByKind(tables);
  const all = [
    ...releases,
    ...icd10pcs,
    ...procedureReleases,
    ...feeSchedules,
    ...ncci.map((set) => set.table),
    ...tables,
    ...references,
  ];
  return {
    icd10cm: icd10Cm([...releases].sort(byRank), [...notes].sort(byRank), of.conversions, others.search),
    icd10pcs: icd10Pcs(icd10pcs),
    procedures: procedureCodes(procedures, procedureReleases, feeSchedules),
    ncci: ncciTables(ncci),
    ...referenceTables(references),
    icd10cmIndex: icd10CmIndex(of.index),
    mce: mce(of.mce),
    gems: gems(of.gems),
    releases: () => all.map((release) => release.info),
    entriesOf: (id) => entriesOf(id, [...icd10pcs, ...procedureReleases]),
  };
}

type Listed = Pick<PcsRelease | ProcedureRelease, 'info' | 'entries'>;

function entriesOf(id: string, releases: readonly Listed[]): Iterable<ReleaseEntry> | undefined {
  const release = releases.find(({ info }) => info.id === id);
  return release && listed(release);
}

function* listed({ entries }: Listed): Generator<ReleaseEntry> {
  for (const entry of entries()) {
    const { details } = entry as Partial<Pick<ProcedureEntry, 'details'>>;
    yield details ? { ...entry, crossReferences: details.crossReferences } : entry;
  }
}

/** Releases of the systems beside ICD-10-CM; none of them ships with the program. */
export interface OtherReleases {
  readonly icd10pcs?: readonly PcsRelease[];
  /** HCPCS Level II and CPT. */
  readonly procedureReleases?: readonly ProcedureRelease[];
  readonly feeSchedules?: readonly FeeScheduleRelease[];
  /** NCCI PTP and MUE, add-on code edits, place of service. */
  readonly ncci?: readonly NcciSet[];
  /** CMS-HCC, CCSR, coverage articles, CPT–CVX. */
  readonly references?: readonly ReferenceSet[];
  /** Index and its tables, Medicare Code Editor, mappings from ICD-9-CM, conversion tables. */
  readonly tables?: readonly TableSet[];
  /** What the words of a record are searched with, beside the titles. */
  readonly search?: SearchTables | undefined;
}

/** Tables beside the code systems: what points at codes, and what holds them together over the years. */
export type TableSet = IndexSet | MceSet | GemSet | ConversionSet;

const tablesByKind = (tables: readonly TableSet[]) => ({
  mce: tables.filter((set) => set.kind === 'mce-lists'),
  gems: tables.filter((set) => set.kind === 'gems'),
  conversions: tables.filter((set) => set.kind === 'icd10cm-conversion'),
  index: tables.filter(
    (set) => set.kind !== 'mce-lists' && set.kind !== 'gems' && set.kind !== 'icd10cm-conversion',
  ),
});

const byRank = (a: { readonly info: ReleaseInfo }, b: { readonly info: ReleaseInfo }): number =>
  Number(b.info.complete) - Number(a.info.complete) || compare(b.info.effective.from, a.info.effective.from);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function icd10Cm(
  releases: readonly Icd10CmRelease[],
  editions: readonly NotesEdition[],
  conversions: readonly ConversionSet[],
  tables: SearchTables | undefined,
): Icd10Cm {
  const inForce = (on: ServiceDate): Icd10CmRelease | undefined =>
    releases.find((release) => within(on, release.info.effective));
  // The notes change less than the codes: the latest edition that had begun serves a date, also after its own year.
  const editionFor = (on: ServiceDate): NotesEdition | undefined =>
    editions.find((edition) => edition.info.effective.from <= on);
  const notesOf = noteBinder();
  const searchOf = searchKeeper();
  const converted = convertedBy(conversions.map(({ edition }) => edition));
  return {
    release: (on): ReleaseInfo | undefined => inForce(on)?.info,
    edition: inForce,
    status: (code, on) => codeStatus(code, on, releases, inForce(on), converted),
    lookup: (code, on) => inForce(on)?.lookup(code),
    children: (code, on) => inForce(on)?.children(code) ?? [],
    billableUnder: (code, on) => inForce(on)?.billableUnder(code) ?? [],
    notes: (code, on) => {
      const edition = editionFor(on);
      return edition ? notesOf(edition, inForce(on), code) : [];
    },
    notesEdition: (on) => editionFor(on)?.info.title,
    seventhCharacters: (code, on) => seventhCharacters(code, on, editionFor(on), inForce(on)),
    search: (text, on, options) => {
      const release = inForce(on);
      return release && tables ? searchOf(release, tables)(text, options) : undefined;
    },
    inclusionTerms: () => tables?.inclusionTerms ?? [],
  };
}

/** An index of a full edition takes some 20 MB and most of a second: the editions of this year, the last and the next. */
const SEARCHES_KEPT = 3;
/** Charts say the same again and again ("Acute bronchitis"): answers to so many short questions are kept. */
const ANSWERS_KEPT = 2_000;
const SHORT = 120;

/** An index for each edition that is asked, made when it is first asked; the one asked longest ago goes first. */
function searchKeeper() {
  const kept = new Map<string, CodeSearch['search']>();
  return (release: Icd10CmRelease, tables: SearchTables): CodeSearch['search'] => {
    const { id } = release.info;
    const search = kept.get(id) ?? answering(createCodeSearch(release, tables));
    kept.delete(id);
    kept.set(id, search);
    for (const oldest of kept.keys()) if (kept.size > SEARCHES_KEPT) kept.delete(oldest);
    return search;
  };
}

/** The same question always has the same answer. */
function answering({ search }: CodeSearch): CodeSearch['search'] {
  const answer = remembering((question) => {
    const [text, options] = JSON.parse(question) as [string, CodeSearchOptions];
    return search(text, options);
  }, ANSWERS_KEPT);
  return (text, options = {}) =>
    text.length <= SHORT ? answer(JSON.stringify([text, options])) : search(text, options);
}

type Binder = (
  edition: NotesEdition,
  release: Icd10CmRelease | undefined,
  code: string,
) => readonly TabularNote[];

/** Codes whose notes are kept ready: a chart's are asked for by rule after rule. */
const CODES_REMEMBERED = 5_000;

/** Ties notes to a release once: "T36-T50 with fifth or sixth character 5" is 150 codes, and ninety notes say it. */
function noteBinder(): Binder {
  const bound = new Map<string, (code: string) => readonly TabularNote[]>();
  return (edition, release, code) =>
    remembered(bound, `${edition.info.id} ${release?.info.id}`, () => bindTo(edition, release))(code);
}

function bindTo(
  edition: NotesEdition,
  release: Icd10CmRelease | undefined,
): (code: string) => readonly TabularNote[] {
  const notes = new Map<string, readonly TabularNote[]>();
  const ranges = new Map<string, TabularNote['targets']>();
  const notesAt = (node: string): readonly TabularNote[] =>
    edition.notesAt(node).map(({ kind, text, targets }) => {
      const of = remembered(ranges, writeTargets(targets), () => bindTargets(targets, release));
      return { kind, node, text, targets: of };
    });
  return remembering(
    (code) => edition.nodesFor(code).flatMap((node) => remembered(notes, node, () => notesAt(node))),
    CODES_REMEMBERED,
  );
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
