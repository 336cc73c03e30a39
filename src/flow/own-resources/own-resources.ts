/** The port by which our own resources are kept to be read and searched, and the fake that keeps them in memory. */
import {
  type HistoryPage,
  type HistoryQuery,
  type IndexRow,
  indexRows,
  type KeptResource,
  type Resource,
  rowsMeet,
  type SearchPage,
  type SearchQuery,
  type SearchSort,
} from '../../fhir/index.ts';
import { canonicalJson, deepFreeze } from '../../kernel/index.ts';
import { allParameters } from './served-type.ts';
import { servedType } from './served-types.ts';

/** A resource with what it is found by. */
export interface Indexed {
  readonly resource: Resource & { readonly id: string };
  readonly rows: readonly IndexRow[];
  /** Milliseconds of the date the type is sorted by; undefined where it has none. */
  readonly dated: number | undefined;
}

export interface OwnResources {
  /** Each becomes a version of its own, unless it is what is kept already. `at`: an ISO instant. */
  keep(resources: readonly Indexed[], at: string): Promise<void>;
  read(type: string, id: string): Promise<KeptResource | undefined>;
  /** `Type/id`s; those that are not there are left out. */
  readAll(keys: readonly string[]): Promise<readonly KeptResource[]>;
  version(type: string, id: string, version: number): Promise<KeptResource | undefined>;
  /** Newest first. */
  history(query: HistoryQuery): Promise<HistoryPage>;
  search(query: SearchQuery): Promise<SearchPage>;
  /** How many the filters find. */
  count(query: Pick<SearchQuery, 'type' | 'filters'>): Promise<number>;
}

/** The same for every store, so that each finds the same. `meta.lastUpdated` is the store's: it is known when it is kept. */
export function indexed(resource: Resource & { readonly id: string }): Indexed {
  const served = servedType(resource.resourceType);
  const rows = served ? indexRows(resource, allParameters(served)) : [];
  const dates = rows.filter((r) => r.parameter === served?.dated).map((r) => r.low);
  const own = rows.filter((r) => r.parameter !== '_lastUpdated');
  return { resource, rows: own, dated: dates.length > 0 ? Math.min(...dates) : undefined };
}

/** Without a date it comes first. */
export const UNDATED = -8.64e15;

interface Row extends KeptResource {
  readonly content: string;
  readonly rows: readonly IndexRow[];
  readonly updated: number;
  readonly dated: number;
  /** The order in which resources were first kept, and of a version the order in which all were. */
  readonly first: number;
  readonly order: number;
}

export function memoryOwnResources(): OwnResources {
  const current = new Map<string, Row>();
  const versions: Row[] = [];
  const keepOne = ({ resource, rows, dated = UNDATED }: Indexed, at: string): void => {
    const { id, resourceType: type } = resource;
    const before = current.get(`${type}/${id}`);
    const content = canonicalJson(resource);
    if (before?.content === content) return;
    const version = (before?.version ?? 0) + 1;
    const order = versions.length + 1;
    const updated = Date.parse(at);
    const meta = { ...resource.meta, versionId: String(version), lastUpdated: at };
    const row: Row = {
      ...{ type, id, version, at, content, dated, updated, order },
      rows: [...rows, ...lastUpdated(at)],
      first: before?.first ?? order,
      resource: deepFreeze({ ...resource, meta }),
    };
    current.set(`${type}/${id}`, row);
    versions.push(row);
  };
  const found = ({ type, filters }: Pick<SearchQuery, 'type' | 'filters'>): readonly Row[] =>
    [...current.values()].filter((r) => r.type === type && filters.every((f) => rowsMeet(r.rows, f)));
  return {
    keep: async (resources, at) => {
      for (const one of resources) keepOne(one, at);
    },
    read: async (type, id) => keptOf(current.get(`${type}/${id}`)),
    readAll: async (keys) => keys.flatMap((key) => keptOf(current.get(key)) ?? []),
    version: async (type, id, version) =>
      keptOf(versions.find((r) => r.type === type && r.id === id && r.version === version)),
    history: async (query) => historyPage(versions, query),
    search: async (query) => searchPage(found(query), query),
    count: async (query) => found(query).length,
  };
}

function keptOf(row: Row): KeptResource;
function keptOf(row: Row | undefined): KeptResource | undefined;
function keptOf(row: Row | undefined): KeptResource | undefined {
  if (!row) return undefined;
  const { type, id, version, at, resource } = row;
  return { type, id, version, at, resource };
}

const lastUpdated = (at: string): readonly IndexRow[] => {
  const low = Date.parse(at);
  return [{ parameter: '_lastUpdated', system: '', value: '', exact: '', low, high: low + 1 }];
};

function historyPage(
  all: readonly Row[],
  { type, id, since, before = Infinity, count }: HistoryQuery,
): HistoryPage {
  const from = since === undefined ? -Infinity : Date.parse(since);
  const asked = all
    .filter((r) => r.type === type && (id === undefined || r.id === id))
    .filter((r) => r.updated >= from && r.order < before)
    .reverse();
  const page = asked.slice(0, count);
  return {
    versions: page.map((row) => keptOf(row)),
    next: asked.length > count ? page.at(-1)?.order : undefined,
  };
}

function searchPage(found: readonly Row[], { sort, after, count }: SearchQuery): SearchPage {
  const compare = (a: readonly number[], b: readonly number[]): number => {
    for (const [i, key] of a.entries()) {
      const difference = key - (b[i] ?? 0);
      if (difference !== 0) return sort[i]?.descending ? -difference : difference;
    }
    return 0;
  };
  const placed = found
    .map((row) => ({ row, place: placeOf(row, sort) }))
    .filter(({ place }) => after === undefined || compare(place, after) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const page = placed.slice(0, count);
  const next = placed.length > count ? page.at(-1)?.place : undefined;
  return { found: page.map(({ row }) => keptOf(row)), next };
}

const placeOf = (row: Row, sort: readonly SearchSort[]): readonly number[] => [
  ...sort.map(({ by }) => row[by]),
  row.first,
];
