/** What changed between two releases of ICD-10-PCS or HCPCS Level II: the codes in force on the first day of each. */
import { SYSTEM } from '../../fhir/index.ts';
import { ClaimwrightError, type ServiceDate } from '../../kernel/index.ts';
import type { ReleaseEntry, ReleaseInfo, Terminology } from '../../terminology/index.ts';
import { shown } from './answer.ts';

export type DiffSystem = 'icd10pcs' | 'hcpcs';

export const DIFF_SYSTEMS: Readonly<Record<DiffSystem, { readonly url: string; readonly name: string }>> = {
  icd10pcs: { url: SYSTEM.icd10pcs, name: 'ICD-10-PCS' },
  hcpcs: { url: SYSTEM.hcpcs, name: 'HCPCS Level II' },
};

export interface DeletedEntry {
  readonly entry: ReleaseEntry;
  /** Codes that the file refers to from the one that ended; PCS files name none. */
  readonly successors: readonly string[];
}

export interface SystemDiff {
  readonly system: DiffSystem;
  readonly from: ReleaseInfo;
  readonly to: ReleaseInfo;
  readonly added: readonly ReleaseEntry[];
  readonly deleted: readonly DeletedEntry[];
  readonly revised: readonly { readonly before: ReleaseEntry; readonly after: ReleaseEntry }[];
}

/** Compares two loaded versions, such as `2026` and `2026-04`; CW-1007 when one is not loaded. */
export function diffSystem(
  system: DiffSystem,
  from: string,
  to: string,
  terminology: Terminology,
  progress: (label: string) => void = () => undefined,
): SystemDiff {
  const [before, after] = [releaseOf(system, from, terminology), releaseOf(system, to, terminology)];
  if (before.effective.from > after.effective.from) {
    const detail = `${before.title} is later than ${after.title}; name the earlier one first`;
    throw new ClaimwrightError('CW-1002', { what: 'FROM', kind: 'release to start from', detail });
  }
  const [a, b] = [before, after].map((info) => {
    progress(info.title);
    return rowsOf(info, terminology);
  });
  progress('changes');
  return { system, from: before, to: after, ...compare(a ?? NONE, b ?? NONE, before, after) };
}

function releaseOf(system: DiffSystem, text: string, terminology: Terminology): ReleaseInfo {
  const { url, name } = DIFF_SYSTEMS[system];
  const own = terminology.releases().filter((release) => release.system === url);
  const version = text.trim().replace(/^fy/i, '');
  const found = own.find((release) => release.version === version);
  if (found) return found;
  const loaded =
    own
      .map((release) => release.version)
      .sort()
      .join(', ') || 'none';
  throw new ClaimwrightError('CW-1007', {
    what: `${name} release ${shown(text).slice(0, 40)} (loaded: ${loaded})`,
  });
}

type Rows = ReadonlyMap<string, ReleaseEntry>;
const NONE: Rows = new Map();

const rowsOf = ({ id }: ReleaseInfo, terminology: Terminology): Rows =>
  new Map([...(terminology.entriesOf(id) ?? [])].map((entry) => [entry.code, entry]));

/** A file keeps the codes that ended, and may hold some that are still to come. */
const inForce = (rows: Rows, code: string, on: ServiceDate): ReleaseEntry | undefined => {
  const entry = rows.get(code);
  if (!entry || (entry.from !== undefined && entry.from > on)) return undefined;
  return entry.to !== undefined && entry.to < on ? undefined : entry;
};

function compare(a: Rows, b: Rows, from: ReleaseInfo, to: ReleaseInfo) {
  const before = (code: string): ReleaseEntry | undefined => inForce(a, code, from.effective.from);
  const after = (code: string): ReleaseEntry | undefined => inForce(b, code, to.effective.from);
  return {
    added: [...b.keys()].flatMap((code) => (before(code) ? [] : (after(code) ?? []))),
    deleted: [...a.keys()].flatMap((code) => {
      const entry = before(code);
      return !entry || after(code) ? [] : [{ entry, successors: successorsOf(b.get(code) ?? entry) }];
    }),
    revised: [...b.keys()].flatMap((code) => {
      const [old, now] = [before(code), after(code)];
      return old && now && old.title !== now.title ? [{ before: old, after: now }] : [];
    }),
  };
}

const successorsOf = ({ crossReferences = [] }: ReleaseEntry): readonly string[] => crossReferences;

/** Codes that may no longer be reported, or that mean something else. */
export const changedEntries = (diff: SystemDiff): readonly string[] =>
  [...diff.deleted.map((d) => d.entry.code), ...diff.revised.map((r) => r.after.code)].sort();
