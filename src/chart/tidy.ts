/** The guard at the chart's door: an element of the wrong JSON shape (R4 json.html) is left out and named as a gap. */
import { keyOf, type Resource } from '../fhir/index.ts';
import type { ChartGap } from './chart.ts';
import { type Shape, shapeOf } from './shapes.ts';

export interface Tidied {
  /** The very resource that was given when nothing was wrong with it. */
  readonly resource: Resource;
  readonly gaps: readonly ChartGap[];
}

interface Misfit {
  readonly path: string;
  readonly wanted: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** So that every reader may trust the types of R4, and nothing that was left out is left out in silence. */
export function tidyShapes(given: Resource): Tidied {
  if (isDeeper(given, DEEPEST)) return tooDeep(given);
  const misfits: Misfit[] = [];
  const resource = tidied(given, given.resourceType, misfits);
  const what = keyOf(resource) ?? resource.resourceType;
  return {
    resource,
    gaps: misfits.map(({ path, wanted }) => ({
      what: `${path} in ${what}`,
      reason: `it is not ${wanted}`,
      expression: path,
    })),
  };
}

// Real resources stay under 40 levels; whoever walks more, recursively, may exhaust the stack.
const DEEPEST = 150;

function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true;
  const inside: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const inner of inside) {
    if (inner !== null && typeof inner === 'object' && isDeeper(inner, levels - 1)) return true;
  }
  return false;
}

/** Only its type and id remain, so that the gap can name it and references to it still find it. */
function tooDeep({ resourceType, id }: Resource): Tidied {
  const resource = (typeof id === 'string' ? { resourceType, id } : { resourceType }) as Resource;
  const what = keyOf(resource) ?? resourceType;
  return {
    resource,
    gaps: [{ what, reason: `it is nested more than ${DEEPEST} levels deep`, expression: resourceType }],
  };
}

/** Whether a value from outside is a resource at all. */
export const isResource = (value: unknown): value is Resource =>
  isObject(value) && typeof value.resourceType === 'string';

function tidied(resource: Resource, path: string, misfits: Misfit[]): Resource {
  const shape = shapeOf(resource.resourceType);
  const own = fits(resource, shape) ? resource : (conform(resource, shape, path, misfits) as Resource);
  const held = (own as unknown as Fields).contained;
  if (held === undefined) return own;
  const inside = Array.isArray(held) ? held.map((c, i) => inner(c, `${path}.contained[${i}]`, misfits)) : [];
  if (!Array.isArray(held)) misfits.push({ path: `${path}.contained`, wanted: 'a list' });
  const same = Array.isArray(held) && inside.every((c, i) => c === held[i]);
  return same ? own : ({ ...own, contained: inside } as Resource);
}

function inner(value: unknown, path: string, misfits: Misfit[]): unknown {
  if (isResource(value)) return tidied(value, path, misfits);
  misfits.push({ path, wanted: 'a resource' });
  return {};
}

/** Asked first, because nearly every resource fits: it makes no paths and no copies. */
function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return typeof value === (shape === 'text' ? 'string' : 'number');
  if (isList(shape)) {
    const [item] = shape;
    return Array.isArray(value) && value.every((v) => fits(v, item));
  }
  if (!isObject(value)) return false;
  for (const name in value) {
    if (!Object.hasOwn(shape, name)) continue;
    const [inner, element] = [value[name], shape[name]];
    if (inner !== undefined && element !== undefined && !fits(inner, element)) return false;
  }
  return true;
}

/** The value, a copy without what does not fit, or undefined when it does not fit itself. */
function conform(value: unknown, shape: Shape, path: string, misfits: Misfit[]): unknown {
  if (typeof shape === 'string') {
    const right = typeof value === (shape === 'text' ? 'string' : 'number');
    return right ? value : misfit(path, shape === 'text' ? 'a text' : 'a number', misfits);
  }
  if (isList(shape)) return conformList(value, shape[0], path, misfits);
  return isObject(value) ? conformObject(value, shape, path, misfits) : misfit(path, 'an object', misfits);
}

/** An item that does not fit becomes an empty one: the others keep the places that evidence names. */
function conformList(value: unknown, item: Shape, path: string, misfits: Misfit[]): unknown {
  if (!Array.isArray(value)) return misfit(path, 'a list', misfits);
  const empty = typeof item === 'string' ? '' : {};
  const items = value.map((v, i) => conform(v, item, `${path}[${i}]`, misfits) ?? empty);
  return items.every((v, i) => v === value[i]) ? value : items;
}

function conformObject(
  value: Fields,
  shape: Readonly<Record<string, Shape>>,
  path: string,
  misfits: Misfit[],
): Fields {
  const changes = Object.entries(shape).flatMap(([name, element]) => {
    if (!Object.hasOwn(value, name) || value[name] === undefined) return [];
    const fitted = conform(value[name], element, `${path}.${name}`, misfits);
    return fitted === value[name] ? [] : [[name, fitted] as const];
  });
  if (changes.length === 0) return value;
  const copy = { ...value, ...Object.fromEntries(changes) };
  return Object.fromEntries(Object.entries(copy).filter(([, v]) => v !== undefined));
}

function misfit(path: string, wanted: string, misfits: Misfit[]): undefined {
  misfits.push({ path, wanted });
  return undefined;
}

const isList = (shape: Exclude<Shape, string>): shape is readonly [Shape] => Array.isArray(shape);
const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
