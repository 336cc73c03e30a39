/** How encounters are found: by status, page by page, by their last update (R4 search.html), and one by its id. */
import type { Encounter } from '../../fhir/index.ts';
import type { EhrLink } from '../http/link.ts';
import type { Page, SearchParams } from '../http/pages.ts';
import { CANCELLED, FINISHED } from '../read/encounters.ts';
import { COUNT } from '../read/searches.ts';
import { explained } from './explain.ts';
import type { ReadinessRow, Verdict } from './model.ts';

export interface FoundEncounters {
  readonly row: ReadinessRow;
  readonly encounters: readonly Encounter[];
}

/** A worklist among a long history may be far apart; more pages than this are not looked through for it. */
const MOST_PAGES = 10;

const isFinished = (r: { resourceType: string }): r is Encounter =>
  r.resourceType === 'Encounter' && FINISHED.includes(String((r as Encounter).status));

const row =
  (id: string, what: string) =>
  (verdict: Verdict, found: string, effect: string): ReadinessRow => ({
    ...{ area: 'reading', id, what, verdict, found, effect },
  });

export async function finishedRow(
  link: EhrLink,
  most: number,
  only?: ReadonlySet<string>,
): Promise<FoundEncounters> {
  const say = row('finished-encounters', 'GET Encounter?status=finished');
  const found = new Map<string, Encounter>();
  let others = 0;
  let pages = 0;
  try {
    for await (const page of link.pages('Encounter', { status: FINISHED.join(','), _count: COUNT })) {
      pages += 1;
      for (const e of page.resources.filter(isFinished))
        if (e.id && (!only || only.has(e.id)) && found.size < most) found.set(e.id, e);
      others += page.resources.filter((r) => !isFinished(r)).length;
      if (found.size >= most || pages >= MOST_PAGES) break;
    }
  } catch (fault) {
    const effect = 'Encounters are not found by polling; a Subscription or a bulk export must name them.';
    return { row: say('missing', explained(fault, 'Encounter'), effect), encounters: [...found.values()] };
  }
  const encounters = [...found.values()];
  if (others > 0) {
    const effect = 'Unfinished encounters are left out here, at the cost of reading them all.';
    return { row: say('works-around', 'it passes over the status', effect), encounters };
  }
  const effect = 'Finished encounters are found without anybody naming them.';
  const many = encounters.length >= most ? `${most} or more` : String(encounters.length);
  return { row: say(encounters.length > 0 ? 'works' : 'not-tried', `${many} found`, effect), encounters };
}

/** The first pages of a search; what comes after is not asked for. */
async function firstPages(link: EhrLink, params: SearchParams, most: number): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for await (const page of link.pages('Encounter', params)) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  return pages;
}

const idsOf = (page: Page | undefined): readonly (string | undefined)[] =>
  (page?.resources ?? []).map((r) => r.id);

/** `known`: how many finished encounters there are at least. */
export async function pagingRow(link: EhrLink, known: number): Promise<ReadinessRow> {
  const say = row('paging', 'pages of a search');
  const effect = 'A list that is longer than a page is read to its end.';
  try {
    const [first, second] = await firstPages(link, { status: FINISHED.join(','), _count: '2' }, 2);
    const before = idsOf(first);
    if (second) {
      const fresh = idsOf(second).filter((id) => !before.includes(id)).length;
      return fresh > 0
        ? say('works', 'the second page follows the first', effect)
        : say('missing', 'the second page repeats the first', 'Encounters beyond the first page are lost.');
    }
    if (before.length < Math.min(known, 3))
      return say('missing', 'there is no second page', 'Encounters beyond the first page are lost.');
    return known > 2
      ? say('works', 'it gives pages of its own size', effect)
      : say('not-tried', 'there are too few encounters for two pages', effect);
  } catch (fault) {
    return say(
      'missing',
      explained(fault, 'Encounter'),
      'What is on later pages is lost, and is told as a gap.',
    );
  }
}

const DAY = 86_400_000;

/** Asked for what changes tomorrow: only a server that passes over the parameter has any. */
export async function lastUpdatedRow(link: EhrLink): Promise<ReadinessRow> {
  const say = row('last-updated', 'GET Encounter?_lastUpdated=');
  const tomorrow = new Date(Date.parse(link.clock.now()) + DAY).toISOString();
  try {
    const [page] = await firstPages(
      link,
      { status: FINISHED.join(','), _lastUpdated: `ge${tomorrow}`, _count: '2' },
      1,
    );
    return (page?.resources.length ?? 0) === 0
      ? say('works', 'answered', 'A poll reads only what changed since the last one.')
      : say(
          'works-around',
          'it passes over the parameter',
          'Each poll reads all encounters again and knows them by their version.',
        );
  } catch (fault) {
    const effect = 'What changed cannot be polled; a Subscription or a bulk export must tell of it.';
    return say('missing', explained(fault, 'Encounter'), effect);
  }
}

export async function cancelledRow(link: EhrLink): Promise<ReadinessRow> {
  const say = row('cancelled-encounters', 'GET Encounter?status=entered-in-error,cancelled');
  try {
    await firstPages(link, { status: CANCELLED.join(','), _count: '2' }, 1);
    return say('works', 'answered', 'A claim is taken back when its encounter turns out to be none.');
  } catch (fault) {
    const effect = 'A claim whose encounter turns out to be none is taken back only when somebody names it.';
    return say('works-around', explained(fault, 'Encounter'), effect);
  }
}

export async function readRow(link: EhrLink, id: string | undefined): Promise<ReadinessRow> {
  const say = row('read-encounter', 'GET Encounter/[id]');
  const effect = 'Each encounter is read anew when it is coded.';
  if (id === undefined) return say('not-tried', 'there is no encounter to read', effect);
  try {
    await link.client.read({ resourceType: 'Encounter', id });
    return say('works', 'answered', effect);
  } catch (fault) {
    return say('missing', explained(fault, 'Encounter'), 'No encounter can be coded.');
  }
}
