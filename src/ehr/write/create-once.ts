/** Creates one resource however often it is asked to: on its condition (R4 http.html#ccreate), or by looking before and after. */
import { Client, type FhirResource } from 'fhir-kit-client';
import { type BundleEntry, keyOf, type Resource } from '../../fhir/index.ts';
import { ClaimwrightError, invariant } from '../../kernel/index.ts';
import { Refusal } from '../http/refusal.ts';
import { type Condition, conditionOf } from './condition.ts';
import { findOnly } from './find.ts';
import { writtenAt } from './location.ts';
import { refusedAfterAll } from './outcome.ts';
import { CONFLICT_TRIES, pause, type Writing, type Written } from './writing.ts';

interface Creation {
  readonly resource: Resource;
  readonly type: string;
  readonly condition: Condition;
}

export async function createOnce(writing: Writing, entry: BundleEntry): Promise<Written> {
  const { resource } = entry;
  const condition = conditionOf(entry);
  invariant(resource && condition, 'a resource is written without a condition');
  const creation = { resource, type: resource.resourceType, condition };
  const capability = await writing.capability();
  return capability.conditionalCreate(creation.type) === false
    ? writing.turns.run(`${creation.type}?${condition.value}`, () => lookedFor(writing, creation))
    : onCondition(writing, creation);
}

async function onCondition(writing: Writing, creation: Creation): Promise<Written> {
  const { type, condition } = creation;
  for (let tries = 1; ; tries += 1) {
    try {
      const headers = { 'if-none-exist': `${condition.parameter}=${condition.value}` };
      const { created, reference } = await post(writing, creation, headers);
      const at = reference ?? (await foundAt(writing, creation));
      return { outcome: created ? 'created' : 'existing', reference: at };
    } catch (fault) {
      const again = fault instanceof Refusal && fault.status === 409 && tries < CONFLICT_TRIES;
      if (!again) throw severalOf(fault, type);
      await pause(writing, tries);
    }
  }
}

/** Between the two searches another process may come; what it made twice is told and never chosen from. */
async function lookedFor(writing: Writing, creation: Creation): Promise<Written> {
  const { type, condition, resource } = creation;
  const before = await findOnly(writing, type, condition, resource);
  if (before) return { outcome: 'existing', reference: keyOf(before) ?? '' };
  let reference: string | undefined;
  try {
    ({ reference } = await post(writing, creation, {}));
  } catch (fault) {
    // The answer may be lost and the resource there: only the search can tell.
    if (!(fault instanceof ClaimwrightError) || fault.code !== 'CW-2002') throw fault;
    const kept = await findOnly(writing, type, condition, resource);
    if (!kept) throw fault;
    return { outcome: 'created', reference: keyOf(kept) ?? '' };
  }
  const after = await findOnly(writing, type, condition, resource);
  const at = reference ?? (after && keyOf(after));
  if (!at) throw new ClaimwrightError('CW-2005', { interaction: `POST ${type}` });
  return { outcome: 'created', reference: at };
}

async function post(
  { client }: Writing,
  { resource, type }: Creation,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly created: boolean; readonly reference: string | undefined }> {
  const body = resource as unknown as FhirResource;
  const answer = await client.create({ resourceType: type, body, options: { headers: { ...headers } } });
  const { response } = Client.httpFor(answer);
  const held = answer as unknown as Resource;
  const created = response?.status === 201;
  const reference = writtenAt(type, response?.headers.get('location'), held);
  if (!created && reference === undefined) refusedAfterAll(held, response?.status ?? 200, `POST ${type}`);
  return { created, reference };
}

/** The server took it and did not say where it is. */
async function foundAt(writing: Writing, { type, condition, resource }: Creation): Promise<string> {
  const found = await findOnly(writing, type, condition, resource);
  const at = found && keyOf(found);
  if (!at) throw new ClaimwrightError('CW-2005', { interaction: `POST ${type}` });
  return at;
}

/** R4 http.html#ccreate: 412 when the condition is met by several. */
export function severalOf(fault: unknown, type: string): unknown {
  const several =
    fault instanceof Refusal && (fault.status === 412 || fault.issues.includes('multiple-matches'));
  return several ? new ClaimwrightError('CW-2007', { what: type }) : fault;
}
