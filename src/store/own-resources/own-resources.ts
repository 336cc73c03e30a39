/** Our own FHIR resources in the database: read, searched and followed through their versions, never all of them at once. */
import type {
  HistoryPage,
  HistoryQuery,
  KeptResource,
  Resource,
  SearchPage,
  SearchQuery,
} from '../../fhir/index.ts';
import type { Database, Row } from '../db/database.ts';
import { conditionOf, Parameters } from './conditions.ts';
import { type IndexedResource, keepResources } from './keep.ts';

interface VersionRow extends Row {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly content: Resource;
}

/** Implements the flow's port OwnResources. */
export function databaseOwnResources(database: Database) {
  return {
    keep: (resources: readonly IndexedResource[], at: string): Promise<void> =>
      database.transaction((tx) => keepResources(tx, resources, at)),
    read: async (type: string, id: string) => (await read(database, [`${type}/${id}`]))[0],
    readAll: (keys: readonly string[]) => read(database, keys),
    version: async (type: string, id: string, version: number) => {
      if (!Number.isInteger(version) || version < 1 || version > LARGEST) return undefined;
      const [row] = await database.query<VersionRow>(
        'SELECT type, id, version, at, content FROM own_version WHERE type = $1 AND id = $2 AND version = $3',
        [type, id, version],
      );
      return row && keptOf(row);
    },
    history: (query: HistoryQuery) => history(database, query),
    search: (query: SearchQuery) => search(database, query),
    count: async (query: Pick<SearchQuery, 'type' | 'filters'>): Promise<number> => {
      const parameters = new Parameters();
      const where = whereOf(query, parameters).join(' AND ');
      const [row] = await database.query(
        `SELECT count(*) AS n FROM own_resource r WHERE ${where}`,
        parameters.values,
      );
      return Number(row?.n ?? 0);
    },
  };
}

/** An integer of PostgreSQL. */
const LARGEST = 2_147_483_647;

function keptOf({ type, id, version, at, content }: VersionRow): KeptResource {
  const meta = { ...content.meta, versionId: String(version), lastUpdated: at };
  return { type, id, version, at, resource: { ...content, meta } };
}

const CURRENT = `own_resource r JOIN own_version v ON v.type = r.type AND v.id = r.id AND v.version = r.version`;

async function read(database: Database, keys: readonly string[]): Promise<readonly KeptResource[]> {
  const pairs = keys.map((key) => [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)] as const);
  const rows = await database.query<VersionRow>(
    `SELECT v.type, v.id, v.version, v.at, v.content
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (type, id, place)
     JOIN own_resource r ON r.type = k.type AND r.id = k.id
     JOIN own_version v ON v.type = r.type AND v.id = r.id AND v.version = r.version ORDER BY k.place`,
    [pairs.map(([type]) => type), pairs.map(([, id]) => id)],
  );
  return rows.map(keptOf);
}

function whereOf({ type, filters }: Pick<SearchQuery, 'type' | 'filters'>, parameters: Parameters): string[] {
  return [`r.type = ${parameters.add(type)}`, ...filters.map((f) => conditionOf(f, parameters))];
}

interface PlacedRow extends VersionRow {
  readonly updated: string | number;
  readonly dated: string | number;
  readonly kept_first: string | number;
}

async function search(database: Database, query: SearchQuery): Promise<SearchPage> {
  const parameters = new Parameters();
  const order = [...query.sort, { by: 'kept_first', descending: false } as const];
  const where = [
    ...whereOf(query, parameters),
    ...(query.after ? [past(order, query.after, parameters)] : []),
  ];
  const by = order.map(({ by, descending }) => `r.${by}${descending ? ' DESC' : ''}`).join(', ');
  const rows = await database.query<PlacedRow>(
    `SELECT v.type, v.id, v.version, v.at, v.content, r.updated, r.dated, r.kept_first
     FROM ${CURRENT} WHERE ${where.join(' AND ')} ORDER BY ${by} LIMIT ${parameters.add(query.count + 1)}`,
    parameters.values,
  );
  const page = rows.slice(0, query.count);
  const last = rows.length > query.count ? page.at(-1) : undefined;
  return { found: page.map(keptOf), next: last && order.map(({ by }) => Number(last[by])) };
}

interface Order {
  readonly by: 'updated' | 'dated' | 'kept_first';
  readonly descending: boolean;
}

/** After the place: by the first key that differs. */
function past(order: readonly Order[], after: readonly number[], parameters: Parameters): string {
  const places = after.map((value) => `${parameters.add(value)}::bigint`);
  const alternatives = order.map(({ by, descending }, i) => {
    const same = order.slice(0, i).map((o, j) => `r.${o.by} = ${places[j]}`);
    return [...same, `r.${by} ${descending ? '<' : '>'} ${places[i]}`].join(' AND ');
  });
  return `(${alternatives.map((a) => `(${a})`).join(' OR ')})`;
}

async function history(
  database: Database,
  { type, id, since, before, count }: HistoryQuery,
): Promise<HistoryPage> {
  const rows = await database.query<VersionRow & { readonly kept: string | number }>(
    `SELECT kept, type, id, version, at, content FROM own_version
     WHERE type = $1 AND ($2::text IS NULL OR id = $2) AND ($3::bigint IS NULL OR updated >= $3)
       AND ($4::bigint IS NULL OR kept < $4) ORDER BY kept DESC LIMIT $5`,
    [type, id ?? null, since === undefined ? null : Date.parse(since), before ?? null, count + 1],
  );
  const page = rows.slice(0, count);
  const next = rows.length > count ? page.at(-1)?.kept : undefined;
  return { versions: page.map(keptOf), next: next === undefined ? undefined : Number(next) };
}
