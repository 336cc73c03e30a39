/** The fake of the port: an EHR in memory, for the tests of everyone who needs one. It reads charts as the real one does. */
import { type Encounter, keyOf, literalOf, type Resource } from '../fhir/index.ts';
import { serviceDate } from '../kernel/index.ts';
import { baseOf } from './http/base.ts';
import type { SearchParams } from './http/pages.ts';
import { Refusal } from './http/refusal.ts';
import type { Ehr } from './model.ts';
import { CANCELLED, FINISHED } from './read/encounters.ts';
import { readChart } from './read/read-chart.ts';
import type { FhirSource } from './read/source.ts';
import { memoryWriteBack } from './write/memory-write-back.ts';
import type { WriteBackMode } from './write/mode.ts';

export interface FakeEhr extends Ehr {
  /** What was written back, in the order it came. */
  readonly written: readonly Resource[];
}

export function fakeEhr(
  resources: readonly Resource[],
  options: { id?: string; baseUrl?: string; writeBack?: WriteBackMode } = {},
): FakeEhr {
  const { id = 'fake', baseUrl = 'https://ehr.example.org/fhir', writeBack = 'claim' } = options;
  const written: Resource[] = [];
  const source = memorySource(resources, baseUrl);
  return {
    id,
    baseUrl: source.base.url,
    written,
    finishedEncounters: (query) => encountersIn(source, FINISHED, query?.since),
    cancelledEncounters: (query) => encountersIn(source, CANCELLED, query?.since),
    readChart: (encounterId) => readChart(source, encounterId),
    ...memoryWriteBack(written, writeBack),
  };
}

async function* encountersIn(
  source: FhirSource,
  statuses: readonly string[],
  since: string | undefined,
): AsyncGenerator<Encounter, void, void> {
  const { resources } = await source.search('Encounter', {
    status: statuses.join(','),
    ...(since ? { _lastUpdated: `ge${since}` } : {}),
  });
  yield* resources as readonly Encounter[];
}

/** Also what charts are read from where they come in files. */
export function memorySource(resources: readonly Resource[], baseUrl: string): FhirSource {
  return {
    base: baseOf(baseUrl),
    async read(type, id) {
      const found = resources.find((r) => keyOf(r) === `${type}/${id}`);
      if (!found) throw new Refusal(404, `GET ${type}/[id]`, undefined);
      return found;
    },
    search: async (type, params) => ({
      resources: resources.filter((r) => r.resourceType === type && matches(r, params)),
      troubles: [],
    }),
    capability: async () => ({ lists: () => true }),
  };
}

const REFERENCE: Readonly<Record<string, readonly string[]>> = {
  patient: ['subject', 'patient', 'beneficiary'],
  encounter: ['encounter'],
  context: ['context'],
  practitioner: ['practitioner'],
};

type Loose = Readonly<Record<string, unknown>>;

function matches(resource: Resource, params: SearchParams): boolean {
  const r = resource as unknown as Loose;
  return Object.entries(params).every(
    ([name, value]) => name === '_count' || [value].flat().every((wanted) => matchesOne(r, name, wanted)),
  );
}

function matchesOne(r: Loose, name: string, wanted: string): boolean {
  const any = wanted.split(',');
  if (name === '_id') return any.includes(String(r.id));
  if (name === 'status') return any.includes(String(r.status));
  if (name === 'identifier') return hasIdentifier(r.identifier, wanted);
  if (name === '_lastUpdated') return lastUpdated(r) >= wanted.slice(2);
  const elements = REFERENCE[name];
  if (elements)
    return elements.some((e) => any.includes(literalOf((r[e] as { reference?: string })?.reference) ?? ''));
  return inTime(r, wanted);
}

const lastUpdated = (r: Loose): string => (r.meta as { lastUpdated?: string } | undefined)?.lastUpdated ?? '';

function hasIdentifier(identifier: unknown, wanted: string): boolean {
  const held = (Array.isArray(identifier) ? identifier : []) as readonly {
    system?: string;
    value?: string;
  }[];
  return held.some((i) => wanted === `${i.system ?? ''}|${i.value}` || wanted === i.value);
}

/** `ge` and `le` by the day as it is written. */
function inTime(r: Loose, wanted: string): boolean {
  const period = (r.period ?? r.effectivePeriod ?? r.performedPeriod) as
    | { start?: string; end?: string }
    | undefined;
  const at = (r.occurrenceDateTime ?? r.effectiveDateTime ?? r.authoredOn ?? r.date) as string | undefined;
  const [start, end] = [serviceDate(period?.start ?? at), serviceDate(period?.end ?? period?.start ?? at)];
  const day = wanted.slice(2);
  return wanted.startsWith('ge') ? (end ?? '') >= day : start !== undefined && start <= day;
}
