/** People and organisations → NM1, N3, N4, PRV, REF, PER and DMG. */
import type {
  Address,
  HumanName,
  Identifier,
  Organization,
  Patient,
  Practitioner,
  Resource,
} from '../../fhir/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import { clipped, postalCode, stateCode } from './fitting.ts';
import { x12Day, x12Sex } from './values.ts';
import { ID_QUALIFIER, REFERENCE_QUALIFIER, SSN } from './vocabulary.ts';

interface Named {
  readonly name?: string | HumanName[] | undefined;
  readonly identifier?: Identifier[] | undefined;
}

/** NM1: a person by family and given names, an organisation by its name; the identifier by NPI, or by the X12 qualifier it bears. */
export function nm1(
  entity: string,
  party: Resource | undefined,
  fallback: { readonly npi?: string | undefined; readonly display?: string | undefined } = {},
  own?: readonly [string, string | undefined],
): SegmentDraft {
  const named = party as (Resource & Named) | undefined;
  const person = party ? party.resourceType !== 'Organization' && party.resourceType !== 'Location' : false;
  const name = named?.name;
  const human = Array.isArray(name) ? officialName(name) : undefined;
  const [qualifier, id] = own ?? primaryId(named?.identifier, fallback.npi);
  const last = human ? human.family : typeof name === 'string' ? name : fallback.display;
  return {
    id: 'NM1',
    elements: [
      entity,
      person ? '1' : '2',
      clipped(last, 60),
      clipped(human?.given?.[0], 35),
      clipped(human?.given?.slice(1).join(' '), 25),
      undefined,
      clipped(human?.suffix?.join(' '), 10),
      id === undefined ? undefined : qualifier,
      id,
    ],
  };
}

const officialName = (names: readonly HumanName[]): HumanName | undefined =>
  names.find((n) => n.use === 'official') ??
  names.find((n) => n.use !== 'old' && n.use !== 'maiden') ??
  names[0];

function primaryId(
  identifiers: readonly Identifier[] | undefined,
  npi?: string,
): readonly [string, string | undefined] {
  const own = identifiers?.find((i) => i.system === SYSTEM.npi)?.value ?? npi;
  if (own) return ['XX', own];
  for (const identifier of identifiers ?? []) {
    const qualifier = codeOf(identifier, ID_QUALIFIER);
    if (qualifier && identifier.value) return [qualifier, identifier.value];
  }
  return ['XX', undefined];
}

export const codeOf = (identifier: Identifier, system: string): string | undefined =>
  identifier.type?.coding?.find((c) => c.system === system)?.code;

/** N3 and N4; nothing when there is no street or town. */
export function addressSegments(
  addresses: readonly Address[] | Address | undefined,
): readonly SegmentDraft[] {
  const all =
    addresses === undefined
      ? []
      : Array.isArray(addresses)
        ? (addresses as readonly Address[])
        : [addresses as Address];
  const address = all.find((a) => a.use !== 'old') ?? all[0];
  if (!address) return [];
  const country = address.country && !/^(?:US|USA)$/i.test(address.country) ? address.country : undefined;
  return [
    ...(address.line?.length
      ? [
          {
            id: 'N3',
            elements: [clipped(address.line[0], 55), clipped(address.line.slice(1).join(' '), 55)],
          },
        ]
      : []),
    ...(address.city
      ? [
          {
            id: 'N4',
            elements: [
              clipped(address.city, 30),
              stateCode(address.state),
              postalCode(address.postalCode),
              country,
            ],
          },
        ]
      : []),
  ];
}

/** REF of the identifiers that say their qualifier; the tax number by its system. */
export function refs(
  party: Resource | undefined,
  only?: (qualifier: string) => boolean,
): readonly SegmentDraft[] {
  return ((party as Named | undefined)?.identifier ?? []).flatMap((identifier) => {
    const qualifier =
      identifier.system === SYSTEM.ein
        ? 'EI'
        : identifier.system === SSN
          ? 'SY'
          : codeOf(identifier, REFERENCE_QUALIFIER);
    if (!qualifier || !identifier.value || (only && !only(qualifier))) return [];
    // A tax number is nine digits, without the hyphen people write in it.
    const value = qualifier === 'EI' ? identifier.value.replaceAll('-', '') : identifier.value;
    return [{ id: 'REF', elements: [qualifier, value] }];
  });
}

export const prv = (kind: string, taxonomy: string | undefined): readonly SegmentDraft[] =>
  taxonomy === undefined ? [] : [{ id: 'PRV', elements: [kind, 'PXC', taxonomy] }];

/** The taxonomy a party bears itself. */
export function taxonomyOf(party: Resource | undefined): string | undefined {
  const concepts =
    party?.resourceType === 'Organization'
      ? ((party as Organization).type ?? [])
      : ((party as Practitioner | undefined)?.qualification ?? []).map((q) => q.code);
  return concepts.flatMap((c) => c.coding ?? []).find((c) => c.system === SYSTEM.taxonomy)?.code;
}

export const dmg = (person: Pick<Patient, 'birthDate' | 'gender'> | undefined): readonly SegmentDraft[] => {
  const birth = x12Day(person?.birthDate);
  return birth === undefined ? [] : [{ id: 'DMG', elements: ['D8', birth, x12Sex(person?.gender) ?? 'U'] }];
};

const CHANNELS = [
  ['phone', 'TE'],
  ['fax', 'FX'],
  ['email', 'EM'],
] as const;

/** PER: who answers questions about the claims, and how. */
export function per(party: Resource | undefined): readonly SegmentDraft[] {
  const contact = (party as Organization | undefined)?.contact?.[0];
  if (party?.resourceType !== 'Organization' || !contact) return [];
  const channels = (contact.telecom ?? []).flatMap(({ system, value }) => {
    const code = CHANNELS.find(([name]) => name === system)?.[1];
    return code && value ? [code, system === 'email' ? value : value.replace(/\D/g, '')] : [];
  });
  return channels.length > 0
    ? [{ id: 'PER', elements: ['IC', contact.name?.text, ...channels.slice(0, 6)] }]
    : [];
}
