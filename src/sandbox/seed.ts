/** Puts the sample charts into the store as their EHR would hold them: own ids, and references as they were written. */
import type { Bundle, Resource } from '../fhir/index.ts';
import { keyOf } from '../fhir/index.ts';
import { ClaimwrightError, type Clock, canonicalJson, uuidFrom } from '../kernel/index.ts';
import type { AddressBook } from './addresses.ts';
import type { SandboxRepository } from './repository.ts';

interface Seed {
  readonly fullUrl: string | undefined;
  readonly resource: Resource & { readonly id: string };
}

export interface Seeding {
  readonly base: string;
  readonly repository: SandboxRepository;
  readonly addresses: AddressBook;
  readonly clock: Clock;
}

export function seed(charts: readonly Bundle[], { base, repository, addresses, clock }: Seeding): void {
  const held = new Map<string, string>();
  const seeds = charts.flatMap((chart) => seedsOf(chart, base));
  // All addresses come first: a resource may refer to one that stands later in its bundle.
  for (const { fullUrl, resource } of seeds) addresses.enter(resource, fullUrl);
  for (const { resource } of seeds) {
    if (!repository.serves(resource.resourceType)) {
      throw unusable(`a sample chart holds a ${resource.resourceType}, which the sandbox does not serve`);
    }
    if (isNew(resource, held)) repository.write(resource, resource.meta?.lastUpdated ?? clock.now());
  }
}

/** Charts share clinics and clinicians. Two that disagree about one would quietly change each other. */
function isNew(resource: Resource, held: Map<string, string>): boolean {
  const key = keyOf(resource) ?? '';
  const content = canonicalJson(resource);
  const earlier = held.get(key);
  if (earlier !== undefined && earlier !== content) {
    throw unusable(`two sample charts disagree about ${key}`);
  }
  held.set(key, content);
  return earlier === undefined;
}

function seedsOf(chart: Bundle, base: string): readonly Seed[] {
  const homes = homesOf(chart);
  return (chart.entry ?? []).flatMap(({ fullUrl, resource }) => {
    if (!resource) return [];
    const id = resource.id ?? idFrom(fullUrl, resource);
    return [{ fullUrl, resource: { ...(moved(resource, homes, base) as Resource), id } }];
  });
}

const idFrom = (fullUrl: string | undefined, resource: Resource): string =>
  /^urn:uuid:([0-9a-f-]{36})$/i.exec(fullUrl ?? '')?.[1] ?? uuidFrom(canonicalJson(resource));

/** The servers a bundle's resources come from: what is left of `http://server/Type/id`. */
function homesOf(chart: Bundle): readonly string[] {
  const homes = (chart.entry ?? []).flatMap(({ fullUrl, resource }) => {
    const tail = `/${resource?.resourceType}/${resource?.id}`;
    return fullUrl?.startsWith('http') && fullUrl.endsWith(tail) ? [fullUrl.slice(0, -tail.length)] : [];
  });
  return [...new Set(homes)];
}

/** The server has moved here, so its own absolute references have, too; those to other servers stay what they are. */
function moved(value: unknown, homes: readonly string[], base: string): unknown {
  if (Array.isArray(value)) return value.map((v) => moved(v, homes, base));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => {
      const isAddress = (key === 'reference' || key === 'url') && typeof v === 'string';
      return [key, isAddress ? here(v, homes, base) : moved(v, homes, base)];
    }),
  );
}

function here(url: string, homes: readonly string[], base: string): string {
  const home = homes.find((h) => url.startsWith(`${h}/`));
  return home === undefined ? url : `${base}${url.slice(home.length)}`;
}

const unusable = (detail: string): ClaimwrightError => new ClaimwrightError('CW-5001', { detail });
