/**
 * What a notification says (Subscriptions R5 Backport 1.1 for R4, notifications.html; R4 subscription.html for a plain
 * rest-hook). It names encounters and nothing more: whatever else it brings is not believed.
 */
import type { Resource } from '../../fhir/index.ts';
import type { EhrLink } from '../http/link.ts';
import { encountersOf } from '../poll/feeds.ts';
import { localKey } from '../read/belongs.ts';

export interface Notification {
  /** `event`: something happened, or may have. */
  readonly kind: 'handshake' | 'heartbeat' | 'event' | 'status';
  /** `Subscription.id`, when it lies in this EHR. */
  readonly subscription: string | undefined;
  /** `error` and `off`: it will not send anything more. */
  readonly status: string | undefined;
  /** Events since the subscription began, this notification's included. */
  readonly since: number | undefined;
  /** Numbers of the events that this notification brings. */
  readonly numbers: readonly number[];
  /** `Encounter.id`s that it names. */
  readonly encounters: readonly string[];
  /** It tells of an event without naming an encounter: only the EHR can say which. */
  readonly unnamed: boolean;
}

type Base = Pick<EhrLink, 'base'>;
type Loose = Readonly<Record<string, unknown>>;

/** As many as one notification may bring; a server sends the rest in the next. */
const MOST = 1000;

/** Undefined when it is nothing that the specifications know. */
export function readNotification(body: unknown, link: Base): Notification | undefined {
  if (body === undefined || body === null) return bare([], true);
  const resource = body as Resource;
  if (resource.resourceType === 'Bundle') return fromBundle(resource as unknown as Loose, link);
  if (typeof resource.resourceType !== 'string') return undefined;
  const encounters = about(resource, link);
  return bare(encounters, encounters.length === 0);
}

/** A plain rest-hook: the resource itself, or nothing at all. */
const bare = (encounters: readonly string[], unnamed: boolean): Notification => ({
  ...{ kind: 'event', subscription: undefined, status: undefined, since: undefined, numbers: [] },
  ...{ encounters, unnamed },
});

function about(resource: Resource, link: Base): readonly string[] {
  if (resource.resourceType !== 'Encounter') return encountersOf(resource, link);
  return typeof resource.id === 'string' ? [resource.id] : [];
}

const KINDS = new Map<unknown, Notification['kind']>([
  ['handshake', 'handshake'],
  ['heartbeat', 'heartbeat'],
  ['event-notification', 'event'],
  ['query-event', 'event'],
  ['query-status', 'status'],
]);

function fromBundle(bundle: Loose, link: Base): Notification | undefined {
  const resources = list(bundle.entry)
    .slice(0, MOST + 1)
    .flatMap((e) => (isLoose(e.resource) ? [e.resource] : []));
  const status = resources[0] && statusOf(resources[0]);
  const kind = KINDS.get(status?.type);
  if (!status || !kind) return undefined;
  const key = typeof status.subscription === 'string' ? localKey(status.subscription, link.base) : undefined;
  const named = status.events.map((e) => focusOf(e, resources, link));
  return {
    kind,
    subscription: key?.startsWith('Subscription/') ? key.slice('Subscription/'.length) : undefined,
    status: typeof status.status === 'string' ? status.status : undefined,
    since: number(status.since),
    numbers: status.events.flatMap((e) => number(e.number) ?? []),
    encounters: [...new Set(named.flat())],
    unnamed: kind === 'event' && (named.length === 0 || named.some((n) => n.length === 0)),
  };
}

/** The encounter in focus, or the one that the resource in focus belongs to, as far as it came along. */
function focusOf({ focus }: Event, resources: readonly Loose[], link: Base): readonly string[] {
  const key = typeof focus === 'string' ? localKey(focus, link.base) : undefined;
  if (key === undefined) return [];
  if (key.startsWith('Encounter/')) return [key.slice('Encounter/'.length)];
  const held = resources.find((r) => `${r.resourceType}/${r.id}` === key);
  return held ? encountersOf(held as unknown as Resource, link) : [];
}

interface Event {
  readonly number: unknown;
  readonly focus: unknown;
}

interface Status {
  readonly type: unknown;
  readonly subscription: unknown;
  readonly status: unknown;
  readonly since: unknown;
  readonly events: readonly Event[];
}

/** R4 has it as Parameters; R4B, and servers that are ahead, as a SubscriptionStatus. */
function statusOf(resource: Loose): Status | undefined {
  if (resource.resourceType === 'Parameters') return ofParameters(list(resource.parameter));
  if (resource.resourceType !== 'SubscriptionStatus') return undefined;
  return {
    type: resource.type,
    subscription: referenceIn(resource.subscription),
    status: resource.status,
    since: resource.eventsSinceSubscriptionStart,
    events: list(resource.notificationEvent)
      .slice(0, MOST)
      .map((e) => ({ number: e.eventNumber, focus: referenceIn(e.focus) })),
  };
}

function ofParameters(parameters: readonly Loose[]): Status {
  const named = (all: readonly Loose[], name: string): Loose | undefined => all.find((p) => p.name === name);
  const value = (all: readonly Loose[], name: string): unknown => plainValue(named(all, name));
  return {
    type: value(parameters, 'type'),
    subscription: value(parameters, 'subscription'),
    status: value(parameters, 'status'),
    since: value(parameters, 'events-since-subscription-start'),
    events: parameters
      .filter((p) => p.name === 'notification-event')
      .slice(0, MOST)
      .map((p) => list(p.part))
      .map((parts) => ({ number: value(parts, 'event-number'), focus: value(parts, 'focus') })),
  };
}

/** The types a server may take for each value: the guide changed some of them between its versions. */
function plainValue(p: Loose | undefined): unknown {
  const simple = p?.valueCode ?? p?.valueString ?? p?.valueUri ?? p?.valueInteger ?? p?.valueUnsignedInt;
  return simple ?? referenceIn(p?.valueReference);
}

const referenceIn = (value: unknown): unknown => (isLoose(value) ? value.reference : undefined);
const isLoose = (value: unknown): value is Loose => value !== null && typeof value === 'object';
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);

/** `integer64` travels as text. */
function number(value: unknown): number | undefined {
  const n = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof n === 'number' && Number.isSafeInteger(n) && n >= 0 ? n : undefined;
}
