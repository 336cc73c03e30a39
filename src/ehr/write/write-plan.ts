/** Writes a plan: all at once where the EHR takes transactions (R4 http.html#transaction), else one resource after the other. */
import type { FhirResource } from 'fhir-kit-client';
import type { Bundle, BundleEntry, Resource } from '../../fhir/index.ts';
import { keyOf } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { Refusal } from '../http/refusal.ts';
import { conditionOf } from './condition.ts';
import { severalOf } from './create-once.ts';
import { findOnly } from './find.ts';
import { writtenAt } from './location.ts';
import { refusedAfterAll } from './outcome.ts';
import type { WritePlan } from './plan.ts';
import type { WriteCapability } from './write-capability.ts';
import { writeBeside, writeOneByOne } from './write-one-by-one.ts';
import { CONFLICT_TRIES, pause, type Writing, type Written } from './writing.ts';

/** What became of each entry that must be there, in its order. */
export async function writePlan(writing: Writing, plan: WritePlan): Promise<readonly Written[]> {
  if (plan.entries.length === 0) return [];
  const capability = await writing.capability();
  if (!mayBeOne(plan.entries, capability)) return writeOneByOne(writing, plan);
  // What the server does not say that it takes would have it refuse all the rest.
  const along = mayBeOne(plan.beside, capability) ? plan : { ...plan, beside: [] };
  for (let tries = 1; ; tries += 1) {
    try {
      const written = await asOne(writing, along);
      if (along !== plan) await writeBeside(writing, plan, written);
      return written;
    } catch (fault) {
      if (lacksTransactions(fault)) return writeOneByOne(writing, plan);
      const again = fault instanceof Refusal && fault.status === 409 && tries < CONFLICT_TRIES;
      if (!again) throw severalOf(fault, typeOf(plan.entries[0]));
      await pause(writing, tries);
    }
  }
}

const typeOf = (entry: BundleEntry | undefined): string => entry?.resource?.resourceType ?? '';

/** A transaction is sent again after a lost answer, so every condition in it must be one that the server looks at. */
function mayBeOne(entries: readonly BundleEntry[], capability: WriteCapability): boolean {
  if (capability.transactions === false) return false;
  return entries.every(
    (e) =>
      e.request?.ifNoneExist &&
      capability.conditionalCreate(typeOf(e)) !== false &&
      capability.can(typeOf(e), 'create') !== false,
  );
}

async function asOne(writing: Writing, { entries, beside }: WritePlan): Promise<readonly Written[]> {
  const body: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [...entries, ...beside] };
  const sent = await writing.client.transaction({ body: body as unknown as FhirResource });
  const answer = sent as unknown as Resource;
  refusedAfterAll(answer, 200, 'POST transaction');
  const answered: unknown = (answer as Bundle).entry;
  const rows = (Array.isArray(answered) ? answered : []) as readonly (BundleEntry | null)[];
  const written: Written[] = [];
  for (const [i, entry] of entries.entries())
    written.push(writtenBack(typeOf(entry), rows[i]) ?? (await lookUp(writing, entry)));
  return written;
}

const lacksTransactions = (fault: unknown): boolean =>
  fault instanceof Refusal &&
  ([404, 405, 501].includes(fault.status) ||
    ([400, 422].includes(fault.status) && fault.issues.includes('not-supported')));

/** What the response entry says; undefined when it does not say where the resource is. */
function writtenBack(type: string, entry: BundleEntry | null | undefined): Written | undefined {
  const status = Number.parseInt(entry?.response?.status ?? '', 10);
  if (status >= 400) throw new Refusal(status, 'POST transaction', entry?.response?.outcome);
  const reference = writtenAt(type, entry?.response?.location, entry?.resource);
  return reference === undefined || Number.isNaN(status)
    ? undefined
    : { outcome: status === 201 ? 'created' : 'existing', reference };
}

/** The server took the transaction and did not say where the resource is: the condition finds it, as it found it there. */
async function lookUp(writing: Writing, entry: BundleEntry): Promise<Written> {
  const condition = conditionOf(entry);
  const found = condition && (await findOnly(writing, typeOf(entry), condition, entry.resource));
  const reference = found && keyOf(found);
  if (!reference) throw new ClaimwrightError('CW-2005', { interaction: 'POST transaction' });
  return { outcome: 'existing', reference };
}
