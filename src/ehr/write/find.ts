/** Finds what the EHR holds under a condition: the search that a conditional create does on a server that knows it. */
import { keyOf, type Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { readPages, type SearchParams } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import { type Condition, meets } from './condition.ts';
import type { Writing } from './writing.ts';

/** The only one, or undefined. Throws CW-2007 when there are several: nobody but a person can tell which one counts. */
export async function findOnly(
  writing: Writing,
  type: string,
  condition: Condition,
  wanted?: Resource,
): Promise<Resource | undefined> {
  const found = await firstAnswer(writing, type, condition, waysOf(condition, wanted));
  if (found.size > 1) throw new ClaimwrightError('CW-2007', { what: type });
  return [...found.values()][0];
}

/** Some servers search only within a patient, and some of those not by what the condition asks. */
function waysOf({ parameter, value }: Condition, wanted: Resource | undefined): readonly SearchParams[] {
  const patient = patientOf(wanted);
  const direct = { [parameter]: value };
  return patient === undefined ? [direct] : [direct, { patient, ...direct }, { patient }];
}

function patientOf(wanted: Resource | undefined): string | undefined {
  const { subject, patient, for: whom } = (wanted ?? {}) as Readonly<Record<string, { reference?: unknown }>>;
  const { reference } = subject ?? patient ?? whom ?? {};
  return typeof reference === 'string' && /^Patient\/[A-Za-z0-9\-.]{1,64}$/.test(reference)
    ? reference
    : undefined;
}

/** What a server may say to a search that lacks something (R4 search.html#errors). */
const LACKING: readonly number[] = [400, 422];

async function firstAnswer(
  writing: Writing,
  type: string,
  condition: Condition,
  [first, ...others]: readonly SearchParams[],
): Promise<ReadonlyMap<string, Resource>> {
  try {
    return await meeting(writing, type, condition, first ?? {});
  } catch (fault) {
    if (others.length === 0 || !(fault instanceof Refusal) || !LACKING.includes(fault.status)) throw fault;
    return firstAnswer(writing, type, condition, others);
  }
}

async function meeting(
  writing: Writing,
  type: string,
  condition: Condition,
  params: SearchParams,
): Promise<ReadonlyMap<string, Resource>> {
  const found = new Map<string, Resource>();
  for await (const page of readPages(writing, type, params)) {
    for (const resource of page.resources) {
      const key = keyOf(resource);
      if (key?.startsWith(`${type}/`) && meets(resource, condition)) found.set(key, resource);
    }
  }
  return found;
}
