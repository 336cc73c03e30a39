/** The Subscription that a connection asks its EHR for: plain R4 (subscription.html), or by topic (Subscriptions R5 Backport 1.1 for R4). */
import type { Resource } from '../../fhir/index.ts';

export interface SubscriptionSettings {
  readonly kind: 'r4' | 'backport';
  /** Where the EHR reaches this service: the address of the connection's own path. */
  readonly endpoint: string;
  /** Of the topic, as the EHR documents it; backport only. */
  readonly topic?: string | undefined;
  /** A search: the whole question of a plain subscription, or the filter of a topic. */
  readonly criteria?: string | undefined;
  readonly payload?: 'empty' | 'id-only' | 'full-resource' | undefined;
  /** Seconds between heartbeats; backport only. */
  readonly heartbeat?: number | undefined;
}

/** The elements of R4's Subscription that are used here. */
export interface SubscriptionResource {
  readonly resourceType: 'Subscription';
  readonly id?: string;
  readonly status: string;
  readonly criteria: string;
  readonly channel: Readonly<Record<string, unknown>> & { readonly endpoint?: string };
}

export const DEFAULT_CRITERIA = 'Encounter?status=finished';
export const DEFAULT_HEARTBEAT = 300;

const EXTENSION = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const FHIR_JSON = 'application/fhir+json';

export function subscriptionFor(settings: SubscriptionSettings, secret: string): SubscriptionResource {
  return settings.kind === 'r4' ? plain(settings, secret) : byTopic(settings, secret);
}

/** The secret goes into a header and never into the address, which ends in logs. */
const channel = ({ endpoint }: SubscriptionSettings, secret: string) => ({
  type: 'rest-hook',
  endpoint,
  header: [`Authorization: Bearer ${secret}`],
});

const COMMON = {
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'Finished encounters are coded and claimed.',
} as const;

/** An empty notification is made by leaving the payload out. */
function plain(settings: SubscriptionSettings, secret: string): SubscriptionResource {
  const { criteria = DEFAULT_CRITERIA, payload = 'full-resource' } = settings;
  const kind = payload === 'empty' ? {} : { payload: FHIR_JSON };
  return { ...COMMON, criteria, channel: { ...channel(settings, secret), ...kind } };
}

function byTopic(settings: SubscriptionSettings, secret: string): SubscriptionResource {
  const { topic = '', criteria, payload = 'id-only', heartbeat = DEFAULT_HEARTBEAT } = settings;
  const filter = [{ url: `${EXTENSION}/backport-filter-criteria`, valueString: criteria }];
  const topical = {
    ...COMMON,
    meta: { profile: [`${EXTENSION}/backport-subscription`] },
    criteria: topic,
    ...(criteria === undefined ? {} : { _criteria: { extension: filter } }),
    channel: {
      ...channel(settings, secret),
      extension: [{ url: `${EXTENSION}/backport-heartbeat-period`, valueUnsignedInt: heartbeat }],
      payload: FHIR_JSON,
      _payload: { extension: [{ url: `${EXTENSION}/backport-payload-content`, valueCode: payload }] },
    },
  };
  return topical;
}

/** Whether it still asks what is wanted; a server masks the header, so that cannot be compared. */
export function asks(found: Resource, wanted: SubscriptionResource): boolean {
  const { criteria, channel: sent } = found as unknown as Partial<SubscriptionResource>;
  return criteria === wanted.criteria && sent?.endpoint === wanted.channel.endpoint;
}
