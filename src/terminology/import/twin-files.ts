/** CMS ships one edition in several forms side by side; what says the same is taken once. */
import type { StoredTable } from './stored-table.ts';

/** Of tables with the same id and rows the first whose file is text; those that differ all stay, to be refused. */
export function preferText(tables: readonly StoredTable[]): readonly StoredTable[] {
  const textFirst = [...tables].sort((a, b) => Number(isCsv(a)) - Number(isCsv(b)));
  return textFirst.filter(
    (table, i) =>
      textFirst.findIndex((other) => other.info.id === table.info.id && rowsOf(other) === rowsOf(table)) ===
      i,
  );
}

const isCsv = ({ info }: StoredTable): boolean => /\.csv$/i.test(info.source);

/** The rows without the header, which names the file. */
const rowsOf = ({ text }: StoredTable): string => text.slice(text.search(/^(?!#)/m));
