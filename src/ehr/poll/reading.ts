/** One reading of what changed since an instant: repeated until nothing new comes, because pages shift while they are read. */
import type { EhrLink } from '../http/link.ts';
import type { Page, SearchParams } from '../http/pages.ts';
import { COUNT } from '../read/searches.ts';
import type { Feed } from './feeds.ts';
import { changedAt, versionKey } from './version.ts';

export interface ReadingOptions {
  readonly link: EhrLink;
  readonly feed: Feed;
  /** Milliseconds by the server's clock; undefined: from the beginning. */
  readonly since: number | undefined;
  /** What changed before this is remembered and not taken in. */
  readonly quietBefore?: number | undefined;
  /** Versions that were taken in before. */
  readonly known: ReadonlySet<string>;
  /** Where to go back to when the server's clock turns out to stand before `since`. */
  readonly turnedBack: (servedAt: number) => number;
  /** Keeps arrivals; false ends the reading, because somebody else has taken over. */
  readonly take: (encounters: readonly string[]) => Promise<boolean>;
}

export interface Reading {
  /** When the server answered the first page, by its clock. */
  readonly servedAt: number | undefined;
  /** Every version met, with when it was written. */
  readonly met: ReadonlyMap<string, number | undefined>;
  readonly arrivals: number;
  /** No mark may move but after a whole one: somebody else took over, or the list never came to rest. */
  readonly end: 'whole' | 'taken-over' | 'restless';
}

/**
 * A record that is changed while pages are read leaves its place, the next one slips onto a page that was read already,
 * and a single reading misses it. Four readings that all bring something missed are a server that never rests.
 */
const MOST_PASSES = 4;

interface State {
  since: number | undefined;
  servedAt: number | undefined;
  arrivals: number;
  readonly met: Map<string, number | undefined>;
}

export async function readChanges(options: ReadingOptions): Promise<Reading> {
  const state: State = { since: options.since, servedAt: undefined, arrivals: 0, met: new Map() };
  for (let pass = 1; ; pass += 1) {
    const done = await readPass(options, state);
    if (done === 'ended') return { ...state, end: 'taken-over' };
    // The same list might come whole the next time; a mark that moved would lose its rest.
    if (done.cut) return { ...state, end: 'restless' };
    if (turnedBack(options, state)) continue;
    if (done.pages < 2 || done.fresh === 0) return { ...state, end: 'whole' };
    if (pass < MOST_PASSES) continue;
    told(options, 'the list kept changing while it was read; the next poll reads it again');
    return { ...state, end: 'restless' };
  }
}

/** Once at most: the new start lies before what the server calls now. */
function turnedBack({ turnedBack: to, ...options }: ReadingOptions, state: State): boolean {
  const { since, servedAt } = state;
  if (since === undefined || servedAt === undefined || servedAt >= since) return false;
  told(options, 'the clock of the EHR was turned back; it is read again from before that');
  state.since = to(servedAt);
  return true;
}

interface Pass {
  readonly pages: number;
  /** Versions that no earlier pass met although they were there when the first page was made. */
  readonly fresh: number;
  /** The pages led back to where they had been. */
  readonly cut: boolean;
}

async function readPass(options: ReadingOptions, state: State): Promise<Pass | 'ended'> {
  let pages = 0;
  let fresh = 0;
  let cut = false;
  for await (const page of options.link.pages(options.feed.type, paramsOf(options.feed, state.since))) {
    if (pages === 0) state.servedAt ??= parsed(page.servedAt);
    pages += 1;
    cut ||= page.cut === true;
    for (const reason of page.troubles) told(options, reason);
    const news = newsOn(page, options, state);
    // What was written since then is no sign of a missed record: the next poll asks for it anyway.
    fresh += news.filter((r) => (changedAt(r) ?? 0) < (state.servedAt ?? Number.POSITIVE_INFINITY)).length;
    const encounters = await options.feed.encounters(news);
    if (!(await options.take(encounters))) return 'ended';
    state.arrivals += encounters.length;
  }
  return { pages, fresh, cut };
}

/** What nobody has seen yet. A server that passes over `_lastUpdated=` would have everything taken in at every poll. */
function newsOn(
  page: Page,
  { feed, known, quietBefore = 0, ...options }: ReadingOptions,
  state: State,
): Page['resources'] {
  const { since } = state;
  const asked = page.resources.filter((r) => r.resourceType === feed.type && r.id !== undefined);
  const changed = asked.filter((r) => since === undefined || (changedAt(r) ?? since) >= since);
  const others = page.resources.length - changed.length;
  if (others > 0) told({ feed, ...options }, `${others} resources were not asked for and are left out`);
  return changed.filter((r) => {
    const key = versionKey(r);
    const quiet = (changedAt(r) ?? quietBefore) < quietBefore;
    const fresh = !quiet && !state.met.has(key) && !known.has(key);
    state.met.set(key, changedAt(r));
    return fresh;
  });
}

const paramsOf = ({ params }: Feed, since: number | undefined): SearchParams => ({
  ...params,
  _count: COUNT,
  ...(since === undefined ? {} : { _lastUpdated: `ge${new Date(since).toISOString()}` }),
});

const told = ({ link, feed }: Pick<ReadingOptions, 'link' | 'feed'>, reason: string): void =>
  link.notice({ interaction: `GET ${feed.type}?_lastUpdated=`, reason });

const parsed = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);
