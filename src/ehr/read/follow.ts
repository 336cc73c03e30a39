/** Follows references (R4 references.html) inside the connection: literal, conditional and urn; never anywhere else. */
import type { ChartEntry, ChartGap } from '../../chart/index.ts';
import { isConditional, keyOf, leavesBase, type Resource } from '../../fhir/index.ts';
import { localKey } from './belongs.ts';
import { likelyTypes, type Named, referencesIn } from './followed.ts';
import { isRefusal, readMany } from './read-many.ts';
import { allSettled } from './settled.ts';
import type { FhirSource } from './source.ts';

export interface Followed {
  readonly entries: readonly ChartEntry[];
  readonly gaps: readonly ChartGap[];
}

/** Coverage → its payer, role → person → nothing; a chain of organizations ends after the second. */
const ROUNDS = 3;
/** A chart of a long stay names some dozens; thousands would be a record that is not one encounter's. */
const MOST = 500;

/** `resources`: where to start; `held`: what is in the chart besides them. */
export async function followReferences(
  source: FhirSource,
  resources: readonly Resource[],
  current: Resource,
  held: readonly Resource[] = [],
): Promise<Followed> {
  const known = new Map([...held, ...resources].map((r) => [keyOf(r), r] as const));
  const entries: ChartEntry[] = [];
  const gaps: ChartGap[] = [];
  const asked = new Set<string>();
  let fresh = resources;
  for (let round = 0; round < ROUNDS && fresh.length > 0; round += 1) {
    const named = fresh.flatMap((r) => referencesIn(r, current));
    const step = await followRound(
      source,
      named.filter(({ reference }) => isFirst(asked, reference)),
      known,
    );
    entries.push(...step.entries);
    gaps.push(...step.gaps);
    fresh = step.entries.map((e) => e.resource).filter((r) => !known.has(keyOf(r)));
    for (const r of fresh) known.set(keyOf(r), r);
  }
  return { entries, gaps };
}

function isFirst(asked: Set<string>, reference: string): boolean {
  if (reference.startsWith('#') || asked.has(reference)) return false;
  asked.add(reference);
  return true;
}

type Known = ReadonlyMap<string | undefined, Resource>;

async function followRound(source: FhirSource, named: readonly Named[], known: Known): Promise<Followed> {
  const keys = new Map<string, Named>();
  const others: Named[] = [];
  for (const one of named) {
    const key = localKey(one.reference, source.base);
    if (key === undefined) others.push(one);
    else if (!known.has(key)) keys.set(key, one);
  }
  const [most, rest] = [[...keys].slice(0, MOST), [...keys].slice(MOST)];
  const read = await readMany(source, new Map(most));
  const single = await allSettled(others.map((one) => followOther(source, one, known)));
  const tooMany = rest.map(([, n]) => gap(n, `it is one of more than ${MOST} references and was not read`));
  return {
    entries: [...read.entries, ...single.flatMap((s) => s.entries)],
    gaps: [...read.gaps, ...single.flatMap((s) => s.gaps), ...tooMany],
  };
}

async function followOther(source: FhirSource, named: Named, known: Known): Promise<Followed> {
  const { reference } = named;
  if (isConditional(reference)) return followConditional(source, named);
  if (reference.startsWith('urn:')) return followUrn(source, named, known);
  // An attachment anywhere else than in this EHR is an address like any other.
  const away = leavesBase(reference, source.base.url) || /^[a-z][a-z0-9+.-]*:/i.test(reference);
  return none(
    named,
    away ? 'it leads outside the connection and was not followed' : 'it is no FHIR reference',
  );
}

/** `Type?identifier=system|value`: the one resource that the search finds. */
async function followConditional(source: FhirSource, named: Named): Promise<Followed> {
  const at = named.reference.indexOf('?');
  const type = named.reference.slice(0, at);
  const params = Object.fromEntries(new URLSearchParams(named.reference.slice(at + 1)));
  try {
    const { resources } = await source.search(type, params);
    const matches = resources.filter((r) => r.resourceType === type);
    const [only] = matches;
    return matches.length === 1 && only
      ? { entries: [{ resource: only }], gaps: [] }
      : none(named, `${matches.length} resources match`);
  } catch (fault) {
    if (isRefusal(fault)) return none(named, fault.reason);
    throw fault;
  }
}

/** A server that kept the `urn:uuid:` of a bundle has usually kept the uuid as the id, too. */
async function followUrn(source: FhirSource, named: Named, known: Known): Promise<Followed> {
  const uuid = /^urn:uuid:([0-9a-f-]{36})$/i.exec(named.reference)?.[1];
  const holders = [...known.values()].filter((r) => uuid && r.id === uuid);
  const [only] = holders.length === 1 ? holders : [];
  const found = only ?? (uuid ? await firstRead(source, likelyTypes(named), uuid) : undefined);
  return found
    ? { entries: [{ fullUrl: named.reference, resource: found }], gaps: [] }
    : none(named, 'it is an address inside a bundle, and no resource here has it as its id');
}

async function firstRead(
  source: FhirSource,
  types: readonly string[],
  id: string,
): Promise<Resource | undefined> {
  for (const type of types) {
    try {
      return await source.read(type, id);
    } catch (fault) {
      if (!isRefusal(fault)) throw fault;
    }
  }
  return undefined;
}

const none = (named: Named, reason: string): Followed => ({ entries: [], gaps: [gap(named, reason)] });

const gap = ({ reference, expression }: Named, reason: string): ChartGap => ({
  what: reference,
  reason,
  expression,
});
