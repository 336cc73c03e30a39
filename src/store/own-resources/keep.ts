/** Keeps resources as versions, with what they are found by, in the transaction of whoever makes them. */
import { FAR, type IndexRow, type Resource } from '../../fhir/index.ts';
import { canonicalJson, sha256 } from '../../kernel/index.ts';
import type { Queries } from '../db/database.ts';

/** As the flow's port has it: a resource and its rows. */
export interface IndexedResource {
  readonly resource: Resource & { readonly id: string };
  readonly rows: readonly IndexRow[];
  readonly dated: number | undefined;
}

/** Any number of our own; the migrations have the one before it. */
const LOCK = 8_100_2027;

interface Known {
  readonly version: number;
  readonly hash: string;
}

/**
 * One transaction at a time keeps resources, so that they can be read in the order in which they were kept: a page that
 * went past a place finds nothing before it later.
 */
export async function keepResources(
  tx: Queries,
  resources: readonly IndexedResource[],
  at: string,
): Promise<void> {
  if (resources.length === 0) return;
  await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const known = await knownOf(tx, resources);
  for (const one of resources) {
    const { id, resourceType } = one.resource;
    const key = `${resourceType}/${id}`;
    const before = known.get(key);
    const hash = sha256(canonicalJson(one.resource));
    if (before?.hash === hash) continue;
    const version = (before?.version ?? 0) + 1;
    await keepVersion(tx, one, { version, hash, at });
    known.set(key, { version, hash });
  }
}

async function knownOf(tx: Queries, resources: readonly IndexedResource[]): Promise<Map<string, Known>> {
  const rows = await tx.query<{ type: string; id: string; version: number; hash: string }>(
    `SELECT type, id, version, hash FROM own_resource
     WHERE (type, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [resources.map((r) => r.resource.resourceType), resources.map((r) => r.resource.id)],
  );
  return new Map(rows.map(({ type, id, version, hash }) => [`${type}/${id}`, { version, hash }]));
}

async function keepVersion(
  tx: Queries,
  { resource, rows, dated = -FAR }: IndexedResource,
  { version, hash, at }: Known & { readonly at: string },
): Promise<void> {
  const { id, resourceType: type } = resource;
  const updated = Date.parse(at);
  const [kept] = await tx.query<{ kept: string | number }>(
    `INSERT INTO own_version (type, id, version, at, updated, content)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING kept`,
    [type, id, version, at, updated, JSON.stringify(resource)],
  );
  await tx.query(
    `INSERT INTO own_resource (type, id, version, hash, updated, dated, kept_first)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (type, id) DO UPDATE SET version = $3, hash = $4, updated = $5, dated = $6`,
    [type, id, version, hash, updated, dated, kept?.kept],
  );
  await keepRows(tx, type, id, [...rows, lastUpdated(updated)]);
}

const lastUpdated = (low: number): IndexRow => ({
  ...{ parameter: '_lastUpdated', system: '', value: '', exact: '' },
  ...{ low, high: low + 1 },
});

async function keepRows(tx: Queries, type: string, id: string, rows: readonly IndexRow[]): Promise<void> {
  await tx.query('DELETE FROM own_index WHERE type = $1 AND id = $2', [type, id]);
  const column = (name: keyof IndexRow) => rows.map((row) => row[name]);
  await tx.query(
    `INSERT INTO own_index (type, id, parameter, system, value, exact, low, high)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[])`,
    [type, id, ...(['parameter', 'system', 'value', 'exact', 'low', 'high'] as const).map(column)],
  );
}
