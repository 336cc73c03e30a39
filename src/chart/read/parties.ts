/** Who rendered, billed, referred and pays (837P loops 2010AA, 2310A, 2310B, 2010BB). */
import {
  type Coverage,
  canonicalSystem,
  codingsOf,
  type Identifier,
  npi,
  type Organization,
  type Resource,
  SYSTEM,
  wordsOf,
} from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { CoverageFact, Party, PartyRole, PayerKind } from '../facts.ts';
import { idOf } from './common.ts';

/** v3-ParticipationType: attender, primary performer; then any performer. */
const RENDERING = ['ATND', 'PPRF', 'SPRF', 'PART'];

export function readParties(chart: Chart): readonly Party[] {
  const rendering = participant(chart, RENDERING);
  const referring = participant(chart, ['REF']);
  return [
    ...(rendering ? [partyOf(chart, 'rendering', rendering)] : []),
    ...billing(chart).map((o) => partyOf(chart, 'billing', o)),
    ...(referring ? [partyOf(chart, 'referring', referring)] : []),
  ];
}

/** The participant with the first of the types that anyone has; for a rendering provider, else the first practitioner. */
function participant(chart: Chart, types: readonly string[]): Resource | undefined {
  const people = (chart.encounter.participant ?? []).flatMap((p) => {
    const who = chart.resolve(p.individual, chart.encounter);
    const isPerson = who?.resourceType === 'Practitioner' || who?.resourceType === 'PractitionerRole';
    return who && isPerson
      ? [{ who, types: (p.type ?? []).flatMap((t) => codingsOf(t).map((c) => c.code)) }]
      : [];
  });
  for (const type of types) {
    const found = people.find((p) => p.types.includes(type));
    if (found) return found.who;
  }
  const untyped = people.find((p) => !p.types.includes('REF'));
  return types.includes('ATND') ? untyped?.who : undefined;
}

/**
 * The billing provider: the encounter's service provider; where it names none, its only organisation that is not a
 * payer. A named one that could not be read is not replaced: another organisation must not bill in its place.
 */
function billing(chart: Chart): readonly Resource[] {
  const { serviceProvider } = chart.encounter;
  const named = chart.resolve(serviceProvider, chart.encounter);
  if (named) return [named];
  if (serviceProvider?.reference) return [];
  const payers = chart.of('Coverage').flatMap((c) => c.payor?.map((p) => chart.resolve(p, c)) ?? []);
  const others = chart
    .of('Organization')
    .filter((o) => !payers.includes(o) && npiOf(o.identifier) !== undefined);
  return others.length === 1 ? others : [];
}

function partyOf(chart: Chart, role: PartyRole, resource: Resource): Party {
  const person =
    resource.resourceType === 'PractitionerRole' ? chart.resolve(resource.practitioner, resource) : resource;
  const held = person as { identifier?: Identifier[]; name?: unknown } | undefined;
  const own = (resource as { identifier?: Identifier[] }).identifier;
  const recorded = npiOf(held?.identifier) ?? npiOf(own);
  const read = person && npiOf(held?.identifier) !== undefined ? person : resource;
  return {
    role,
    reference: addressOf(chart, person ?? resource),
    name: nameOf(held?.name),
    recordedNpi: recorded,
    npi: npi(recorded),
    taxonomy: taxonomyOf(chart, person ?? resource, resource),
    ein: identifierIn(held?.identifier, SYSTEM.ein),
    ...cliaOf(held?.identifier),
    evidence: [evidence(addressOf(chart, read), `${read.resourceType}.identifier`, recorded ?? 'no NPI')],
  };
}

/** `Type/id`, or `Encounter/id#contained`: a contained resource has no address of its own that an EHR could resolve. */
const addressOf = (chart: Chart, resource: Resource): string =>
  chart.resources.includes(resource) ? idOf(resource) : `${idOf(chart.encounter)}#${resource.id ?? ''}`;

const CLIA = 'urn:oid:2.16.840.1.113883.4.7';

/** The kind of certificate (42 CFR 493.35, 493.43) is told in words beside the number; a number alone tells nothing. */
function cliaOf(identifiers: readonly Identifier[] | undefined): Pick<Party, 'clia' | 'cliaNumber'> {
  const held = identifiers?.find((i) => i.system === CLIA || /\bCLIA\b/.test(i.type?.text ?? ''));
  const words = held?.type?.text ?? '';
  const value = held?.value?.trim().toUpperCase() ?? '';
  const number = /^\d\dD\d{7}$/.test(value) ? { cliaNumber: value } : {};
  if (/\bwaive[rd]\b/i.test(words)) return { ...number, clia: 'waiver' };
  return /\b(?:compliance|accreditation|registration|PPMP?|microscopy)\b/i.test(words)
    ? { ...number, clia: 'other' }
    : number;
}

const npiOf = (identifiers: readonly Identifier[] | undefined): string | undefined =>
  identifierIn(identifiers, SYSTEM.npi);

function identifierIn(identifiers: readonly Identifier[] | undefined, system: string): string | undefined {
  if (!Array.isArray(identifiers)) return undefined;
  return (
    identifiers.find((i: Identifier) => canonicalSystem(i?.system) === system)?.value?.trim() || undefined
  );
}

function nameOf(name: unknown): string | undefined {
  if (typeof name === 'string') return name;
  const first = Array.isArray(name)
    ? (name[0] as { text?: string; given?: string[]; family?: string })
    : undefined;
  return first?.text ?? ([...(first?.given ?? []), first?.family].filter(Boolean).join(' ') || undefined);
}

/** The role in which the encounter names a practitioner comes first, then the qualifications, then other roles. */
function taxonomyOf(chart: Chart, who: Resource, named: Resource): string | undefined {
  const inSystem = (concepts: readonly Parameters<typeof codingsOf>[0][]): string | undefined =>
    concepts.flatMap((c) => codingsOf(c)).find((c) => c.system === SYSTEM.taxonomy)?.code;
  const ofRole = (r: Resource): string | undefined =>
    r.resourceType === 'PractitionerRole' ? inSystem([...(r.specialty ?? []), ...(r.code ?? [])]) : undefined;
  if (who.resourceType === 'PractitionerRole') return ofRole(who);
  if (who.resourceType === 'Practitioner') {
    const roles = chart.of('PractitionerRole').filter((r) => chart.resolve(r.practitioner, r) === who);
    const qualified = inSystem((who.qualification ?? []).map((q) => q.code));
    return ofRole(named) ?? qualified ?? roles.map(ofRole).find(Boolean);
  }
  const { identifier, type } = who as { identifier?: Identifier[]; type?: Parameters<typeof codingsOf>[0][] };
  return identifierIn(identifier, SYSTEM.taxonomy) ?? (Array.isArray(type) ? inSystem(type) : undefined);
}
