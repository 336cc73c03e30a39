/** Required bindings (R4 terminologies.html#required): the codes the validation engine collects but does not check. */

import { withoutVersion } from './definitions.ts';
import type { CodeableConcept, Coding } from './r4.ts';
import type { ValidationIssue } from './validation-issue.ts';

/** A value of an element with a required binding, and where it stands. */
export interface BoundValue {
  readonly type: string;
  readonly value: unknown;
  readonly path: string;
}

/** Issues for values outside their value set. A value set that is not listed refuses nothing. */
export function codeIssues(
  found: Readonly<Record<string, readonly BoundValue[]>>,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ValidationIssue[] {
  return Object.entries(found).flatMap(([canonical, values]) => {
    const allowed = codes.get(withoutVersion(canonical));
    return allowed ? values.flatMap((value) => check(value, canonical, allowed)) : [];
  });
}

function check(
  bound: BoundValue,
  canonical: string,
  allowed: ReadonlySet<string>,
): readonly ValidationIssue[] {
  const given = codesGiven(bound);
  if (!given || given.some((code) => allowed.has(code))) return [];
  const shown = given.map(shownCode).join(', ') || 'no code';
  const diagnostics = `The value set ${withoutVersion(canonical)} is required here and does not have ${shown}.`;
  return [{ severity: 'error', code: 'code-invalid', diagnostics, expression: bound.path }];
}

/** The codes as the value set lists them; undefined where there is no value to judge (wrong type, extension only). */
function codesGiven({ type, value }: BoundValue): readonly string[] | undefined {
  // The engine wraps a primitive that has extensions in a String object.
  const plain: unknown = value instanceof String ? value.toString() : value;
  if (type === 'code') return typeof plain === 'string' ? [plain] : undefined;
  if (typeof plain !== 'object' || plain === null) return undefined;
  if (type === 'Coding') return [keyOf(plain)];
  if (type !== 'CodeableConcept') return undefined;
  const { coding, extension } = plain as CodeableConcept;
  if (!Array.isArray(coding)) return extension ? undefined : [];
  return coding.map(keyOf);
}

/** `system|code` of a Coding; parts that are no strings are left out, for only strings can be in a value set. */
function keyOf(coding: unknown): string {
  const { system, code } = (coding ?? {}) as Coding;
  return [system, code].map((part) => (typeof part === 'string' ? part : '')).join('|');
}

/** A code is shown; anything that does not look like one may be a name or a note in the wrong place. */
const shownCode = (key: string): string => {
  const code = key.slice(key.lastIndexOf('|') + 1);
  return /^[A-Za-z0-9._-]{1,40}$/.test(code) ? `"${code}"` : 'what was given';
};
