/** One poll of a connection: what changed since its mark is taken in, and only then does the mark move. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { EhrLink } from '../http/link.ts';
import { cancelledFeed, encounterFeed, type Feed, relatedFeed } from './feeds.ts';
import type { Mark, Marks } from './marks.ts';
import { type Reading, type ReadingOptions, readChanges } from './reading.ts';

export interface PollDeps {
  readonly link: EhrLink;
  readonly marks: Marks;
  /** Resolves when the encounters are kept where a crash does not lose them. */
  readonly accept: (encounters: readonly string[]) => Promise<void>;
  /** The same for encounters that turned out to be none; they are asked for only where somebody wants to know. */
  readonly cancelled?: ((encounters: readonly string[]) => Promise<void>) | undefined;
  /** Tells this process from all others. */
  readonly holder: string;
  /** Types whose changes make a finished encounter come again: Condition, Procedure, Observation… */
  readonly also?: readonly string[];
  /** Where the first poll begins; everything finished unless told. */
  readonly from?: string | undefined;
}

export interface Polled {
  /** `elsewhere`: another process polls this connection now. `restless`: the mark stays, and the next poll begins there. */
  readonly outcome: 'done' | 'elsewhere' | 'restless';
  readonly arrivals: number;
}

/**
 * How far a reading goes back behind its mark, in milliseconds: a transaction that committed late, a second node of the
 * EHR whose clock is behind. What it meets again is known by its version.
 */
export const OVERLAP = 5 * 60_000;
/** A reading that takes longer prolongs it with every page; a process that died is waited for no longer than this. */
const LEASE = 180;
/** More versions than this in five minutes are a night's batch: those beyond come twice, which the intake allows. */
const MOST_SEEN = 20_000;

/** Throws what the EHR's fault is when encounters cannot be read; a related type that cannot be is told and left out. */
export async function pollOnce(deps: PollDeps): Promise<Polled> {
  const { link, marks, holder } = deps;
  if (!(await marks.lease(link.id, holder, LEASE))) return { outcome: 'elsewhere', arrivals: 0 };
  try {
    const finished = await pollFeed(deps, encounterFeed, { since: millis(deps.from) }, deps.accept);
    let { arrivals } = finished;
    for (const { feed, accept } of furtherFeeds(deps)) {
      if (finished.end !== 'whole') break;
      arrivals += await pollFurther(deps, feed, finished.servedAt, accept);
    }
    return { outcome: OUTCOMES[finished.end], arrivals };
  } finally {
    await marks.release(link.id, holder);
  }
}

const OUTCOMES = { whole: 'done', 'taken-over': 'elsewhere', restless: 'restless' } as const;

interface Further {
  readonly feed: Feed;
  readonly accept: PollDeps['accept'];
}

function furtherFeeds({ also = [], cancelled, accept, link }: PollDeps): readonly Further[] {
  const related = also.map((type) => ({ feed: relatedFeed(type, link), accept }));
  return cancelled ? [{ feed: cancelledFeed, accept: cancelled }, ...related] : related;
}

/** Where a feed without a mark begins. */
type Start = Pick<ReadingOptions, 'since' | 'quietBefore'>;

/** All finished encounters have just been taken in: what is older than that is looked at once, to be known again. */
const startNow = (now: number | undefined): Start =>
  now === undefined ? { since: undefined } : { since: now - OVERLAP, quietBefore: now };

async function pollFurther(
  deps: PollDeps,
  feed: Feed,
  now: number | undefined,
  accept: PollDeps['accept'],
): Promise<number> {
  try {
    return (await pollFeed(deps, feed, startNow(now), accept)).arrivals;
  } catch (fault) {
    if (!(fault instanceof ClaimwrightError)) throw fault;
    const interaction = `GET ${feed.type}?_lastUpdated=`;
    deps.link.notice({ interaction, reason: `changes of ${feed.name} are not polled (${fault.code})` });
    return 0;
  }
}

async function pollFeed(
  deps: PollDeps,
  feed: Feed,
  start: Start,
  accept: PollDeps['accept'],
): Promise<Reading> {
  const { link, marks, holder } = deps;
  const before = await marks.get(link.id, feed.name);
  const reading = await readChanges({
    ...{ link, feed, ...(before ? { since: Date.parse(before.at) - OVERLAP } : start) },
    known: new Set(before?.seen),
    turnedBack: (servedAt) => servedAt - OVERLAP - elapsed(before, link.clock.now()),
    take: async (encounters) => {
      if (!(await marks.lease(link.id, holder, LEASE))) return false;
      if (encounters.length > 0) await accept(encounters);
      return true;
    },
  });
  const mark = reading.end === 'whole' ? markAfter(reading, before, link.clock.now()) : undefined;
  if (mark) await marks.put(link.id, feed.name, mark, holder);
  return reading;
}

/** How long ago the mark was set, by our clock: what the server wrote since then may bear an earlier time than the mark. */
const elapsed = (before: Mark | undefined, now: string): number =>
  before ? Math.max(0, Date.parse(now) - Date.parse(before.setAt)) : 0;

/** By the server's clock alone. A server that tells no time is taken at the newest time it wrote. */
function markAfter(reading: Reading, before: Mark | undefined, now: string): Mark | undefined {
  const newest = [...reading.met.values()].reduce<number | undefined>(later, undefined);
  const at = reading.servedAt ?? later(newest, millis(before?.at));
  if (at === undefined) return undefined;
  const again = [...reading.met].filter(([, changed]) => (changed ?? at) >= at - OVERLAP);
  const seen = again.map(([key]) => key).slice(-MOST_SEEN);
  return { at: new Date(at).toISOString(), setAt: now, seen };
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

const millis = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);
