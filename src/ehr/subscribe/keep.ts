/** Keeps a connection's Subscription alive in its EHR: made once, found again, started again when it stopped, and missed when it is silent. */
import { Client, type FhirResource } from 'fhir-kit-client';
import type { Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { isResource } from '../http/client.ts';
import type { EhrLink } from '../http/link.ts';
import { Refusal } from '../http/refusal.ts';
import type { Marks } from '../poll/marks.ts';
import {
  asks,
  DEFAULT_HEARTBEAT,
  type SubscriptionResource,
  type SubscriptionSettings,
  subscriptionFor,
} from './resource.ts';
import type { KeptSubscription, Subscriptions } from './subscriptions.ts';

export interface KeepDeps {
  readonly link: EhrLink;
  readonly settings: SubscriptionSettings;
  /** The current secret, read when it is sent. */
  readonly secret: () => string;
  readonly kept: Subscriptions;
  readonly marks: Pick<Marks, 'lease' | 'release'>;
  readonly holder: string;
  /** Something may have been missed: poll soon. */
  readonly poll: () => void;
}

export type KeptState = 'made' | 'active' | 'changed' | 'elsewhere';

const LEASE = 120;
/** A heartbeat may be late; two and a half of them are not. */
const PATIENCE = 2.5;

/** One look. Throws CW-8303 when it had stopped, after asking the EHR to start it again, so that the next look comes later. */
export async function checkSubscription(deps: KeepDeps): Promise<KeptState> {
  const { link, marks, holder } = deps;
  // A name no connection can have: polling and this do not wait for each other.
  const lease = `${link.id}/subscription`;
  if (!(await marks.lease(lease, holder, LEASE))) return 'elsewhere';
  try {
    return await check(deps);
  } finally {
    await marks.release(lease, holder);
  }
}

async function check(deps: KeepDeps): Promise<KeptState> {
  const { link, kept, settings } = deps;
  const wanted = subscriptionFor(settings, deps.secret());
  const known = await kept.get(link.id);
  if (known) missedHeartbeats(deps, known);
  const found = (known && (await readOurs(link, known.id))) ?? (await findOurs(link, wanted));
  if (!found?.id) return make(deps, wanted);
  const { status } = found as { status?: unknown };
  const stopped = status === 'error' || status === 'off';
  if (!stopped && asks(found, wanted)) {
    if (known?.id !== found.id) await kept.begin(link.id, found.id, link.clock.now());
    return 'active';
  }
  await renew(deps, found.id, wanted);
  if (!stopped) return 'changed';
  link.notice({ interaction: 'GET Subscription/[id]', reason: `the subscription was in status ${status}` });
  throw new ClaimwrightError('CW-8303');
}

/** Silence is no proof that nothing happened. */
function missedHeartbeats({ link, settings, poll }: KeepDeps, known: KeptSubscription): void {
  if (settings.kind !== 'backport') return;
  const silence = Date.parse(link.clock.now()) - Date.parse(known.heardAt);
  const seconds = Math.round(silence / 1000);
  if (seconds <= PATIENCE * (settings.heartbeat ?? DEFAULT_HEARTBEAT)) return;
  poll();
  const reason = `nothing was heard for ${seconds} seconds; what was missed is polled`;
  link.notice({ interaction: 'subscription heartbeat', reason });
}

async function readOurs({ client }: EhrLink, id: string): Promise<Resource | undefined> {
  try {
    const found: unknown = await client.read({ resourceType: 'Subscription', id });
    return isResource(found) ? found : undefined;
  } catch (fault) {
    if (fault instanceof Refusal && [404, 410].includes(fault.status)) return undefined;
    throw fault;
  }
}

/** One that an earlier life of this service made and whose id was lost; a server that cannot search gets a second one. */
async function findOurs(link: EhrLink, wanted: SubscriptionResource): Promise<Resource | undefined> {
  try {
    for await (const page of link.pages('Subscription', { url: wanted.channel.endpoint ?? '' })) {
      const ours = page.resources.find((r) => r.resourceType === 'Subscription' && asks(r, wanted));
      if (ours) return ours;
    }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
  }
  return undefined;
}

/** What happened before it began is found by a poll. */
async function make(deps: KeepDeps, wanted: SubscriptionResource): Promise<KeptState> {
  const { link, kept, poll } = deps;
  const made: unknown = await link.client.create({ resourceType: 'Subscription', body: { ...wanted } });
  const id = idOf(made) ?? (await findOurs(link, wanted))?.id;
  if (id === undefined) throw new ClaimwrightError('CW-2005', { interaction: 'POST Subscription' });
  await kept.begin(link.id, id, link.clock.now());
  poll();
  return 'made';
}

async function renew(deps: KeepDeps, id: string, wanted: SubscriptionResource): Promise<void> {
  const { link, kept, poll } = deps;
  await link.client.update({ resourceType: 'Subscription', id, body: { ...wanted, id } });
  await kept.begin(link.id, id, link.clock.now());
  poll();
}

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** Of the resource, or of the Location header where the answer has no body (R4 http.html#create). */
function idOf(made: unknown): string | undefined {
  const { id } = made as { id?: unknown };
  const location = Client.httpFor(made as FhirResource).response?.headers.get('location') ?? '';
  const told = typeof id === 'string' ? id : /\/Subscription\/([^/?#]+)/.exec(location)?.[1];
  return told !== undefined && ID.test(told) ? told : undefined;
}
