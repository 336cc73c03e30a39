/** The fake of the port: an EHR in memory, for the tests of everyone who needs one. It reads charts as the real one does. */
import { type Bundle, type Claim, type Encounter, keyOf, literalOf, type Resource } from '../fhir/index.ts';
import { invariant, serviceDate, uuidFrom } from '../kernel/index.ts';
import { baseOf } from './http/base.ts';
import type { SearchParams } from './http/pages.ts';
import { Refusal } from './http/refusal.ts';
import type { Ehr, WriteBack } from './model.ts';
import { readChart } from './read/read-chart.ts';
import type { FhirSource } from './read/source.ts';

export interface FakeEhr extends Ehr {
  /** What was written back, in the order it came. */
  readonly written: readonly Resource[];
}

export function fakeEhr(
  resources: readonly Resource[],
  options: { id?: string; baseUrl?: string } = {},
): FakeEhr {
  const { id = 'fake', baseUrl = 'https://ehr.example.org/fhir' } = options;
  const written: Resource[] = [];
  const source = memorySource(resources, baseUrl);
  return {
    id,
    baseUrl: source.base.url,
    written,
    async *finishedEncounters(query) {
      const { resources: found } = await source.search('Encounter', {
        status: 'finished',
        ...(query?.since ? { _lastUpdated: `ge${query.since}` } : {}),
      });
      yield* found as readonly Encounter[];
    },
    readChart: (encounterId) => readChart(source, encounterId),
    writeClaim: async (transaction) => write(written, transaction),
  };
}

function memorySource(resources: readonly Resource[], baseUrl: string): FhirSource {
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

/** As a server does: the Claim by its condition, and what goes with it only with a new Claim. */
function write(written: Resource[], transaction: Bundle): WriteBack {
  const entry = transaction.entry?.find((e) => e.resource?.resourceType === 'Claim');
  const claim = entry?.resource as Claim | undefined;
  const condition = new URLSearchParams(entry?.request?.ifNoneExist).get('identifier');
  invariant(claim && condition, 'the transaction holds no conditional Claim');
  const existing = written.find((r) => r.resourceType === 'Claim' && hasIdentifier(r.identifier, condition));
  if (existing) return { outcome: 'existing', claim: keyOf(existing) ?? '' };
  const id = uuidFrom('claim', condition);
  const others = (transaction.entry ?? []).flatMap((e) => (e.resource && e !== entry ? [e.resource] : []));
  written.push({ ...claim, id }, ...others);
  return { outcome: 'created', claim: `Claim/${id}` };
}
