/** Checks of JSON shape that need no definitions (R4 json.html; invariants per-1, ref-1, qty-3): a walk without
 * recursion, so that no nesting can exhaust the stack, and the gate that keeps unreadable input from the engine. */
import type { ValidationIssue } from './validation-issue.ts';

export interface KnownTypes {
  /** Resource types with a definition at hand. */
  readonly checked: ReadonlySet<string>;
  /** All resource types of R4. */
  readonly real: ReadonlySet<string>;
}

export interface Shape {
  readonly issues: readonly ValidationIssue[];
  /** Whether the engine can be asked at all. */
  readonly readable: boolean;
  /** The checked resource types that occur. */
  readonly types: ReadonlySet<string>;
  /** Whether there are inner resources of a type that has no definition here. */
  readonly unchecked: boolean;
  /** Length of the longest list. */
  readonly longest: number;
}

type Json = { readonly [key: string]: unknown };

// Real resources stay under 40 levels; the engine recurses, and its stack holds a few thousand.
const DEEPEST = 150;
const ELEMENT_NAME = /^_?[a-z][A-Za-z0-9]{0,63}$/;

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
  /** Ids of the contained resources that a `#reference` here may mean. */
  readonly contained: ReadonlySet<unknown>;
  readonly inArray: boolean;
  readonly inContained: boolean;
}

export function shapeIssues(resource: unknown, types: KnownTypes): Shape {
  const type = isObject(resource) ? resource.resourceType : undefined;
  if (!isObject(resource) || typeof type !== 'string')
    return refused('', 'A resource must be an object with a resourceType');
  if (!types.checked.has(type)) return refused('', unknownType(type, types));
  const issues: ValidationIssue[] = [];
  const met = new Set([type]);
  let unchecked = false;
  let longest = 0;
  let depth = 0;
  const open: Place[] = [
    { value: resource, path: type, depth: 1, contained: idsIn(resource), inArray: false, inContained: false },
  ];
  for (let place = open.pop(); place; place = open.pop()) {
    depth = Math.max(depth, place.depth);
    if (depth > DEEPEST) return refused(type, `The resource is nested more than ${DEEPEST} levels deep`);
    const inner = place.depth > 1 ? typeNamed(place.value) : undefined;
    if (inner !== undefined && !types.checked.has(inner)) {
      unchecked = true;
      issues.push(innerType(inner, place.path, types));
      continue;
    }
    if (inner !== undefined) met.add(inner);
    if (Array.isArray(place.value)) longest = Math.max(longest, place.value.length);
    issues.push(...here(place));
    for (const next of inside(place)) open.push(next);
  }
  return { issues: issues.reverse(), readable: true, types: met, unchecked, longest };
}

/** The type of an empty resource that is valid: Parameters needs no element. */
export const STAND_IN = 'Parameters';

/** The resource with every inner resource of an unchecked type replaced by one that is valid. */
export function standIns<T>(value: T, checked: ReadonlySet<string>): T {
  if (Array.isArray(value)) return value.map((v: unknown) => standIns(v, checked)) as T;
  if (!isObject(value)) return value;
  const type = typeNamed(value);
  if (type !== undefined && !checked.has(type)) return { resourceType: STAND_IN } as T;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, standIns(v, checked)])) as T;
}

/** The resourceType of an object that has one; a type that is no string is the name of no type. */
function typeNamed(value: unknown): string | undefined {
  if (!isObject(value) || value.resourceType === undefined) return undefined;
  return typeof value.resourceType === 'string' ? value.resourceType : '';
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const issue = (code: string, expression: string, diagnostics: string): ValidationIssue => ({
  severity: 'error',
  code,
  diagnostics: `${diagnostics}.`,
  expression,
});

const refused = (expression: string, diagnostics: string): Shape => ({
  issues: [issue('structure', expression, diagnostics)],
  readable: false,
  types: new Set(),
  unchecked: false,
  longest: 0,
});

const unknownType = (type: string, { real }: KnownTypes): string =>
  real.has(type)
    ? `Resources of type ${type} are not checked here`
    : 'The resourceType is not one of FHIR R4';

/** A real type without a definition here is said to be unchecked, never passed in silence; it is no error of the sender. */
function innerType(type: string, path: string, types: KnownTypes): ValidationIssue {
  const found = issue('structure', path, unknownType(type, types));
  return types.real.has(type) ? { ...found, severity: 'information', code: 'not-supported' } : found;
}

function* inside(place: Place): Generator<Place> {
  const { value, path, depth } = place;
  if (Array.isArray(value)) {
    for (const [i, v] of value.entries())
      yield { ...place, value: v, path: `${path}[${i}]`, depth: depth + 1, inArray: true };
  } else if (isObject(value)) {
    const contained =
      value.resourceType !== undefined && !place.inContained && depth > 1 ? idsIn(value) : place.contained;
    for (const [key, v] of Object.entries(value)) {
      const step = ELEMENT_NAME.test(key) ? key : '(unnamed)';
      const inContained = key === 'contained' || (place.inContained && value.resourceType === undefined);
      yield { value: v, path: `${path}.${step}`, depth: depth + 1, contained, inArray: false, inContained };
    }
  }
}

function here(place: Place): readonly ValidationIssue[] {
  const { value, path } = place;
  if (Array.isArray(value)) {
    if (place.inArray) return [issue('structure', path, 'A list may not stand directly in a list')];
    return value.length === 0 ? [issue('structure', path, 'A list may not be empty')] : [];
  }
  if (value === '') return [issue('structure', path, 'A string may not be empty')];
  if (!isObject(value)) return [];
  const keys = Object.keys(value);
  if (keys.length === 0) return [issue('structure', path, 'An object may not be empty')];
  return [
    ...(keys.some((k) => k in Object.prototype || !ELEMENT_NAME.test(k))
      ? [issue('structure', path, 'A property name here cannot be the name of a FHIR element')]
      : []),
    ...periodIssues(value, path),
    ...referenceIssues(value, place),
    ...quantityIssues(value, path),
  ];
}

/** per-1. Only Periods have both; Appointment and Slot, which are resources, have instants of the same names. */
function periodIssues(value: Json, path: string): readonly ValidationIssue[] {
  const { start, end } = value;
  if (typeof start !== 'string' || typeof end !== 'string' || !after(start, end)) return [];
  return [issue('invariant', path, 'Constraint per-1 not met: the start is later than the end')];
}

/** Whether `a` is certainly later than `b`: instants by time, partial dates by the part both have. */
function after(a: string, b: string): boolean {
  if (a.includes('T') && b.includes('T')) return Date.parse(a) > Date.parse(b);
  const common = Math.min(a.length, b.length, 10);
  return a.slice(0, common) > b.slice(0, common);
}

const idsIn = ({ contained }: Json): ReadonlySet<unknown> =>
  new Set(Array.isArray(contained) ? contained.map((r: unknown) => (isObject(r) ? r.id : undefined)) : []);

/** ref-1 for contained resources; a bare `#` is the container itself. */
function referenceIssues(value: Json, { contained, path }: Place): readonly ValidationIssue[] {
  const { reference } = value;
  if (typeof reference !== 'string' || !reference.startsWith('#') || reference === '#') return [];
  if (contained.has(reference.slice(1))) return [];
  return [issue('invariant', path, 'Constraint ref-1 not met: there is no contained resource with this id')];
}

/** qty-3. A number beside a code is a Quantity; no other type has both. */
function quantityIssues(value: Json, path: string): readonly ValidationIssue[] {
  if (typeof value.value !== 'number' || typeof value.code !== 'string' || value.system !== undefined)
    return [];
  return [issue('invariant', path, 'Constraint qty-3 not met: a unit code needs its system')];
}
