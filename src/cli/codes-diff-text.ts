/** The comparison of two editions for a terminal: the counts first, then each change, then what it touches here. */
import type { ChangeCounts, ReleaseDiff, SystemDiff, Touched } from '../flow/index.ts';
import { plain, table } from './table.ts';

export interface DiffReport {
  readonly diff: ReleaseDiff | SystemDiff;
  readonly touched: Touched;
}

export type Row = readonly string[];

/** One part of the report, whatever draws it. */
export interface Section {
  readonly title: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

const number = (n: number): string => n.toLocaleString('en-US');

const counts = ({ additions, deletions, revisions }: ChangeCounts): string =>
  `${number(additions)} additions, ${number(deletions)} deletions, ${number(revisions)} revisions`;

export function summary(diff: DiffReport['diff']): string {
  const titles = `${diff.from.title} → ${diff.to.title}`;
  if (!('system' in diff)) return `${titles}: codes ${counts(diff.codes)}; headers ${counts(diff.headers)}`;
  const { added, deleted, revised } = diff;
  return `${titles}: codes ${counts({ additions: added.length, deletions: deleted.length, revisions: revised.length })}`;
}

/** What a reader must know before he relies on the counts. */
export function notes({ diff }: DiffReport): readonly string[] {
  const starters = [diff.from, diff.to].filter((release) => !release.complete).map((r) => r.title);
  if (starters.length === 0) return [];
  const undecided = `${number('undecided' in diff ? diff.undecided : 0)} rows stand in one edition only and cannot be decided`;
  return [
    `${starters.join(' and ')}: not the whole edition, so the counts are of what is known; ${undecided}. Import the official files: npx claimwright codes import FILE`,
  ];
}

export const sections = ({ diff, touched }: DiffReport): readonly Section[] => [
  ...('system' in diff ? systemChanges(diff) : changes(diff)),
  ...touches(touched),
];

/** Of a system whose codes all stand on one level; a modifier has two characters. */
function systemChanges({ added, deleted, revised }: SystemDiff): readonly Section[] {
  const kind = (code: string): string => (code.length === 2 ? 'modifier' : 'code');
  return [
    {
      title: 'Deleted',
      head: ['code', 'kind', 'successors', 'title'],
      rows: deleted.map(({ entry, successors }) => [
        entry.code,
        kind(entry.code),
        successors.join(' ') || 'none named',
        entry.title,
      ]),
    },
    {
      title: 'Revised titles',
      head: ['code', 'before → after'],
      rows: revised.map(({ before, after }) => [after.code, `${before.title} → ${after.title}`]),
    },
    {
      title: 'Added',
      head: ['code', 'kind', 'title'],
      rows: added.map((e) => [e.code, kind(e.code), e.title]),
    },
  ];
}

function changes(diff: ReleaseDiff): readonly Section[] {
  const kind = (billable: boolean): string => (billable ? 'code' : 'header');
  return [
    {
      title: 'Split: no longer billable',
      head: ['code', 'successors', 'title'],
      rows: diff.split.map(({ entry, into }) => [entry.code, into.map((e) => e.code).join(' '), entry.title]),
    },
    {
      title: 'Deleted',
      head: ['code', 'kind', 'successors', 'title'],
      rows: diff.deleted.map(({ entry, successors }) => [
        entry.code,
        kind(entry.billable),
        successors.join(' ') || 'none named',
        entry.title,
      ]),
    },
    {
      title: 'Newly billable',
      head: ['code', 'title'],
      rows: diff.newlyBillable.map((e) => [e.code, e.title]),
    },
    {
      title: 'Revised titles',
      head: ['code', 'before → after'],
      rows: diff.revised.map(({ before, after }) => [
        after.code,
        before.title === after.title
          ? `short title: ${before.shortTitle} → ${after.shortTitle}`
          : `${before.title} → ${after.title}`,
      ]),
    },
    {
      title: 'Added',
      head: ['code', 'kind', 'title'],
      rows: diff.added.map((e) => [e.code, kind(e.billable), e.title]),
    },
  ];
}

function touches(touched: Touched): readonly Section[] {
  return [
    {
      title: 'Mapping modules that name a changed code',
      head: ['module', 'table', 'codes'],
      rows: touched.modules.map((t) => [t.module, t.table, t.codes.join(' ')]),
    },
    {
      title: 'Edits that name a changed code',
      head: ['edit', 'by', 'codes'],
      rows: touched.edits.map((t) => [t.edit, t.by, t.codes.join(' ')]),
    },
    { title: 'Charges of a changed code', head: ['code'], rows: touched.charges.map((code) => [code]) },
    {
      title: `Cases of this site${touched.casesKept === 0 ? ' (no cases kept)' : ` (of ${number(touched.casesKept)})`}`,
      head: ['case', 'codes'],
      rows: touched.cases.map((c) => [c.id, c.codes.join(' ')]),
    },
  ];
}

/** Marks that turn the direction of writing could show one code as another. */
const straight = (text: string): string =>
  plain(text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' '));

export function diffText(report: DiffReport): string {
  const parts = sections(report).map(({ title, head, rows }) =>
    rows.length === 0
      ? `${straight(title)}: none`
      : `${straight(title)}: ${number(rows.length)}\n${table(
          head,
          rows.map((row) => row.map(straight)),
        )}`,
  );
  return `${[straight(summary(report.diff)), ...notes(report).map(straight), ...parts].join('\n\n')}\n`;
}
