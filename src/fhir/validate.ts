/** Validation of R4 resources against base R4 and own profiles (R4 validation.html): @medplum/core for structure,
 * cardinality, types, slices and FHIRPath invariants; validate-shape and validate-codes for what it leaves out. */
import { loadDataType } from '@medplum/core';
import { type FhirDefinitions, RESOURCE_TYPES, withoutVersion } from './definitions.ts';
import type { StructureDefinition } from './r4.ts';
import { engineIssues } from './validate-engine.ts';
import { type KnownTypes, STAND_IN, shapeIssues, standIns } from './validate-shape.ts';
import { warningIssues } from './validate-warnings.ts';
import type { ValidationIssue } from './validation-issue.ts';

export interface FhirValidator {
  /**
   * Issues of a resource, worst case many, never a throw. Without `profileUrls` the profiles that `meta.profile`
   * declares and that are known here are applied.
   */
  validate(resource: unknown, profileUrls?: readonly string[]): readonly ValidationIssue[];
  readonly profileUrls: readonly string[];
}

// A caller must be able to read the answer; past this it is the sender's software that is wrong, not the resource.
const MOST_ISSUES = 200;

// The engine compares each entry with each other for isDistinct(): 1,000 take 0.3 s, 20,000 four minutes.
const LONGEST_LIST = 1000;

export function createFhirValidator(definitions: FhirDefinitions): FhirValidator {
  const profiles = new Map(definitions.profiles.map((p) => [p.url, p] as const));
  const native = definitions.constraints ?? {};
  const known = knownTypes(definitions);
  const index = indexer(definitions, native);
  return {
    profileUrls: [...profiles.keys()],
    validate(resource, profileUrls) {
      const shape = shapeIssues(resource, known);
      if (!shape.readable) return shape.issues;
      index([...shape.types, STAND_IN]);
      const base = resource as Typed;
      const whole = shape.unchecked ? standIns(base, known.checked) : base;
      const asked = profileUrls?.map(withoutVersion) ?? declared(base).filter((url) => profiles.has(url));
      const fitting = asked.map((url) => profiles.get(url)).filter((p) => p?.type === base.resourceType);
      const applied = shape.longest > LONGEST_LIST ? [] : fitting.filter((p) => p !== undefined);
      // A profile's snapshot holds all that the base asks for.
      const against = applied.length > 0 ? applied.map((p) => p.url) : [base.resourceType];
      return tidy([
        ...shape.issues,
        ...asked.flatMap((url) => unfit(url, profiles.get(url), base.resourceType)),
        ...(applied.length < fitting.length ? [tooLong(base.resourceType)] : []),
        ...against.flatMap((type) => engineIssues(whole, type, definitions.codes)),
        ...applied.flatMap((p) => constraintIssues(whole, p, native)),
        ...applied.flatMap((p) => warningIssues(whole, p)),
      ]);
    },
  };
}

interface Typed {
  readonly resourceType: string;
  readonly meta?: unknown;
}

type Constraints = NonNullable<FhirDefinitions['constraints']>;

const isResourceType = (d: StructureDefinition): boolean => d.kind === 'resource' && !d.abstract;

function knownTypes({ base, codes }: FhirDefinitions): KnownTypes {
  const checked = new Set(base.filter(isResourceType).map((d) => d.type));
  return { checked, real: codes.get(RESOURCE_TYPES) ?? checked };
}

/**
 * Indexes definitions in @medplum/core, whose index is global: validators of one process share base R4. Data types go
 * in at once, a resource type when it is first met: all of them would take a third of a second.
 */
function indexer(definitions: FhirDefinitions, native: Constraints): (types: Iterable<string>) => void {
  const byType = new Map(definitions.base.filter(isResourceType).map((d) => [d.type, d] as const));
  const indexed = new Set<string>();
  for (const definition of definitions.base) if (!isResourceType(definition)) loadDataType(definition);
  return (types) => {
    for (const type of types) {
      const definition = byType.get(type);
      if (!definition || indexed.has(type)) continue;
      indexed.add(type);
      for (const p of definitions.profiles) if (p.type === type) indexProfile(p, native);
      loadDataType(definition);
    }
  };
}

/**
 * The engine parses a profile anew for every validation (4 ms for Claim) unless it is indexed as a logical model, by a
 * type that is an address. Indexing puts the profile's backbone types in the place of the base's: the base goes after.
 */
function indexProfile(profile: StructureDefinition, native: Constraints): void {
  const element = (profile.snapshot?.element ?? []).map((e) =>
    e.constraint ? { ...e, constraint: e.constraint.filter((c) => !Object.hasOwn(native, c.key ?? '')) } : e,
  );
  const model: unknown = { ...profile, type: profile.url, snapshot: { element } };
  loadDataType(model as StructureDefinition);
}

const tooLong = (expression: string): ValidationIssue => ({
  severity: 'error',
  code: 'too-long',
  diagnostics: `A list has more than ${LONGEST_LIST} entries: no profile is applied to it.`,
  expression,
});

function declared(resource: { meta?: unknown }): readonly string[] {
  const { profile } = (resource.meta ?? {}) as { profile?: unknown };
  return Array.isArray(profile) ? profile.filter((p) => typeof p === 'string').map(withoutVersion) : [];
}

function unfit(
  url: string,
  profile: StructureDefinition | undefined,
  type: string,
): readonly ValidationIssue[] {
  if (profile?.type === type) return [];
  const why = profile ? `is for ${profile.type}` : 'is not known here';
  return [
    { severity: 'error', code: 'not-found', diagnostics: `The profile ${url} ${why}.`, expression: type },
  ];
}

function constraintIssues(
  resource: { resourceType: string },
  profile: StructureDefinition,
  native: Constraints,
): readonly ValidationIssue[] {
  return (profile.snapshot?.element ?? []).flatMap((element) =>
    (element.constraint ?? []).flatMap((c) => {
      const check = Object.hasOwn(native, c.key ?? '') ? native[c.key ?? ''] : undefined;
      if (!check || holds(check, resource)) return [];
      const diagnostics = `Constraint ${c.key} not met: ${c.human}.`;
      return [{ severity: c.severity ?? 'error', code: 'invariant', diagnostics, expression: element.path }];
    }),
  );
}

/** A check that cannot read the resource has not found it right. */
function holds(check: (resource: unknown) => boolean, resource: unknown): boolean {
  try {
    return check(resource);
  } catch {
    return false;
  }
}

function tidy(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  const unique = new Map(issues.map((i) => [`${i.expression} ${i.diagnostics}`, i] as const));
  return [...unique.values()].slice(0, MOST_ISSUES);
}
