/** @medplum/core's validator as a function that answers with issues: it throws outcomes, and quotes what it was given. */
import { OperationOutcomeError, validateTypedValue } from '@medplum/core';
import type { FhirDefinitions } from './definitions.ts';
import type { OperationOutcomeIssue } from './r4.ts';
import { type BoundValue, codeIssues } from './validate-codes.ts';
import type { ValidationIssue } from './validation-issue.ts';

/** Issues of a resource against an indexed type: a resource type, or the address of a profile. */
export function engineIssues(
  resource: { resourceType: string },
  type: string,
  codes: FhirDefinitions['codes'],
): readonly ValidationIssue[] {
  const tokens: Record<string, BoundValue[]> = {};
  const found = answerOf(resource.resourceType, () =>
    validateTypedValue({ type, value: resource }, { collect: { tokens } }),
  );
  return [...found.flatMap((i) => told(i, resource.resourceType)), ...codeIssues(tokens, codes)].map((i) => ({
    ...i,
    expression: named(i.expression),
  }));
}

/** The engine throws an outcome when anything is an error; anything else it throws means it could not read the shape. */
function answerOf(
  root: string,
  run: () => readonly OperationOutcomeIssue[],
): readonly OperationOutcomeIssue[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue;
    return [
      {
        severity: 'error',
        code: 'structure',
        details: { text: 'The structure cannot be read' },
        expression: [root],
      },
    ];
  }
}

/** The engine's issue in words that hold no values: it quotes property names and reference targets as it met them. */
function told(issue: OperationOutcomeIssue, root: string): readonly ValidationIssue[] {
  const text = issue.details?.text ?? issue.diagnostics ?? '';
  const at = issue.expression?.[0] ?? root;
  const expression = at.startsWith(root) ? at : root;
  // Two values of one choice (value[x]) are only a warning to the engine, with a name in place of a path.
  const severity = text.startsWith('Conflicting choice') ? 'error' : issue.severity;
  // Empty values are found by validate-shape, everywhere; an evaluation fault comes with its constraint's own issue.
  if (text.startsWith('Invalid empty') || issue.code === 'processing') return [];
  if (text.startsWith('Invalid reference')) return wrongTarget(text, expression);
  if (text.startsWith('Invalid additional property')) {
    const diagnostics = 'This element is not part of the definition, or not of a type it allows.';
    return [{ severity, code: issue.code, diagnostics, expression }];
  }
  return [{ severity, code: issue.code, diagnostics: `${text.replace(/\.$/, '')}.`, expression }];
}

/** A warning only where the target's type is plain: `urn:uuid:` and absolute references do not show it. */
function wrongTarget(text: string, expression: string): readonly ValidationIssue[] {
  const got = /got "([A-Z][A-Za-z]{2,40})"/.exec(text)?.[1];
  if (!got) return [];
  const allowed = [...text.matchAll(/StructureDefinition\/([A-Za-z]+)"/g)].map((m) => m[1]).join(', ');
  const diagnostics = `The reference points at another type than the element allows (${allowed}).`;
  return [{ severity: 'warning', code: 'value', diagnostics, expression }];
}

/** FHIRPath from the engine's path: `value[x]` is `value`; a step that cannot be an element may be somebody's data. */
const named = (path: string): string =>
  path
    .split('.')
    .map((step) => step.replace('[x]', ''))
    .map((step) => (/^_?[A-Za-z][A-Za-z0-9]{0,63}(\[\d+\])?$/.test(step) ? step : '(unnamed)'))
    .join('.');
