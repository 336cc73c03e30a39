/** The resources a search selects, in its order (R4 search.html#filter, #sort). */
import { evalFhirPath, type Filter, type SortRule } from '@medplum/core';
import type { Resource } from '../../fhir/index.ts';
import type { Parameter } from '../parameters.ts';
import { spansOfValue } from './date.ts';
import { refused, testOf } from './match.ts';

/** A stored resource, and the same with its references made relative, which is what searches look at. */
export interface Searchable {
  readonly stored: Resource;
  readonly view: Resource;
}

type Table = ReadonlyMap<string, Parameter>;

export function filtered(
  all: readonly Searchable[],
  table: Table,
  filters: readonly Filter[],
): readonly Searchable[] {
  const tests = filters.map((filter) => testOf(parameterIn(table, filter.code), filter));
  return all.filter(({ view }) => tests.every((test) => test(view)));
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
      const difference = order(keyOf(parameter, a.view), keyOf(parameter, b.view));
      if (difference !== 0) return rule.descending ? -difference : difference;
    }
    return 0;
  };
  return rules.length === 0 ? all : [...all].sort(compare);
}

function keyOf(parameter: Parameter, resource: Resource): string | number {
  const [value] = evalFhirPath(parameter.path, resource);
  if (parameter.type === 'date') return spansOfValue(value)[0]?.from ?? -Infinity;
  return JSON.stringify(value ?? '');
}

const order = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
