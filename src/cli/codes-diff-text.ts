/** The comparison of two editions for a terminal: the counts first, then each change, then what it touches here. */
import type { ChangeCounts, ReleaseDiff, Touched } from '../flow/index.ts';
import { plain, table } from './table.ts';

export interface DiffReport {
  readonly diff: ReleaseDiff;
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

export const summary = ({ from, to, codes, headers }: ReleaseDiff): string =>
  `${from.title} → ${to.title}: codes ${counts(codes)}; headers ${counts(headers)}`;

/** What a reader must know before he relies on the counts. */
export function notes({ diff }: DiffReport): readonly string[] {
  const starters = [diff.from, diff.to].filter((release) => !release.complete).map((r) => r.title);
  if (starters.length === 0) return [];
  const undecided = `${number(diff.undecided)} rows stand in one edition only and cannot be decided`;
  return [
    `${starters.join(' and ')}: not the whole edition, so the counts are of what is known; ${undecided}. Import the official files: npx claimwright codes import FILE`,
  ];
}

export function sections({ diff, touched }: DiffReport): readonly Section[] {
  const kind = (billable: boolean): string => (billable ? 'code' : 'header');
  const all: readonly Section[] = [
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
    {
      title: 'Mapping modules that name a changed code',
      head: ['module', 'table', 'codes'],
      rows: touched.modules.map((t) => [t.module, t.table, t.codes.join(' ')]),
    },
    { title: 'Charges of a changed code', head: ['code'], rows: touched.charges.map((code) => [code]) },
    {
      title: `Cases of this site${touched.casesKept === 0 ? ' (no cases kept)' : ` (of ${number(touched.casesKept)})`}`,
      head: ['case', 'codes'],
      rows: touched.cases.map((c) => [c.id, c.codes.join(' ')]),
    },
  ];
  return all;
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
