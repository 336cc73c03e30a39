/** The way around a server without transactions: each resource on its own condition, so that a run that stopped goes on where it was. */
import type { BundleEntry } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { Refusal } from '../http/refusal.ts';
import { createOnce } from './create-once.ts';
import type { WritePlan } from './plan.ts';
import type { Writing, Written } from './writing.ts';

export async function writeOneByOne(writing: Writing, plan: WritePlan): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const entry of plan.entries) {
    try {
      written.push(await createOnce(writing, entry));
    } catch (fault) {
      throw inPart(fault, plan, written.length);
    }
  }
  await writeBeside(writing, plan, written);
  return written;
}

/** How much is there and how much is not; the first of them may simply be tried again. */
function inPart(fault: unknown, { entries }: WritePlan, done: number): unknown {
  if (done === 0 || !(fault instanceof ClaimwrightError)) return fault;
  const what = entries[done]?.resource?.resourceType ?? '';
  const params = { done, all: entries.length, what, detail: fault.message.replace(/\.$/, '') };
  return new ClaimwrightError(fault.definition.retryable ? 'CW-8401' : 'CW-8402', params, { cause: fault });
}

/** Also when all was there before: the process may have stopped between it and what goes with it. */
export async function writeBeside(
  writing: Writing,
  { entries, beside }: WritePlan,
  written: readonly Written[],
): Promise<void> {
  const addresses = new Map(
    entries.flatMap(({ fullUrl }, i) => {
      const reference = written[i]?.reference;
      return fullUrl && reference ? [[fullUrl, reference] as const] : [];
    }),
  );
  for (const entry of beside) {
    const reason = await notTaken(writing, conditional(relocated(entry, addresses) as BundleEntry));
    if (reason) writing.notice({ interaction: `POST ${entry.resource?.resourceType}`, reason });
  }
}

/** What has no condition of its own is there already when it points at this resource (Provenance.target). */
function conditional(entry: BundleEntry): BundleEntry {
  const { resource, request } = entry;
  if (request?.ifNoneExist || resource?.resourceType !== 'Provenance') return entry;
  const target = resource.target[0]?.reference ?? '';
  return { ...entry, request: { method: 'POST', url: 'Provenance', ifNoneExist: `target=${target}` } };
}

/** A server that takes no such resource has the rest all the same; the reason is handed back to be told. */
async function notTaken(writing: Writing, entry: BundleEntry): Promise<string | undefined> {
  try {
    await createOnce(writing, entry);
    return undefined;
  } catch (fault) {
    if (fault instanceof Refusal && fault.status !== 401) return `it was not taken: ${fault.reason}`;
    if (fault instanceof Refusal || !(fault instanceof ClaimwrightError) || fault.definition.retryable)
      throw fault;
    return `it may not be there: ${fault.message}`;
  }
}

/** The plan's own addresses replaced by those the server gave. */
function relocated(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return addresses.get(value) ?? value;
  if (Array.isArray(value)) return value.map((v) => relocated(v, addresses));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, relocated(v, addresses)]));
}
