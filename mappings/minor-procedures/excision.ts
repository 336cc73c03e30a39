/** Skin lesions cut out, one line each: by excised diameter with margins, place, and what the pathologist found (CPT, excision of lesions). */
import {
  type ModuleOutput,
  type Service,
  type ServiceSuggestion,
  underAny,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { closureOf } from './closure.ts';
import { groupOf, isNamed, measuredSize, placesOf, sizeOf } from './details.ts';
import { lengthsIn, ofLesion } from './lengths.ts';
import { ask, lineFor, type Room, reasonCodes, together } from './line.ts';
import type { Excision, Tables } from './tables.ts';

const SECTION = 'Integumentary system, excision of lesions';

export function excisions(all: readonly Service[], room: Room, tables: Tables): ModuleOutput {
  const outputs = all.filter((s) => isNamed(s, tables.excision)).map((s) => excisionOf(s, room, tables));
  return together(outputs);
}

type Nature = 'benign' | 'malignant';

function excisionOf(s: Service, room: Room, tables: Tables): ModuleOutput {
  const { excision } = tables;
  const group = groupOf(placesOf(s, tables), excision.groups);
  const known = natureOf(s, room, excision);
  // Until the pathologist has spoken, or where his word is uncertain, what was cut out is coded as benign at the least.
  const nature = known ?? 'benign';
  const size = diameterOf(s, room);
  const bare = size ?? leastDiameter(s);
  const at = indexOf(bare, excision.steps);
  if (!group) return { queries: [siteQuery(s, excision, nature, at)] };
  const code = group[nature][at];
  if (code === undefined) return {};
  const queries = [
    ...(known ? [] : [pathologyQuery(s, group, at)]),
    ...(size === undefined ? [diameterQuery(s, group[nature], excision.steps)] : []),
  ];
  const [open] = queries;
  const label = `${nature} spot removed, ${open ? 'the least that the record supports' : `${size} cm`}`;
  const draft = { code, label, rule: 'excision', section: SECTION, ...(open ? { open } : {}) };
  const line: ServiceSuggestion = { ...lineFor([s], draft, room), queries };
  const family = excision.groups.flatMap((g) => [...g.benign, ...g.malignant]);
  return unlessRecorded(s, family, [line, ...closureOf(s, bare, nature, room, tables)], room.facts);
}

type Group = Excision['groups'][number];

const pathologyQuery = (s: Service, group: Group, at: number) =>
  ask(
    'lesion-pathology',
    s,
    'what did the pathologist find? The code waits for the report.',
    (['benign', 'malignant'] as const).map((n) => withCode(n, group[n][at])),
    SECTION,
  );

const siteQuery = (s: Service, { groups }: Excision, nature: Nature, at: number) =>
  ask(
    'lesion-site',
    s,
    'where was the lesion?',
    groups.map((g) => withCode(g.places.join(', '), g[nature][at])),
    SECTION,
  );

/** What was cut out is no smaller than the lesion. */
const leastDiameter = (s: Service): number => {
  const said = [...new Set(lengthsIn(ofLesion(wordsAbout(s))))];
  return said.length === 1 ? (said[0] ?? 0.1) : 0.1;
};

const diameterQuery = (s: Service, codes: readonly string[], steps: readonly number[]) =>
  ask(
    'lesion-diameter',
    s,
    'what was the excised diameter, the narrowest margins included?',
    codes.map((c, i) => withCode(sizeName(i, steps), c)),
    SECTION,
  );

const withCode = (answer: string, code: string | undefined) => ({ answer, ...(code ? { code } : {}) });

const indexOf = (cm: number, steps: readonly number[]): number => {
  const i = steps.findIndex((to) => cm <= to);
  return i < 0 ? steps.length : i;
};

const sizeName = (i: number, steps: readonly number[]): string =>
  i < steps.length ? `Up to ${steps[i]} cm` : `Over ${steps.at(-1)} cm`;

/** By the diagnosis the record gives as its reason: a neoplasm of uncertain behaviour or unspecified waits for pathology. */
function natureOf(s: Service, room: Room, { malignant, benign, uncertain }: Excision): Nature | undefined {
  const codes = reasonCodes(s, room).map((d) => d.code);
  if (codes.some((c) => underAny(c, uncertain))) return undefined;
  const bad = codes.some((c) => underAny(c, malignant));
  const good = codes.some((c) => underAny(c, benign));
  return bad === good ? undefined : bad ? 'malignant' : 'benign';
}

const TOTAL =
  /\b(?:excised diameter|total diameter|including margins?|with margins? included|margins? included)\b/i;
const MARGIN =
  /(\d{1,2}(?:\.\d{1,2})?) ?(cm|mm) margins?\b|margins? (?:of )?(\d{1,2}(?:\.\d{1,2})?) ?(cm|mm)\b/i;

/** "Excised diameter 1.4 cm", "1.4 cm including margins": that length, whatever else is measured beside it. */
const SAID_TOTAL =
  /\b(?:excised|total|excision) diameter(?: of| was| is)?:? (\d{1,2}(?:\.\d{1,2})?) ?([cm]m)\b|\b(\d{1,2}(?:\.\d{1,2})?) ?([cm]m) (?:excised diameter|in(?:cluding| total with) (?:the )?(?:narrowest )?margins?|with (?:the )?margins? included|excised with margins?)\b/i;

/** The lesion and twice the margin, or the diameter that is said to hold them. A bare size of a lesion is not enough. */
function diameterOf(s: Service, { facts }: Room): number | undefined {
  const text = ofLesion(wordsAbout(s));
  const [said] = SAID_TOTAL.exec(text) ?? [];
  if (said) return lengthsIn(said)[0];
  if (TOTAL.test(text)) return sizeOf(s, facts, text)?.cm;
  const found = MARGIN.exec(text);
  const margin = found ? lengthsIn(found[0])[0] : undefined;
  if (!found || margin === undefined)
    return lengthsIn(text).length === 0 ? measuredSize(s, facts)?.cm : undefined;
  const others = [...new Set(lengthsIn(text.replace(found[0], ' ')))];
  const [lesion] = others;
  return others.length === 1 && lesion !== undefined
    ? Math.round((lesion + 2 * margin) * 100) / 100
    : undefined;
}
