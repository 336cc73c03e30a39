/** Charts of the finished encounters in a folder of NDJSON files, as an export leaves them: read as from an EHR, a patient at a time. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chart } from '../../chart/index.ts';
import { keyOf, type Resource } from '../../fhir/index.ts';
import { memorySource } from '../fake.ts';
import { Refusal } from '../http/refusal.ts';
import { readChart } from '../read/read-chart.ts';
import type { FhirSource } from '../read/source.ts';
import { isFinished, type Parts, partition } from './parts.ts';

export interface FolderCharts {
  /** One after the other, in the same order for the same files; a chart that cannot be read comes as its fault. */
  charts(skip?: number): AsyncGenerator<FolderChart, void, void>;
  /** How many there are; a few less where the files hold an encounter twice. */
  readonly finished: number;
  /** Lines that hold no resource. */
  readonly unreadable: number;
  /** Removes what was put on disk for it. */
  close(): Promise<void>;
}

export interface FolderChart {
  /** `Encounter.id`. */
  readonly encounter: string;
  readonly chart?: Chart;
  readonly fault?: unknown;
}

export interface FolderChartOptions {
  /** A folder for what is sorted, as large as the files themselves; it is emptied first and removed at the end. */
  readonly work: string;
  /** What absolute references begin with: the base URL of the EHR that the files came from. */
  readonly baseUrl?: string;
}

/** No EHR: relative references are all that can be followed. */
const NOWHERE = 'http://files.invalid/fhir';

/** The files of the folder itself, packed or not; error and deleted files of an export hold no records. */
export async function chartsInFolder(folder: string, options: FolderChartOptions): Promise<FolderCharts> {
  const names = (await readdir(folder)).filter(
    (n) => /\.ndjson(?:\.gz)?$/.test(n) && !/^\d+-(?:deleted|error)-/.test(n),
  );
  const parts = await partition(
    names.sort().map((n) => join(folder, n)),
    options.work,
  );
  return {
    unreadable: parts.unreadable,
    finished: parts.finished,
    charts: (skip = 0) => chartsOf(parts, options.baseUrl ?? NOWHERE, skip),
    close: parts.close,
  };
}

async function* chartsOf(
  parts: Parts,
  baseUrl: string,
  skip: number,
): AsyncGenerator<FolderChart, void, void> {
  let left = skip;
  for await (const resources of parts.patients()) {
    const encounters = encountersOf(resources);
    const wanted = encounters.slice(left);
    left = Math.max(0, left - encounters.length);
    const source = sourceOf(latest(resources), parts, baseUrl);
    for (const encounter of wanted) {
      try {
        yield { encounter, chart: await readChart(source, encounter) };
      } catch (fault) {
        yield { encounter, fault };
      }
    }
  }
}

const encountersOf = (resources: readonly Resource[]): readonly string[] => [
  ...new Set(
    latest(resources).flatMap((r) => {
      return isFinished(r) && typeof r.id === 'string' ? [r.id] : [];
    }),
  ),
];

/** Exports that were put together into one folder may hold a resource twice: the later one counts. */
function latest(resources: readonly Resource[]): readonly Resource[] {
  const byKey = new Map<unknown, Resource>();
  for (const r of resources) {
    const before = byKey.get(keyOf(r) ?? r);
    if (!before || (r.meta?.lastUpdated ?? '') >= (before.meta?.lastUpdated ?? ''))
      byKey.set(keyOf(r) ?? r, r);
  }
  return [...byKey.values()];
}

/** The patient's own records in memory; what is shared by all patients from disk, when it is referred to. */
function sourceOf(resources: readonly Resource[], parts: Parts, baseUrl: string): FhirSource {
  const own = memorySource(resources, baseUrl);
  const held = new Set(resources.map(keyOf));
  return {
    ...own,
    async read(type, id) {
      const key = `${type}/${id}`;
      const shared = held.has(key) ? undefined : parts.shared(key);
      if (shared) return shared;
      if (!held.has(key)) throw new Refusal(404, `GET ${type}/[id]`, undefined);
      return own.read(type, id);
    },
    async search(type, params) {
      const found = await own.search(type, params);
      const more = sharedBy(type, params, parts);
      return more.length === 0 ? found : { ...found, resources: [...found.resources, ...more] };
    },
  };
}

/** By id or identifier, and the roles of persons: all that a chart asks for outside of its patient. */
function sharedBy(
  type: string,
  { _id: ids, practitioner, identifier }: Parameters<FhirSource['search']>[1],
  parts: Parts,
): readonly Resource[] {
  const keys = [ids ?? []].flat().flatMap((text) => text.split(',').map((id) => `${type}/${id}`));
  const people = type === 'PractitionerRole' ? [practitioner ?? []].flat() : [];
  const roles = people.flatMap((text) => text.split(',').flatMap(parts.rolesOf));
  const named = [identifier ?? []].flat().flatMap((token) => parts.identified(type, token));
  return [...keys, ...roles, ...named].flatMap((key) => parts.shared(key) ?? []);
}
