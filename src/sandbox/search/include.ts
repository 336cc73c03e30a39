/** `_include` and `_revinclude` (R4 search.html#include). The router's own needs every StructureDefinition in memory. */
import type { IncludeTarget, SearchRequest } from '@medplum/core';
import { keyOf, type Resource } from '../../fhir/index.ts';
import type { Parameter, ParameterTable } from '../parameters.ts';
import { refused } from './match.ts';
import type { Searchable } from './searchable.ts';
import { parameterIn } from './select.ts';

export interface World {
  readonly parameters: ParameterTable;
  /** The resources of a type. */
  all(type: string): readonly Searchable[];
}

/** An endless `:iterate` ends here; nothing in a chart is further away. */
const MAX_ROUNDS = 5;

/** What comes along with the matches, each once. `:iterate` also looks at what came along before. */
export function included(
  request: SearchRequest,
  matches: readonly Searchable[],
  world: World,
): readonly Resource[] {
  const found = new Map<string | undefined, Searchable>(matches.map((m) => [keyOf(m.view), m]));
  let fresh = matches;
  for (let round = 0; round < MAX_ROUNDS && fresh.length > 0; round += 1) {
    const applies = (t: IncludeTarget): boolean => round === 0 || t.modifier === 'iterate';
    const forward = (request.include ?? []).filter(applies).flatMap((t) => targets(t, fresh, world));
    const reverse = (request.revInclude ?? []).filter(applies).flatMap((t) => sources(t, fresh, world));
    fresh = [...forward, ...reverse].filter((s) => !found.has(keyOf(s.view)));
    for (const one of fresh) found.set(keyOf(one.view), one);
  }
  return [...found.values()].slice(matches.length).map((s) => s.stored);
}

/** The resources that the matches refer to. */
function targets(target: IncludeTarget, from: readonly Searchable[], world: World): readonly Searchable[] {
  const parameter = referenceParameter(target, world);
  const keys = from
    .filter(({ view }) => view.resourceType === target.resourceType)
    .flatMap((one) => referencesIn(parameter, one));
  const wanted = keys.filter((key) => !target.targetType || key.startsWith(`${target.targetType}/`));
  return [...new Set(wanted)].flatMap((key) => {
    const type = key.slice(0, key.indexOf('/'));
    return world.parameters.has(type) ? world.all(type).filter(({ view }) => keyOf(view) === key) : [];
  });
}

/** The resources that refer to the matches. */
function sources(target: IncludeTarget, from: readonly Searchable[], world: World): readonly Searchable[] {
  const parameter = referenceParameter(target, world);
  const keys = new Set(from.map(({ view }) => keyOf(view)));
  return world
    .all(target.resourceType)
    .filter((one) => referencesIn(parameter, one).some((key) => keys.has(key)));
}

function referenceParameter(target: IncludeTarget, world: World): Parameter {
  const table = world.parameters.get(target.resourceType);
  if (!table) throw refused(`${target.resourceType.slice(0, 64)} is not served here`);
  const parameter = parameterIn(table, target.searchParam);
  if (parameter.type !== 'reference') throw refused(`${target.searchParam} is not a reference`);
  return parameter;
}

const referencesIn = (parameter: Parameter, one: Searchable): readonly string[] =>
  one.values(parameter).flatMap((v) => (v as { reference?: string } | null)?.reference ?? []);
