/** A stored resource as searches see it. */
import { evalFhirPath } from '@medplum/core';
import type { Resource } from '../../fhir/index.ts';
import type { Parameter } from '../parameters.ts';

export interface Searchable {
  readonly stored: Resource;
  /** The same with its references made relative, whatever form its EHR wrote them in. */
  readonly view: Resource;
  /** What a search parameter finds in it. A stored version never changes, so it is evaluated once. */
  values(parameter: Parameter): readonly unknown[];
}

export function searchable(stored: Resource, view: Resource): Searchable {
  const known = new Map<string, readonly unknown[]>();
  return {
    stored,
    view,
    values(parameter) {
      const found = known.get(parameter.code) ?? evalFhirPath(parameter.path, view);
      known.set(parameter.code, found);
      return found;
    },
  };
}
