/** The resources a search selects, in its order (R4 search.html#filter, #sort). */
import type { Filter, SortRule } from '@medplum/core';
import type { Parameter } from '../parameters.ts';
import { spansOfValue } from './date.ts';
import { refused, testOf } from './match.ts';
import type { Searchable } from './searchable.ts';

type Table = ReadonlyMap<string, Parameter>;

export function filtered(
  all: readonly Searchable[],
  table: Table,
  filters: readonly Filter[],
): readonly Searchable[] {
  const tests = filters.map((filter) => testOf(parameterIn(table, filter.code), filter));
  return all.filter((one) => tests.every((test) => test(one)));
}

/** A parameter that is not known is refused: passing it over would answer another question than was asked. */
export function parameterIn(table: Table, code: string): Parameter {
  const parameter = table.get(code);
  if (!parameter) throw refused(`the search parameter ${code.slice(0, 64)} is not supported here`);
  return parameter;
}

export function ordered(
  all: readonly Searchable[],
  table: Table,
  rules: readonly SortRule[],
): readonly Searchable[] {
  const keyed = rules.map((rule) => ({ rule, parameter: parameterIn(table, rule.code) }));
  const compare = (a: Searchable, b: Searchable): number => {
    for (const { rule, parameter } of keyed) {
      const difference = order(keyOf(parameter, a), keyOf(parameter, b));
      if (difference !== 0) return rule.descending ? -difference : difference;
    }
    return 0;
  };
  return rules.length === 0 ? all : [...all].sort(compare);
}

function keyOf(parameter: Parameter, one: Searchable): string | number {
  const [value] = one.values(parameter);
  if (parameter.type === 'date') return spansOfValue(value)[0]?.from ?? -Infinity;
  return JSON.stringify(value ?? '');
}

const order = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
