/** Takes one notification in: what it names is asked of the EHR and kept, a gap in its numbers is filled, and only then is it answered. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { EhrLink } from '../http/link.ts';
import { finishedAmong } from '../poll/feeds.ts';
import { type Notification, readNotification } from './notification.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface ReceiveDeps {
  readonly link: EhrLink;
  readonly kept: Subscriptions;
  /** Resolves when the encounters are kept where a crash does not lose them. */
  readonly accept: (encounters: readonly string[]) => Promise<void>;
  /** Something happened that a poll will find: soon. */
  readonly poll: () => void;
  /** The EHR says that the subscription has ended. */
  readonly ended: () => void;
}

export interface Received {
  readonly kind: Notification['kind'];
  readonly arrivals: number;
}

/** Throws CW-1002 for what is no notification, and the EHR's fault when it cannot be asked: the EHR then sends it again. */
export async function receiveNotification(body: unknown, deps: ReceiveDeps): Promise<Received> {
  const { link, kept } = deps;
  const told = readNotification(body, link);
  if (!told) {
    const detail = 'neither a resource nor a notification Bundle';
    throw new ClaimwrightError('CW-1002', { what: 'The body', kind: 'notification', detail });
  }
  const missed = await gapBefore(told, deps);
  const arrivals = await takeIn([...told.encounters, ...missed.encounters], deps);
  if (told.unnamed || missed.unknown) deps.poll();
  if (told.status === 'error' || told.status === 'off') deps.ended();
  await kept.heard(link.id, link.clock.now(), Math.max(0, ...told.numbers, missed.upTo));
  return { kind: told.kind, arrivals };
}

async function takeIn(encounters: readonly string[], deps: ReceiveDeps): Promise<number> {
  const finished = await finishedAmong(deps.link, encounters);
  if (finished.length > 0) await deps.accept(finished);
  return finished.length;
}

interface Missed {
  readonly encounters: readonly string[];
  /** What was missed cannot be had by number. */
  readonly unknown: boolean;
  readonly upTo: number;
}

const NOTHING: Missed = { encounters: [], unknown: false, upTo: 0 };
/** More than this, and a poll is the shorter way. */
const MOST_ASKED = 1000;

/**
 * Events between the last one taken in and the first one told. A number that came before is a repetition or out of
 * order, and does no harm. A heartbeat tells how many there were: so even the last one lost is found.
 */
async function gapBefore(told: Notification, deps: ReceiveDeps): Promise<Missed> {
  const known = await deps.kept.get(deps.link.id);
  if (!known || told.kind === 'handshake' || told.subscription !== known.id) return NOTHING;
  const last = told.numbers.length > 0 ? Math.min(...told.numbers) - 1 : (told.since ?? 0);
  // Fewer than were counted: the server counts anew, and nobody knows from where.
  if ((told.since ?? known.events) < known.events) return restarted(told, deps, known.id);
  if (last <= known.events) return NOTHING;
  if (last - known.events > MOST_ASKED) return { encounters: [], unknown: true, upTo: last };
  return askedFor(known.id, known.events + 1, last, deps);
}

/** A notification that was overtaken tells an older count, too: what it costs is one poll. */
async function restarted(told: Notification, { kept, link }: ReceiveDeps, id: string): Promise<Missed> {
  const latest = Math.max(0, ...told.numbers);
  if (told.since !== undefined && latest === told.since && latest <= 1)
    await kept.begin(link.id, id, link.clock.now());
  return { encounters: [], unknown: true, upTo: 0 };
}

/** `$events` (OperationDefinition/backport-subscription-events). What it does not give is found by a poll. */
async function askedFor(id: string, from: number, to: number, deps: ReceiveDeps): Promise<Missed> {
  const { link } = deps;
  const query = `eventsSinceNumber=${from}&eventsUntilNumber=${to}&content=id-only`;
  try {
    const answer: unknown = await link.client.request(`${link.base.url}/Subscription/${id}/$events?${query}`);
    const events = readNotification(answer, link);
    const numbers = new Set(events?.numbers);
    const whole = Array.from({ length: to - from + 1 }, (_, i) => from + i).every((n) => numbers.has(n));
    return { encounters: events?.encounters ?? [], unknown: !whole || events?.unnamed === true, upTo: to };
  } catch (fault) {
    if (!(fault instanceof ClaimwrightError)) throw fault;
    const reason = `the events ${from} to ${to} were not delivered and cannot be had (${fault.code})`;
    link.notice({ interaction: 'GET Subscription/[id]/$events', reason });
    return { encounters: [], unknown: true, upTo: to };
  }
}
