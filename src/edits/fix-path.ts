/** Operations of a FHIRPath Patch (R4 fhirpatch.html) on the simple paths that mends use: `Claim.item[2].quantity.value`. */
import type { Claim, Parameters } from '../fhir/index.ts';
import { type Fields, isFields } from './claim-values.ts';

export type PatchValue =
  | { readonly valueCode: string }
  | { readonly valueDecimal: number }
  | { readonly valuePositiveInt: number };

export interface PatchOperation {
  readonly type: 'replace' | 'delete';
  readonly path: string;
  readonly value?: PatchValue;
}

export const patchOf = (operations: readonly PatchOperation[]): Parameters => ({
  resourceType: 'Parameters',
  parameter: operations.map(({ type, path, value }) => ({
    name: 'operation',
    part: [
      { name: 'type', valueCode: type },
      { name: 'path', valueString: path },
      ...(value ? [{ name: 'value', ...value }] : []),
    ],
  })),
});

/** A copy of the Claim with every operation made; undefined when a path leads nowhere, so that no mend is made in part. */
export function applyOperations(claim: Claim, operations: readonly PatchOperation[]): Claim | undefined {
  const copy = structuredClone(claim);
  return operations.every((o) => apply(copy as unknown as Record<string, unknown>, o)) ? copy : undefined;
}

const STEP = /^([a-zA-Z]{1,40})(?:\[(\d{1,4})\])?$/;

type Step = string | number;

/** FHIRPath names a choice element without its type. */
function stepsOf(path: string): readonly Step[] | undefined {
  const [root, ...parts] = path.split('.');
  if (root !== 'Claim') return undefined;
  const steps: Step[] = [];
  for (const [i, part] of parts.entries()) {
    const match = STEP.exec(part);
    if (!match?.[1]) return undefined;
    steps.push(i > 0 && match[1] === 'diagnosis' ? 'diagnosisCodeableConcept' : match[1]);
    if (match[2] !== undefined) steps.push(Number(match[2]));
  }
  return steps;
}

function apply(claim: Record<string, unknown>, { type, path, value }: PatchOperation): boolean {
  const steps = stepsOf(path);
  const last = steps?.at(-1);
  if (!steps || last === undefined) return false;
  const holder = steps.slice(0, -1).reduce<unknown>(child, claim);
  if (child(holder, last) === undefined) return false;
  if (type === 'replace') return set(holder, last, Object.values(value ?? {})[0]);
  if (Array.isArray(holder) && typeof last === 'number') holder.splice(last, 1);
  else if (isFields(holder)) delete (holder as Record<string, unknown>)[last];
  return true;
}

function child(holder: unknown, step: Step): unknown {
  if (Array.isArray(holder)) return typeof step === 'number' ? holder[step] : undefined;
  return isFields(holder) && Object.hasOwn(holder, step) ? (holder as Fields)[step] : undefined;
}

function set(holder: unknown, step: Step, value: unknown): boolean {
  if (value === undefined) return false;
  (holder as Record<Step, unknown>)[step] = value;
  return true;
}
