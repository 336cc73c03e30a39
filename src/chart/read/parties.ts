/** Who rendered, billed, referred, ordered, supervised and operated (837P 2010AA, 2310A, B, D, 2420E; 837I 2310A, B). */
import {
  type CodeableConcept,
  canonicalSystem,
  codingsOf,
  type Identifier,
  npi,
  type Practitioner,
  type PractitionerRole,
  type Reference,
  type Resource,
  SYSTEM,
} from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { Party, PartyRole } from '../facts.ts';
import { idOf, tie } from './common.ts';

/** v3-ParticipationType: attender, primary performer; then any performer. */
const RENDERING = ['ATND', 'PPRF', 'SPRF', 'PART'];

export function readParties(chart: Chart): readonly Party[] {
  const rendering = participant(chart, RENDERING);
  const referring = participant(chart, ['REF']) ?? referrer(chart);
  const supervising = participant(chart, [SUPERVISING]);
  const operating = surgeon(chart);
  return [
    ...(rendering ? [partyOf(chart, 'rendering', rendering)] : []),
    ...billing(chart).map((o) => partyOf(chart, 'billing', o)),
    ...(referring ? [partyOf(chart, 'referring', referring)] : []),
    ...(supervising ? [partyOf(chart, 'supervising', supervising)] : []),
    ...orderers(chart).map((who) => partyOf(chart, 'ordering', who)),
    ...(operating ? [partyOf(chart, 'operating', operating)] : []),
  ];
}

/** claimcareteamrole's word; v3-ParticipationType has none. */
const SUPERVISING = 'supervisor';

/** The participant with the first of the types that anyone has; for a rendering provider, else the first practitioner. */
function participant(chart: Chart, types: readonly string[]): Resource | undefined {
  const people = (chart.encounter.participant ?? []).flatMap((p) => {
    const who = chart.resolve(p.individual, chart.encounter);
    return who && isPerson(who) ? [{ who, types: typesOf(p.type) }] : [];
  });
  for (const type of types) {
    const found = people.find((p) => p.types.includes(type));
    if (found) return found.who;
  }
  const untyped = people.find((p) => !p.types.includes('REF') && !p.types.includes(SUPERVISING));
  return types.includes('ATND') ? untyped?.who : undefined;
}

const typesOf = (types: readonly CodeableConcept[] = []): readonly string[] =>
  types.flatMap((t) => [
    ...codingsOf(t).map((c) => c.code),
    ...(/\bsupervis(?:ing|or)\b/i.test(
      `${t.text ?? ''} ${codingsOf(t)
        .map((c) => c.display ?? '')
        .join(' ')}`,
    )
      ? [SUPERVISING]
      : []),
  ]);

const isPerson = (who: Resource | undefined): who is Practitioner | PractitionerRole =>
  who?.resourceType === 'Practitioner' || who?.resourceType === 'PractitionerRole';

/** The practitioner behind a role; what two references to one person have in common. */
const personBehind = (chart: Chart, who: Resource): Resource =>
  (who.resourceType === 'PractitionerRole' ? chart.resolve(who.practitioner, who) : undefined) ?? who;

/** Who ordered the encounter and took no part in it (R4 Encounter.basedOn: an incoming referral). */
function referrer(chart: Chart): Resource | undefined {
  const present = (chart.encounter.participant ?? []).flatMap((p) => {
    const who = chart.resolve(p.individual, chart.encounter);
    return who ? [personBehind(chart, who)] : [];
  });
  return (chart.encounter.basedOn ?? [])
    .map((based) => chart.resolve(based, chart.encounter))
    .map((order) =>
      order?.resourceType === 'ServiceRequest' ? chart.resolve(order.requester, order) : undefined,
    )
    .find((who) => isPerson(who) && !present.includes(personBehind(chart, who)));
}

/** Everyone who ordered a service of the encounter, each once. */
function orderers(chart: Chart): readonly Resource[] {
  const people = DONE.flatMap((type) => chart.of(type) as readonly Resource[]).flatMap(
    (r) => ordererOf(chart, r) ?? [],
  );
  return people.filter(
    (who, i) => people.findIndex((o) => personBehind(chart, o) === personBehind(chart, who)) === i,
  );
}

const DONE = [
  ...(['Procedure', 'ServiceRequest', 'DiagnosticReport', 'Observation'] as const),
  ...(['ChargeItem', 'MedicationAdministration'] as const),
];

/** The person who asked for what was done: the order's requester, by the order itself or by what names it. */
function ordererOf(chart: Chart, resource: Resource): Resource | undefined {
  if (tie(chart, resource) === 'other') return undefined;
  const named = resource as { basedOn?: unknown; request?: Reference; service?: Reference[] };
  const based = Array.isArray(named.basedOn) ? (named.basedOn as Reference[]) : [];
  const orders = [...based, ...(named.request ? [named.request] : []), ...(named.service ?? [])]
    .map((r) => chart.resolve(r, resource))
    .concat(resource);
  return orders
    .map((o) =>
      o?.resourceType === 'ServiceRequest' || o?.resourceType === 'MedicationRequest'
        ? chart.resolve(o.requester, o)
        : undefined,
    )
    .find(isPerson);
}

/** How that person's party is referred to. */
export function orderedBy(chart: Chart, resource: Resource): string | undefined {
  const who = ordererOf(chart, resource);
  return who && addressOf(chart, personBehind(chart, who));
}

/** SNOMED CT: surgeon 304292004; primary surgeon by HL7's own code. */
const SURGEON = ['304292004', 'PPRF'];

/** Who did the completed procedures: the only performer there is, or the only one that is named surgeon. */
function surgeon(chart: Chart): Resource | undefined {
  const all = chart
    .of('Procedure')
    .filter((p) => p.status === 'completed' && tie(chart, p) === 'this')
    .flatMap((p) =>
      (p.performer ?? []).flatMap((performer) => {
        const who = chart.resolve(performer.actor, p);
        const surgical =
          codingsOf(performer.function).some((c) => SURGEON.includes(c.code)) ||
          /\bsurgeon\b/i.test(performer.function?.text ?? '');
        return isPerson(who) ? [{ who: personBehind(chart, who), named: who, surgical }] : [];
      }),
    );
  const named = all.some((p) => p.surgical) ? all.filter((p) => p.surgical) : all;
  return new Set(named.map((p) => p.who)).size === 1 ? named[0]?.named : undefined;
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
