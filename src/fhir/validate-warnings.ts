/** Constraints of severity `warning` (R4 elementdefinition-definitions.html, constraint.severity): the engine evaluates
 * errors alone, and of an element's errors the first. All of a profile's own warnings are told, each where it is broken. */
import { evalFhirPathTyped, type TypedValue, toTypedValue } from '@medplum/core';
import type { StructureDefinition } from './r4.ts';
import type { ValidationIssue } from './validation-issue.ts';

interface Place {
  readonly value: unknown;
  readonly path: string;
}

type Constraint = NonNullable<
  NonNullable<StructureDefinition['differential']>['element'][number]['constraint']
>[number];

export function warningIssues(
  resource: { readonly resourceType: string },
  profile: StructureDefinition,
): readonly ValidationIssue[] {
  const root = toTypedValue(resource);
  return (profile.differential?.element ?? []).flatMap(({ path, constraint = [] }) => {
    const warnings = constraint.filter((c) => c.severity === 'warning' && c.expression);
    if (warnings.length === 0) return [];
    return placesOf(resource, path).flatMap(({ value, path: at }) =>
      warnings.filter((c) => !holds(c, value, root)).map((c) => told(c, at)),
    );
  });
}

/** Every value of an element, with its path; what is not there breaks nothing. */
function placesOf(resource: { readonly resourceType: string }, path: string): readonly Place[] {
  const [type = '', ...steps] = path.split('.');
  let places: readonly Place[] = [{ value: resource, path: type }];
  for (const step of steps) places = places.flatMap((place) => inside(place, step.replace('[x]', '')));
  return places;
}

function inside({ value, path }: Place, step: string): readonly Place[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  const found = (value as Readonly<Record<string, unknown>>)[step];
  if (!Array.isArray(found)) return [{ value: found, path: `${path}.${step}` }];
  return found.map((one: unknown, i) => ({ value: one, path: `${path}.${step}[${i}]` }));
}

/** An expression that cannot be evaluated on what was sent has not found it right. */
function holds({ expression = '' }: Constraint, value: unknown, root: TypedValue): boolean {
  try {
    const answer = evalFhirPathTyped(expression, [toTypedValue(value)], {
      '%resource': root,
      '%rootResource': root,
    });
    return answer.length === 1 && answer[0]?.value === true;
  } catch {
    return false;
  }
}

const told = ({ key, human }: Constraint, expression: string): ValidationIssue => ({
  severity: 'warning',
  code: 'invariant',
  diagnostics: `Constraint ${key} not met: ${human}.`,
  expression,
});
