/** A resource as rows that a database can look through: one for each value of each search parameter (R4 search.html). */
import type { Resource } from '../r4.ts';
import { literalOf } from '../reference.ts';
import { spansOfValue } from './date-span.ts';
import { folded, stringsOf, tokensOf } from './element-values.ts';
import { type SearchParameterRow, valuesAt } from './parameter.ts';

export interface IndexRow {
  /** The parameter's code; `code:identifier` for the identifier of a reference. */
  readonly parameter: string;
  /** Of a token its system, of a reference the type it leads to. */
  readonly system: string;
  /** Of a token its code, of a reference the id, of a string its folded form. */
  readonly value: string;
  /** A reference or string as it is written. */
  readonly exact: string;
  /** Of a date the span, in milliseconds. */
  readonly low: number;
  readonly high: number;
}

/** An open end: the last instant that JavaScript knows. */
export const FAR = 8.64e15;

export const indexRows = (
  resource: Resource,
  parameters: readonly SearchParameterRow[],
): readonly IndexRow[] => unique(parameters.flatMap((p) => rowsOf(resource, p)));

function rowsOf(resource: Resource, parameter: SearchParameterRow): readonly IndexRow[] {
  const values = valuesAt(resource, parameter);
  switch (parameter.type) {
    case 'token':
      return values.flatMap((value) => tokenRows(parameter, value));
    case 'reference':
      return values.flatMap((value) => referenceRows(parameter, value));
    case 'date':
      return values.flatMap((value) => dateRows(parameter, value));
    case 'string':
      return values
        .flatMap(stringsOf)
        .map((text) => row(parameter.code, { value: folded(text), exact: text }));
    case 'uri':
      return values.flatMap((v) => (typeof v === 'string' ? [row(parameter.code, { value: v })] : []));
  }
}

/** What a database index has room for, and PostgreSQL a text: longer values are told apart by their beginning. */
export const indexable = (text: string): string => text.replaceAll('\0', '').slice(0, LONGEST);
const LONGEST = 512;

const row = (
  parameter: string,
  { system = '', value = '', exact = '', low = 0, high = 0 }: Partial<IndexRow> = {},
): IndexRow => ({
  parameter,
  ...{ system: system.replaceAll('\0', ''), value: indexable(value), exact: exact.replaceAll('\0', '') },
  ...{ low, high },
});

/** An element without a code (words alone) is there all the same: `:missing` asks whether it is. */
function tokenRows({ code: parameter, system: implied }: SearchParameterRow, value: unknown): IndexRow[] {
  const tokens = tokensOf(value);
  if (tokens.length === 0) return [row(parameter)];
  return tokens.flatMap(({ system = '', code = '' }) => [
    row(parameter, { system, value: code }),
    ...(implied !== undefined && system === '' ? [row(parameter, { system: implied, value: code })] : []),
  ]);
}

interface Referring {
  readonly reference?: unknown;
  readonly identifier?: unknown;
  readonly type?: unknown;
}

function referenceRows({ code, only }: SearchParameterRow, value: unknown): IndexRow[] {
  const { reference, identifier, type } = value as Referring;
  const exact = typeof reference === 'string' ? reference : '';
  const [system = '', id = ''] = literalOf(exact)?.split('/') ?? [];
  if (only !== undefined && (system || type) !== only) return [];
  const tokens = identifier === undefined ? [] : tokensOf(identifier);
  return [
    row(code, { system, value: id, exact }),
    ...tokens.map((t) => row(`${code}:identifier`, { system: t.system ?? '', value: t.code ?? '' })),
  ];
}

const dateRows = ({ code }: SearchParameterRow, value: unknown): IndexRow[] =>
  spansOfValue(value).map(({ from, to }) =>
    row(code, { low: Math.max(from, -FAR), high: Math.min(to, FAR) }),
  );

function unique(rows: readonly IndexRow[]): readonly IndexRow[] {
  return [...new Map(rows.map((r) => [JSON.stringify(r), r])).values()];
}
