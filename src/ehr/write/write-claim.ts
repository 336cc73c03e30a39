/** Writes a Claim and what goes with it (R4 http.html#transaction, #ccreate): one Claim, however often it is sent. */
import type { Client, FhirResource } from 'fhir-kit-client';
import type { Bundle, BundleEntry } from '../../fhir/index.ts';
import { ClaimwrightError, type Clock, invariant } from '../../kernel/index.ts';
import type { Notice } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import type { WriteBack } from '../model.ts';
import { claimAt } from './claim-location.ts';
import { writeOneByOne } from './write-one-by-one.ts';

export interface Writing {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: () => number;
  readonly notice: (notice: Notice) => void;
}

/** Two writers at once: some servers answer the slower one 409 instead of looking again. */
const CONFLICT_TRIES = 3;

export async function writeClaim(writing: Writing, transaction: Bundle): Promise<WriteBack> {
  const at = claimIndex(transaction);
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(writing, transaction, at);
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.status !== 409 || tries >= CONFLICT_TRIES)
        throw severalClaims(fault);
      await writing.clock.wait(Math.round(writing.random() * 1000 * tries));
    }
  }
}

/** The transaction may be sent again after a lost answer only because its Claim is conditional. */
function claimIndex(transaction: Bundle): number {
  const entries = transaction.entry ?? [];
  const at = entries.findIndex((e) => e.resource?.resourceType === 'Claim');
  invariant(at >= 0 && entries[at]?.request?.ifNoneExist, 'the transaction holds no conditional Claim');
  return at;
}

async function send(writing: Writing, transaction: Bundle, at: number): Promise<WriteBack> {
  let answer: FhirResource;
  try {
    answer = await writing.client.transaction({ body: transaction as unknown as FhirResource });
  } catch (fault) {
    if (fault instanceof Refusal && lacksTransactions(fault)) return writeOneByOne(writing, transaction, at);
    throw fault;
  }
  const entry = (answer as unknown as Bundle).entry?.[at];
  return (entry && writtenBack(entry)) ?? lookUp(writing.client, transaction.entry?.[at]);
}

const lacksTransactions = ({ status, issues }: Refusal): boolean =>
  [404, 405, 501].includes(status) || ([400, 422].includes(status) && issues.includes('not-supported'));

/** What the response entry of the Claim says; undefined when it does not say where the Claim is. */
function writtenBack({ response, resource }: BundleEntry): WriteBack | undefined {
  const status = Number.parseInt(response?.status ?? '', 10);
  if (status >= 400) throw new Refusal(status, 'POST transaction', response?.outcome);
  const claim = claimAt(response?.location, resource);
  return claim === undefined || Number.isNaN(status)
    ? undefined
    : { outcome: status === 201 ? 'created' : 'existing', claim };
}

/** The server took the transaction and did not say where the Claim is: the condition finds it, as it found it there. */
async function lookUp(client: Client, entry: BundleEntry | undefined): Promise<WriteBack> {
  const searchParams = Object.fromEntries(new URLSearchParams(entry?.request?.ifNoneExist));
  const answer = (await client.search({ resourceType: 'Claim', searchParams })) as unknown as Bundle;
  const claims = (Array.isArray(answer.entry) ? answer.entry : []).flatMap(
    (e) => claimAt(undefined, e?.resource) ?? [],
  );
  const [only] = claims;
  if (claims.length > 1) throw new ClaimwrightError('CW-2007', { what: 'Claim' });
  if (!only) throw new ClaimwrightError('CW-2005', { interaction: 'POST transaction' });
  return { outcome: 'existing', claim: only };
}

function severalClaims(fault: unknown): unknown {
  const several =
    fault instanceof Refusal && (fault.status === 412 || fault.issues.includes('multiple-matches'));
  return several ? new ClaimwrightError('CW-2007', { what: 'Claim' }) : fault;
}
