/** Faults: thrown, coded, never carrying patient data. Findings are values and live elsewhere. */
import { ERROR_CATALOGUE, type ErrorCode, type ErrorDefinition } from './catalogue.ts';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** A coded fault. `expression` is a FHIRPath to the element at fault, where there is one. */
export class ClaimwrightError extends Error {
  readonly code: ErrorCode;
  readonly expression: string | undefined;

  constructor(
    code: ErrorCode,
    params: ErrorParams = {},
    options: { expression?: string; cause?: unknown } = {},
  ) {
    super(fill(ERROR_CATALOGUE[code].message, params), { cause: options.cause });
    this.name = 'ClaimwrightError';
    this.code = code;
    this.expression = options.expression;
  }

  get definition(): ErrorDefinition {
    return ERROR_CATALOGUE[this.code];
  }
}

/** Fills `{slot}`s of a template. A slot without a value stays visible, so a test can find it. */
export function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : slot,
  );
}

/** Throws CW-5002 when an invariant of the program does not hold. */
export function invariant(condition: unknown, detail: string): asserts condition {
  if (!condition) throw new ClaimwrightError('CW-5002', { detail });
}

/** For the `default` of an exhaustive switch: a new variant must not fall through silently. */
export function unreachable(value: never): never {
  throw new ClaimwrightError('CW-5002', { detail: `unhandled variant ${JSON.stringify(value)}` });
}
