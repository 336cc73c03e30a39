/** Reads resources by id with as few requests as the server allows: one search by `_id` for each type. */
import type { ChartEntry, ChartGap } from '../../chart/index.ts';
import { keyOf, type Resource } from '../../fhir/index.ts';
import { Refusal } from '../http/refusal.ts';
import type { Named } from './followed.ts';
import { allSettled } from './settled.ts';
import type { FhirSource } from './source.ts';

/** 50 ids of 36 characters keep an address below the 2,000 that every proxy takes. */
const PER_SEARCH = 50;

export interface ReadMany {
  readonly entries: readonly ChartEntry[];
  readonly gaps: readonly ChartGap[];
}

export const isRefusal = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.status !== 401;

/** `wanted`: `Type/id` → the element that names it. */
export async function readMany(source: FhirSource, wanted: ReadonlyMap<string, Named>): Promise<ReadMany> {
  const groups = Map.groupBy(wanted.keys(), (key) => key.slice(0, key.indexOf('/')));
  const searches = [...groups].flatMap(([type, keys]) =>
    chunks(keys).map((chunk) => searchByIds(source, type, chunk)),
  );
  const found = new Map((await allSettled(searches)).flat().map((r) => [keyOf(r), r] as const));
  // What a search leaves out, a read may still give; and if not, it says why.
  const missing = [...wanted].filter(([key]) => !found.has(key));
  const reads = await allSettled(missing.map(([key, named]) => readOne(source, key, named)));
  const asked = [...found].flatMap(([key, resource]) => (key && wanted.has(key) ? [{ resource }] : []));
  return {
    entries: [...asked, ...reads.flatMap((r) => ('resource' in r ? [r] : []))],
    gaps: reads.flatMap((r) => ('resource' in r ? [] : [r])),
  };
}

async function searchByIds(
  source: FhirSource,
  type: string,
  keys: readonly string[],
): Promise<readonly Resource[]> {
  if (keys.length < 2) return [];
  const ids = keys.map((key) => key.slice(type.length + 1));
  try {
    return (await source.search(type, { _id: ids.join(','), _count: String(ids.length) })).resources;
  } catch (fault) {
    if (isRefusal(fault)) return [];
    throw fault;
  }
}

async function readOne(source: FhirSource, key: string, named: Named): Promise<ChartEntry | ChartGap> {
  const [type = '', id = ''] = key.split('/');
  try {
    return { resource: await source.read(type, id) };
  } catch (fault) {
    if (isRefusal(fault))
      return { what: named.reference, reason: fault.reason, expression: named.expression };
    throw fault;
  }
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / PER_SEARCH);
  return Array.from({ length: count }, (_, i) => all.slice(i * PER_SEARCH, (i + 1) * PER_SEARCH));
}
