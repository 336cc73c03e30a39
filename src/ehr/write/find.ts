/** Finds what the EHR holds under a condition: the search that a conditional create does on a server that knows it. */
import { keyOf, type Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { readPages } from '../http/pages.ts';
import { type Condition, meets } from './condition.ts';
import type { Writing } from './writing.ts';

/** The only one, or undefined. Throws CW-2007 when there are several: nobody but a person can tell which one counts. */
export async function findOnly(
  writing: Writing,
  type: string,
  condition: Condition,
): Promise<Resource | undefined> {
  const found = new Map<string, Resource>();
  for await (const page of readPages(writing, type, { [condition.parameter]: condition.value })) {
    for (const resource of page.resources) {
      const key = keyOf(resource);
      if (key?.startsWith(`${type}/`) && meets(resource, condition)) found.set(key, resource);
    }
  }
  if (found.size > 1) throw new ClaimwrightError('CW-2007', { what: type });
  return [...found.values()][0];
}
