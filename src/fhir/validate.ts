/** Validation of R4 resources against base R4 and own profiles (R4 validation.html): @medplum/core for structure,
 * cardinality, types, slices and FHIRPath invariants; validate-shape and validate-codes for what it leaves out. */
import { loadDataType, OperationOutcomeError, validateTypedValue } from '@medplum/core';
import { type FhirDefinitions, RESOURCE_TYPES, withoutVersion } from './definitions.ts';
import type { OperationOutcomeIssue, StructureDefinition } from './r4.ts';
import { type BoundValue, codeIssues } from './validate-codes.ts';
import { shapeIssues, standIns } from './validate-shape.ts';

/** One thing that is wrong. `diagnostics` names elements, types and codes, never other values of the resource. */
export interface ValidationIssue {
  readonly severity: 'error' | 'warning' | 'information';
  /** A code of http://hl7.org/fhir/issue-type. */
  readonly code: string;
  readonly diagnostics: string;
  /** FHIRPath of the element. */
  readonly expression: string;
}

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

/**
 * Indexes definitions in @medplum/core, whose index is global: validators of one process share base R4. Data types go
 * in at once, a resource type when it is first met (a quarter of a second and 100 MB for all of them).
 */
export function createFhirValidator(definitions: FhirDefinitions): FhirValidator {
  const byType = new Map(definitions.base.filter(isResourceType).map((d) => [d.type, d] as const));
  const profiles = new Map(definitions.profiles.map((p) => [p.url, p] as const));
  const known = { checked: new Set(byType.keys()), real: definitions.codes.get(RESOURCE_TYPES) ?? new Set() };
  const indexed = new Set<string>();
  for (const definition of definitions.base) if (!isResourceType(definition)) loadDataType(definition);
  const index = (type: string): void => {
    const definition = byType.get(type);
    if (!definition || indexed.has(type)) return;
    indexed.add(type);
    for (const p of definitions.profiles) if (p.type === type) indexProfile(p, definitions.constraints ?? {});
    loadDataType(definition);
  };
  return {
    profileUrls: [...profiles.keys()],
    validate(resource, profileUrls) {
      const shape = shapeIssues(resource, known);
      if (!shape.readable) return shape.issues;
      for (const type of shape.types) index(type);
      const base = resource as { readonly resourceType: string; readonly meta?: unknown };
      const whole = shape.unchecked ? standIns(base, known.checked) : base;
      const asked = profileUrls?.map(withoutVersion) ?? declared(base).filter((url) => profiles.has(url));
      const fitting = asked
        .flatMap((url) => profiles.get(url) ?? [])
        .filter((p) => p.type === base.resourceType);
      return tidy([
        ...shape.issues,
        ...asked.flatMap((url) => unfit(url, profiles.get(url), base.resourceType)),
        // A profile's snapshot holds all that the base asks for.
        ...(fitting.length > 0 ? fitting.map((p) => p.url) : [base.resourceType]).flatMap((type) =>
          engineIssues(whole, type, definitions.codes),
        ),
        ...fitting.flatMap((p) => constraintIssues(whole, p, definitions.constraints ?? {})),
      ]);
    },
  };
}

type Constraints = NonNullable<FhirDefinitions['constraints']>;

const isResourceType = (d: StructureDefinition): boolean => d.kind === 'resource' && !d.abstract;

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

function engineIssues(
  resource: { resourceType: string },
  type: string,
  codes: FhirDefinitions['codes'],
): readonly ValidationIssue[] {
  const tokens: Record<string, BoundValue[]> = {};
  const found = answerOf(() => validateTypedValue({ type, value: resource }, { collect: { tokens } }));
  return [...found.flatMap(told), ...codeIssues(tokens, codes)];
}

/** The engine throws an outcome when anything is an error; anything else it throws means it could not read the shape. */
function answerOf(run: () => readonly OperationOutcomeIssue[]): readonly OperationOutcomeIssue[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue;
    return [{ severity: 'error', code: 'structure', details: { text: 'The structure cannot be read' } }];
  }
}

/** The engine's issue in words that hold no values: it quotes property names and reference targets as it met them. */
function told(issue: OperationOutcomeIssue): readonly ValidationIssue[] {
  const text = issue.details?.text ?? issue.diagnostics ?? '';
  const expression = issue.expression?.[0] ?? '';
  const severity = issue.severity === 'fatal' ? 'error' : issue.severity;
  // Empty values are found by validate-shape, everywhere; an evaluation fault comes with its constraint's own issue.
  if (text.startsWith('Invalid empty') || issue.code === 'processing') return [];
  if (text.startsWith('Invalid reference')) return wrongTarget(text, expression);
  if (text.startsWith('Invalid additional property')) {
    const diagnostics = 'This element is not part of the definition, or not of a type it allows.';
    return [{ severity, code: issue.code, diagnostics, expression: named(expression) }];
  }
  return [{ severity, code: issue.code, diagnostics: `${text}.`, expression: named(expression) }];
}

/** A warning only where the target's type is plain: `urn:uuid:` and absolute references do not show it. */
function wrongTarget(text: string, expression: string): readonly ValidationIssue[] {
  const got = /got "([A-Z][A-Za-z]{2,40})"/.exec(text)?.[1];
  if (!got) return [];
  const allowed = [...text.matchAll(/StructureDefinition\/([A-Za-z]+)"/g)].map((m) => m[1]).join(', ');
  const diagnostics = `The reference points at another type than the element allows (${allowed}).`;
  return [{ severity: 'warning', code: 'structure', diagnostics, expression: named(expression) }];
}

/** A path whose steps are element names; a property name that cannot be one may be somebody's data. */
const named = (path: string): string =>
  path
    .split('.')
    .map((step) => (/^_?[A-Za-z][A-Za-z0-9]{0,63}(\[x\])?(\[\d+\])?$/.test(step) ? step : '(unnamed)'))
    .join('.');

function constraintIssues(
  resource: { resourceType: string },
  profile: StructureDefinition,
  native: Constraints,
): readonly ValidationIssue[] {
  return (profile.snapshot?.element ?? []).flatMap((element) =>
    (element.constraint ?? []).flatMap((c) => {
      const check = Object.hasOwn(native, c.key ?? '') ? native[c.key ?? ''] : undefined;
      if (!check || check(resource)) return [];
      const diagnostics = `Constraint ${c.key} not met: ${c.human}.`;
      return [{ severity: c.severity ?? 'error', code: 'invariant', diagnostics, expression: element.path }];
    }),
  );
}

function tidy(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  const unique = new Map(issues.map((i) => [`${i.expression} ${i.diagnostics}`, i] as const));
  return [...unique.values()].slice(0, MOST_ISSUES);
}
