/** Builds the immutable Chart of one encounter from resources, resolving every kind of R4 reference inside it. */
import type { ExtractResource, ResourceType } from '@medplum/fhirtypes';
import {
  canonicalSystem,
  type Encounter,
  isConditional,
  keyOf,
  literalOf,
  type Patient,
  type Resource,
} from '../fhir/index.ts';
import { deepFreeze, type ServiceDate } from '../kernel/index.ts';
import type { Chart, ChartGap } from './chart.ts';
import { tidyShapes } from './tidy.ts';

/** A resource with the address it was found under, so that `urn:uuid:` references resolve. */
export interface ChartEntry {
  readonly fullUrl?: string | undefined;
  readonly resource: Resource;
}

export interface ChartInput {
  readonly source: string;
  readonly encounter: Encounter;
  readonly resources: readonly Resource[];
  /** Where `urn:uuid:` full URLs matter, give entries for them, too. */
  readonly entries?: readonly ChartEntry[];
  readonly gaps?: readonly ChartGap[];
  /** First day from which the organisation's earlier encounters of this patient were read in full. */
  readonly historyFrom?: ServiceDate;
}

export function buildChart(input: ChartInput): Chart {
  const tidied = unique([
    { resource: input.encounter },
    ...(input.entries ?? []),
    ...input.resources.map((resource) => ({ resource })),
  ]).map((entry) => ({ ...entry, ...tidyShapes(entry.resource) }));
  const entries: readonly ChartEntry[] = tidied;
  const resources = deepFreeze(entries.map((e) => e.resource));
  const byType = groupByType(resources);
  const resolve = resolver(input.source, entries, byType);
  const encounter = resources[0] as Encounter;
  const subject = resolve(encounter.subject, encounter);
  return Object.freeze({
    source: input.source,
    encounter,
    patient: subject?.resourceType === 'Patient' ? (subject as Patient) : undefined,
    resources,
    gaps: deepFreeze([...(input.gaps ?? []), ...tidied.flatMap((t) => t.gaps)]),
    historyFrom: input.historyFrom,
    of: <T extends ResourceType>(type: T) => (byType.get(type) ?? []) as readonly ExtractResource<T>[],
    resolve,
  });
}

/** One entry per Type/id, the first one read; a resource without an id is told apart by its address or itself. */
function unique(entries: readonly ChartEntry[]): readonly ChartEntry[] {
  const seen = new Map<unknown, ChartEntry>();
  for (const entry of entries) {
    const key = keyOf(entry.resource) ?? entry.fullUrl ?? entry.resource;
    const earlier = seen.get(key);
    seen.set(key, earlier ? { ...earlier, fullUrl: earlier.fullUrl ?? entry.fullUrl } : entry);
  }
  return [...seen.values()];
}

function groupByType(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.resourceType);
    if (group) group.push(resource);
    else groups.set(resource.resourceType, [resource]);
  }
  return groups;
}

function resolver(
  source: string,
  entries: readonly ChartEntry[],
  byType: ReadonlyMap<string, readonly Resource[]>,
): Chart['resolve'] {
  const byUrl = new Map(entries.flatMap((e) => (e.fullUrl ? [[e.fullUrl, e.resource] as const] : [])));
  const byKey = new Map(entries.flatMap((e) => [[keyOf(e.resource), e.resource] as const]));
  const base = source.endsWith('/') ? source : `${source}/`;
  return (reference, from) => {
    const given: unknown = typeof reference === 'string' ? reference : reference?.reference;
    const text = typeof given === 'string' ? given.trim() : '';
    if (text === '') return undefined;
    if (text.startsWith('#')) return contained(from, text.slice(1));
    if (isConditional(text)) return conditional(text, byType);
    const exact = byUrl.get(text);
    if (exact) return exact;
    // An absolute address elsewhere is another server's resource, even when its Type/id looks like one of ours.
    const relative = text.startsWith(base) ? text.slice(base.length) : text;
    return /^[a-z][a-z0-9+.-]*:/i.test(relative) ? undefined : byKey.get(literalOf(relative));
  };
}

function contained(from: Resource | undefined, id: string): Resource | undefined {
  const inside: unknown = (from as { contained?: unknown } | undefined)?.contained;
  if (!Array.isArray(inside)) return undefined;
  return inside.find((r?: Resource) => r?.id === id || r?.id === `#${id}`);
}

/** `Type?identifier=system|value`: only when exactly one resource matches (R4 http.html#trules). */
function conditional(text: string, byType: ReadonlyMap<string, readonly Resource[]>): Resource | undefined {
  const [type = '', query = ''] = text.split('?', 2);
  const [name, token = ''] = query.split('=', 2);
  if (name !== 'identifier' || query.includes('&')) return undefined;
  const [first = '', second] = decoded(token).split('|', 2);
  const matches = (byType.get(type) ?? []).filter((r) =>
    identifiersOf(r).some(
      (i) =>
        i.value === (second ?? first) &&
        (second === undefined || canonicalSystem(i.system) === canonicalSystem(first)),
    ),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

/** A malformed escape is data from outside, not our fault: the token is then taken as it stands. */
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function identifiersOf(resource: Resource): readonly { system?: string; value?: string }[] {
  const identifier = (resource as { identifier?: unknown }).identifier;
  return Array.isArray(identifier) ? identifier : [];
}
