/** One search filter as a test of a resource (R4 search.html#modifiers): only what is listed here is accepted. */
import { badRequest, type Filter, OperationOutcomeError, Operator, splitSearchOnComma } from '@medplum/core';
import type { Parameter } from '../parameters.ts';
import { dateMatches, spanOf, spansOfValue } from './date.ts';
import type { Searchable } from './searchable.ts';
import { contains, startsWith, stringsOf, tokenMatches, tokensOf } from './token.ts';

export type Test = (resource: Searchable) => boolean;

/** Whether one wanted value is met by one element's value. */
type Compare = (wanted: string, value: unknown) => boolean;

export function testOf(parameter: Parameter, filter: Filter): Test {
  if (filter.operator === Operator.MISSING) return missing(parameter, filter.value);
  const compare = comparison(parameter, filter);
  const wanted = splitSearchOnComma(filter.value);
  const any: Test = (resource) =>
    resource.values(parameter).some((value) => wanted.some((w) => compare(w, value)));
  return filter.operator === Operator.NOT ? (resource) => !any(resource) : any;
}

function missing(parameter: Parameter, value: string): Test {
  if (value !== 'true' && value !== 'false') throw refused(`${parameter.code}:missing takes true or false`);
  return (resource) => (resource.values(parameter).length === 0) === (value === 'true');
}

function comparison(parameter: Parameter, filter: Filter): Compare {
  const { operator } = filter;
  if (parameter.type === 'date') return dates(parameter, filter);
  if (parameter.type === 'token' && (operator === Operator.EQUALS || operator === Operator.NOT)) {
    return (wanted, value) => tokensOf(value).some((t) => tokenMatches(wanted, t));
  }
  if (parameter.type === 'string') return strings(parameter, operator);
  if (operator === Operator.EQUALS) return parameter.type === 'uri' ? (w, v) => w === v : referenceMatches;
  throw refused(`the modifier :${operator} is not supported on ${parameter.code}`);
}

function dates(parameter: Parameter, filter: Filter): Compare {
  // The prefix was taken off the first value; one on a later value would change the meaning of the list.
  const spans = new Map(splitSearchOnComma(filter.value).map((text) => [text, spanOf(text)]));
  for (const [text, span] of spans) {
    if (!span) throw refused(`${parameter.code} is not a date: ${text.slice(0, 40)}`);
  }
  return (wanted, value) => {
    const span = spans.get(wanted);
    return span !== undefined && spansOfValue(value).some((t) => dateMatches(filter.operator, span, t));
  };
}

function strings(parameter: Parameter, operator: Operator): Compare {
  if (operator === Operator.EQUALS)
    return (wanted, value) => stringsOf(value).some((s) => startsWith(wanted, s));
  if (operator === Operator.CONTAINS)
    return (wanted, value) => stringsOf(value).some((s) => contains(wanted, s));
  if (operator === Operator.EXACT) return (wanted, value) => stringsOf(value).includes(wanted);
  throw refused(`the modifier :${operator} is not supported on ${parameter.code}`);
}

/** References were made relative before; `x` alone matches an id of any type the element points at. */
const referenceMatches: Compare = (wanted, value) => {
  const held = typeof value === 'string' ? value : (value as { reference?: string } | null)?.reference;
  if (!held) return false;
  return wanted.includes('/') ? held === wanted : held.slice(held.lastIndexOf('/') + 1) === wanted;
};

export const refused = (detail: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(detail));
