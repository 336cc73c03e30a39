/**
 * What changed between two editions of ICD-10-CM. Absence from a starter proves nothing: there a code counts as added or
 * deleted only where the addenda or the hierarchy say so; the others are counted as undecided.
 */
import { ClaimwrightError, type ServiceDate } from '../../kernel/index.ts';
import type { CodeEntry, Icd10CmCode, ReleaseInfo, Terminology } from '../../terminology/index.ts';
import { shown } from './answer.ts';
import { icdReleases, loaded } from './edition.ts';
import { editionCodes } from './edition-codes.ts';

export interface DeletedCode {
  readonly entry: CodeEntry;
  readonly successors: readonly Icd10CmCode[];
}

/** A code that was billable and became a heading, with the billable codes that are new below it. */
export interface SplitCode {
  readonly entry: CodeEntry;
  readonly into: readonly CodeEntry[];
}

export interface RevisedTitle {
  readonly before: CodeEntry;
  readonly after: CodeEntry;
}

/** As the official addenda count: a code that became a heading is a deletion of a code and an addition of a header. */
export interface ChangeCounts {
  readonly additions: number;
  readonly deletions: number;
  readonly revisions: number;
}

export interface ReleaseDiff {
  readonly from: ReleaseInfo;
  readonly to: ReleaseInfo;
  /** In the later edition only, headings included. */
  readonly added: readonly CodeEntry[];
  readonly deleted: readonly DeletedCode[];
  readonly split: readonly SplitCode[];
  /** Headings that lost what was below them and may be reported themselves. */
  readonly newlyBillable: readonly CodeEntry[];
  readonly revised: readonly RevisedTitle[];
  /** Rows of one edition only, of which the other, a starter, says nothing. */
  readonly undecided: number;
  readonly codes: ChangeCounts;
  readonly headers: ChangeCounts;
}

interface Side {
  readonly info: ReleaseInfo;
  readonly on: ServiceDate;
  readonly rows: ReadonlyMap<string, CodeEntry>;
}

/** Compares two loaded versions, such as `2025` and `2026`; CW-1007 when one is not loaded. */
export function diffReleases(
  from: string,
  to: string,
  terminology: Terminology,
  progress: (label: string) => void = () => undefined,
): ReleaseDiff {
  const [before, after] = [releaseOf(from, terminology), releaseOf(to, terminology)];
  if (before.effective.from > after.effective.from) {
    const detail = `${before.title} is later than ${after.title}; name the earlier one first`;
    throw new ClaimwrightError('CW-1002', { what: 'FROM', kind: 'release to start from', detail });
  }
  const a = sideOf(before, terminology, progress);
  const b = sideOf(after, terminology, progress);
  progress('changes');
  return compare(a, b, terminology);
}

function releaseOf(text: string, terminology: Terminology): ReleaseInfo {
  const version = text.trim().replace(/^fy/i, '');
  const [first] = icdReleases(terminology)
    .filter((release) => release.version === version || release.id === text.trim())
    .toSorted((a, b) => Number(b.complete) - Number(a.complete));
  if (first) return first;
  const what = `ICD-10-CM release ${shown(text).slice(0, 40)} (loaded: ${loaded(terminology)})`;
  throw new ClaimwrightError('CW-1007', { what });
}

function sideOf(info: ReleaseInfo, { icd10cm }: Terminology, progress: (label: string) => void): Side {
  progress(info.title);
  const on = info.effective.from;
  return { info, on, rows: new Map([...editionCodes(on, icd10cm)].map((entry) => [entry.code, entry])) };
}

function compare(a: Side, b: Side, terminology: Terminology): ReleaseDiff {
  const only = (x: Side, y: Side): readonly CodeEntry[] =>
    [...x.rows.values()].filter((e) => !y.rows.has(e.code));
  const [fresh, gone] = [only(b, a), only(a, b)];
  const added = fresh.filter((e) => isCertain(e, a, terminology));
  const deleted = gone.filter((e) => isCertain(e, b, terminology));
  const both = [...b.rows.values()].flatMap((after) => {
    const before = a.rows.get(after.code);
    return before ? [{ before, after }] : [];
  });
  const became = (billable: boolean): readonly RevisedTitle[] =>
    both.filter(({ before, after }) => before.billable !== billable && after.billable === billable);
  const revised = both.filter(isRevised);
  const count = (billable: boolean): ChangeCounts => ({
    additions: ofKind(added, billable) + became(billable).length,
    deletions: ofKind(deleted, billable) + became(!billable).length,
    revisions: ofKind(
      revised.map((r) => r.after),
      billable,
    ),
  });
  return {
    from: a.info,
    to: b.info,
    added,
    deleted: deleted.map((entry) => ({ entry, successors: successorsOf(entry, b, terminology) })),
    split: became(false).map(({ before }) => ({ entry: before, into: newBelow(before, a, b, terminology) })),
    newlyBillable: became(true).map(({ after }) => after),
    revised,
    undecided: fresh.length - added.length + gone.length - deleted.length,
    codes: count(true),
    headers: count(false),
  };
}

const ofKind = (entries: readonly CodeEntry[], billable: boolean): number =>
  entries.filter((e) => e.billable === billable).length;

/** A code that is both revised and of another validity is deleted and added in the official count, not revised. */
const isRevised = ({ before, after }: RevisedTitle): boolean =>
  before.billable === after.billable &&
  (before.title !== after.title || before.shortTitle !== after.shortTitle);

/** Whether the edition that lacks a code is known to lack it. */
const isCertain = (entry: CodeEntry, other: Side, { icd10cm }: Terminology): boolean =>
  icd10cm.status(entry.code, other.on).kind !== 'cannot-tell';

function successorsOf(entry: CodeEntry, { on }: Side, { icd10cm }: Terminology): readonly Icd10CmCode[] {
  const status = icd10cm.status(entry.code, on);
  return status.kind === 'retired' ? status.successors : [];
}

const newBelow = (entry: CodeEntry, a: Side, b: Side, { icd10cm }: Terminology): readonly CodeEntry[] =>
  icd10cm.billableUnder(entry.code, b.on).filter((e) => !a.rows.has(e.code));

/** Codes that may no longer be reported, or that mean something else: what was built on them must be looked at. */
export const changedCodes = (diff: ReleaseDiff): readonly Icd10CmCode[] =>
  [
    ...diff.deleted.map((d) => d.entry.code),
    ...diff.split.map((s) => s.entry.code),
    ...diff.newlyBillable.map((e) => e.code),
    ...diff.revised.map((r) => r.after.code),
  ].sort();
