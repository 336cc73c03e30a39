/** A Chart from a Bundle given inline or read from a file: any Bundle type that carries the encounter's resources. */
import type { Bundle, Encounter, Resource } from '../fhir/index.ts';
import { keyOf, literalOf } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { buildChart, type ChartEntry } from './build.ts';
import type { Chart, ChartGap } from './chart.ts';
import { isResource } from './tidy.ts';

/**
 * The charts of a Bundle, one per Encounter (or only the named one), each with all the Bundle's resources.
 * Throws CW-1003 when the Bundle has no Encounter (expression `Bundle.entry`), CW-1007 when the named one is not in it.
 */
export function chartsFromBundle(bundle: Bundle, source: string, encounter?: string): readonly Chart[] {
  const entries = listed(bundle).flatMap((e) => readable(e) ?? []);
  return encountersOf(entries, encounter).map((e) => chartOf(e.resource, entries, bundle, source));
}

type EncounterEntry = ChartEntry & { readonly resource: Encounter };

function encountersOf(entries: readonly ChartEntry[], name: string | undefined): readonly EncounterEntry[] {
  const all = entries.filter((e): e is EncounterEntry => e.resource.resourceType === 'Encounter');
  if (all.length === 0) {
    throw new ClaimwrightError(
      'CW-1003',
      { where: 'Bundle.entry', detail: 'the Bundle holds no Encounter' },
      { expression: 'Bundle.entry' },
    );
  }
  const wanted = name === undefined ? all : all.filter((e) => keyOf(e.resource) === name);
  if (wanted.length === 0) throw new ClaimwrightError('CW-1007', { what: 'such Encounter in the Bundle' });
  return wanted;
}

function chartOf(
  encounter: Encounter,
  entries: readonly ChartEntry[],
  bundle: Bundle,
  source: string,
): Chart {
  const all = buildChart({ source, encounter, entries, resources: [] });
  const foreign = entries.filter(({ resource }) => isForeign(resource, all));
  if (foreign.length === 0 && unreadable(bundle).length === 0) return all;
  const gaps = [...unreadable(bundle), ...foreign.map((e) => foreignGap(e, bundle))];
  return buildChart({
    source,
    encounter,
    entries: entries.filter((e) => !foreign.includes(e)),
    resources: [],
    gaps,
  });
}

/** One bundle may carry several patients; their records must never meet on one claim. */
function isForeign(resource: Resource, chart: Chart): boolean {
  const r = resource as {
    subject?: { reference?: string };
    patient?: { reference?: string };
    beneficiary?: { reference?: string };
  };
  const about = r.subject ?? r.patient ?? r.beneficiary;
  if (!about?.reference || !chart.patient) return false;
  const target = chart.resolve(about, resource);
  if (target) return target.resourceType === 'Patient' && target !== chart.patient;
  // Somebody whose Patient did not come along is not ours either.
  const literal = typeof about.reference === 'string' ? literalOf(about.reference.trim()) : undefined;
  return literal?.startsWith('Patient/') === true && literal !== keyOf(chart.patient);
}

const foreignGap = ({ resource }: ChartEntry, bundle: Bundle): ChartGap => ({
  what: keyOf(resource) ?? resource.resourceType,
  reason: 'it is about another patient',
  expression: `Bundle.entry[${listed(bundle).findIndex((e) => e?.resource === resource)}]`,
});

/** The one chart of a Bundle: the named encounter, or the only one that is meant. CW-1004 when it is not clear which. */
export function chartFromBundle(bundle: Bundle, source: string, encounter?: string): Chart {
  const entries = listed(bundle).flatMap((e) => readable(e) ?? []);
  const wanted = encountersOf(entries, encounter);
  // The one is chosen before any chart is built: a Bundle may hold the visits of a lifetime.
  const chosen = wanted.length === 1 ? wanted : currentOf(wanted, entries);
  const [only] = chosen;
  if (only && chosen.length === 1) return chartOf(only.resource, entries, bundle, source);
  throw new ClaimwrightError(
    'CW-1004',
    { where: 'Bundle.entry', detail: `the Bundle holds ${wanted.length} Encounters; name the one to code` },
    { expression: 'Bundle.entry.resource.ofType(Encounter)' },
  );
}

/** Earlier visits come along to tell new from established patients: the one that other resources point at is meant. */
function currentOf(
  encounters: readonly EncounterEntry[],
  entries: readonly ChartEntry[],
): readonly EncounterEntry[] {
  const pointers = new Set(
    entries.flatMap(({ resource }) => {
      const r = resource as { encounter?: { reference?: unknown }; context?: { reference?: unknown } };
      return resource.resourceType === 'Encounter' ? [] : [r.encounter?.reference, r.context?.reference];
    }),
  );
  const names = (e: EncounterEntry) => [keyOf(e.resource), e.fullUrl].filter((n) => n !== undefined);
  return encounters.filter((e) => names(e).some((n) => pointers.has(n)));
}

const unreadable = (bundle: Bundle): readonly ChartGap[] =>
  listed(bundle).flatMap((e, i) =>
    readable(e)
      ? []
      : [{ what: `Bundle.entry[${i}]`, reason: 'it holds no resource', expression: `Bundle.entry[${i}]` }],
  );

type Entry = { readonly fullUrl?: unknown; readonly resource?: unknown } | null | undefined;

/** A Bundle given inline is not yet checked: its entries may be anything. */
function listed(bundle: Bundle): readonly Entry[] {
  const entries: unknown = bundle.entry;
  return Array.isArray(entries) ? entries : [];
}

function readable(entry: Entry): ChartEntry | undefined {
  if (!isResource(entry?.resource)) return undefined;
  const { fullUrl, resource } = entry;
  return typeof fullUrl === 'string' ? { fullUrl, resource } : { resource };
}
