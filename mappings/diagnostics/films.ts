/** Films by region, views and side (CPT, radiology; CMS Pub. 100-04 ch. 13 §20). */
import {
  type ModifierSuggestion,
  type ModuleOutput,
  nameIn,
  plainly,
  type Query,
  type Service,
  sideModifier,
  sideRule,
  speaksOf,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { ask, CPT, type Examination, lineFor, oneOf, type Room, together } from './examination.ts';
import { split } from './split.ts';
import type { Films, Region, Views } from './tables.ts';

const SECTION = CPT('Radiology, number of views');

export function filmLines(all: readonly Service[], room: Room, films: Films): ModuleOutput {
  const taken = all.flatMap((service) => regionsOf(service, films).map((region) => ({ service, region })));
  const groups = Map.groupBy(
    taken,
    ({ service: s, region }) => `${region.region} ${s.side?.value} ${s.date}`,
  );
  return together(
    [...groups.values()].flatMap((same) => {
      const of = oneOf(same.map((t) => t.service));
      const region = same[0]?.region;
      return of && region ? [filmOf(of, region, room)] : [];
    }),
  );
}

function regionsOf(s: Service, { modality, not, regions }: Films): readonly Region[] {
  const name = plainly([nameIn(s), ...s.bodySite.map((b) => b.words)].join('; '));
  if (!speaksOf(name, modality) || speaksOf(name, not)) return [];
  const named = regions.filter((r) => speaksOf(name, r.words));
  return named.filter((r) => !named.some((o) => o.hides?.includes(r.region)));
}

const NUMBERS: readonly string[] = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const COUNT = /\b(\d|one|two|three|four|five|six|seven|single) (?:or more )?views?\b/g;
/** Projections that are so many views wherever they are named together. */
const PAIRS: readonly (readonly [readonly string[], number])[] = [
  [
    [
      'ap lateral and oblique',
      'ap lateral oblique',
      'pa lateral and oblique',
      'pa lateral oblique',
      'ap lateral and mortise',
      'ap lateral mortise',
      'ap lateral and sunrise',
    ],
    3,
  ],
  [['pa and lateral', 'ap and lateral', 'pa lateral', 'ap lateral', 'frontal and lateral'], 2],
];

/** Different numbers are none. */
export function viewsOf(text: string): number | undefined {
  const plain = plainly(text);
  const counted = [...plain.matchAll(COUNT)].map(([, n = '']) =>
    n === 'single' ? 1 : /\d/.test(n) ? Number(n) : NUMBERS.indexOf(n) + 1,
  );
  const named =
    counted.length > 0 ? [] : [PAIRS.find(([phrases]) => speaksOf(plain, phrases))?.[1] ?? []].flat();
  const all = new Set([...counted, ...named]);
  return all.size === 1 ? [...all][0] : undefined;
}

const codeFor = (n: number, views: readonly Views[]): string | undefined =>
  views.find((v) => n >= v.from && n <= (v.to ?? n))?.code;

function filmOf(of: Examination, region: Region, room: Room): ModuleOutput {
  const n = viewsOf(of.all.map(wordsAbout).join('; '));
  const side = of.service.side ?? of.all.find((s) => s.side)?.side;
  const views = side?.value === 'bilateral' && region.both ? region.both : region.views;
  const code = n === undefined ? undefined : codeFor(n, views);
  if (!code) return { queries: [viewsQuery(of, views)] };
  const label = `${region.region} film${n === 1 ? '' : 's'}, ${n} view${n === 1 ? '' : 's'}`;
  const line = lineFor(of, { code, label, rule: 'film', citation: SECTION }, room);
  const told = views === region.both ? { modifiers: [], queries: [] } : sideOf(of, code, region, side, room);
  const output = split(of, { ...line, ...told }, room);
  if (!output.services) return output;
  const family = [...region.views, ...(region.both ?? [])].map((v) => v.code);
  return unlessRecorded(of.service, family, output.services, room.facts);
}

function sideOf(
  of: Examination,
  code: string,
  { sided }: Region,
  side: Service['side'],
  { context }: Room,
): { readonly modifiers: readonly ModifierSuggestion[]; readonly queries: readonly Query[] } {
  if (!sided) return { modifiers: [], queries: [] };
  if (!side) return { modifiers: [], queries: [sideQuery(of)] };
  const modifier = sideModifier(side.value, sideRule(code, context), true);
  const reason = `Films of ${side.value === 'bilateral' ? 'both sides' : `the ${side.value} side`}`;
  return { modifiers: modifier ? [{ code: modifier, reason, evidence: side.evidence }] : [], queries: [] };
}

const viewsQuery = (of: Examination, views: readonly Views[]): Query =>
  ask(
    'film-views',
    of,
    'how many views were taken?',
    views.map((v) => ({
      answer:
        v.to === undefined ? `${v.from} or more` : v.from === v.to ? `${v.from}` : `${v.from} to ${v.to}`,
      code: v.code,
    })),
    SECTION,
  );

const sideQuery = (of: Examination): Query =>
  ask(
    'film-side',
    of,
    'of which side?',
    [{ answer: 'Right (RT)' }, { answer: 'Left (LT)' }, { answer: 'Both (50)' }],
    SECTION,
  );
