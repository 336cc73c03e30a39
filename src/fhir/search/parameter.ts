/** A search parameter as a table row (R4 searchparameter.html), and what it finds in a resource. */
import type { Resource } from '../r4.ts';

export interface SearchParameterRow {
  readonly code: string;
  readonly type: 'token' | 'reference' | 'date' | 'string' | 'uri';
  /** Names of elements from the resource down; lists are passed through. */
  readonly path: string;
  /** Canonical address of its SearchParameter. */
  readonly definition: string;
  /** The system of a `code` element, which has none of its own. */
  readonly system?: string;
  /** Only references to this type, as `where(resolve() is …)`. */
  readonly only?: string;
}

/** What stands at the parameter's path. */
export const valuesAt = (resource: Resource, { path }: SearchParameterRow): readonly unknown[] =>
  path.split('.').reduce<readonly unknown[]>(step, [resource]);

const step = (from: readonly unknown[], name: string): readonly unknown[] =>
  from.flatMap((value) => {
    if (value === null || typeof value !== 'object') return [];
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    return inner === undefined || inner === null ? [] : [inner].flat();
  });
