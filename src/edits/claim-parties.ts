/** Reading the parties of an R4 Claim: billing provider, care team, service facility, with their NPIs. */
import type { Facts, Party } from '../chart/index.ts';
import { canonicalSystem, SYSTEM } from '../fhir/index.ts';
import { identity } from './claim-identity.ts';
import type { ClaimRecords, Referred } from './claim-records.ts';
import type { ClaimValues, Fields } from './claim-values.ts';
import type { EditParty } from './model.ts';

type Role = EditParty['role'];

/** claimcareteamrole `primary`; C4BBClaimCareTeamRole and PCT roles by their own names. */
const CARE_TEAM_ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['primary', 'rendering'],
  ['rendering', 'rendering'],
  ['performing', 'rendering'],
  ['referring', 'referring'],
  ['attending', 'attending'],
]);

const PERSON_TYPES: readonly unknown[] = ['Practitioner', 'PractitionerRole'];

export class ClaimParties {
  readonly #values: ClaimValues;
  readonly #records: ClaimRecords;
  readonly #facts: Facts | undefined;

  constructor(values: ClaimValues, records: ClaimRecords, facts: Facts | undefined) {
    this.#values = values;
    this.#records = records;
    this.#facts = facts;
  }

  read(claim: Fields): readonly EditParty[] {
    const team = this.#values.list(claim.careTeam, 'Claim.careTeam').flatMap((m, i) => {
      const at = `Claim.careTeam[${i}]`;
      const member = this.#values.fields(m, at);
      const own = this.#party(this.#role(member, at), member.provider, `${at}.provider`);
      const sequence = this.#values.sequence(member.sequence, `${at}.sequence`) ?? i + 1;
      const taxonomy = this.#values.codings(member.qualification, `${at}.qualification`)[0]?.code;
      return own.map((p) => ({ ...p, sequence, taxonomy: p.taxonomy ?? taxonomy }));
    });
    return [
      ...this.#party('billing', claim.provider, 'Claim.provider'),
      ...team,
      ...this.#party('service-facility', claim.facility, 'Claim.facility'),
    ];
  }

  #role(member: Fields, at: string): Role {
    const codes = this.#values.codings(member.role, `${at}.role`).map((c) => c.code);
    const known = codes.map((c) => CARE_TEAM_ROLES.get(c)).find((r) => r !== undefined);
    // A member without a role is whoever did it: R4 makes `role` optional for a team of one.
    return known ?? (codes.length === 0 ? 'rendering' : 'other');
  }

  #party(role: Role, value: unknown, expression: string): readonly EditParty[] {
    const referred = this.#records.refer(value, expression);
    if (!referred) return [];
    const known = this.#facts?.parties.find((p) => p.reference === referred.literal);
    const npi = this.#npi(referred, known, expression);
    return [
      {
        role,
        npi,
        expression,
        resolved: npi !== undefined || known !== undefined || referred.record !== undefined,
        individual: individual(referred),
        reference: referred.literal ?? referred.reference,
        ...this.#identity(referred, known, expression),
      },
    ];
  }

  /** What of the party's identity is there; a PractitionerRole leaves name and numbers to its Practitioner. */
  #identity({ record }: Referred, known: Party | undefined, at: string): ReturnType<typeof identity> {
    if (!record) return { taxonomy: known?.taxonomy, taxId: known?.ein };
    const own = identity(record, this.#values, at);
    if (record.resourceType !== 'PractitionerRole') return own;
    const person = this.#records.refer(record.practitioner, `${at}.practitioner`)?.record;
    const theirs = person ? identity(person, this.#values, at) : undefined;
    return {
      taxonomy: own.taxonomy ?? theirs?.taxonomy,
      taxId: own.taxId ?? theirs?.taxId,
      named: theirs?.named,
      addressed: theirs?.addressed,
    };
  }

  #npi(referred: Referred, known: Party | undefined, at: string): string | undefined {
    const onReference = this.#npiIn([referred.element.identifier], at);
    return onReference ?? this.#npiOfRecord(referred.record, at) ?? known?.recordedNpi;
  }

  /** A PractitionerRole may leave the NPI to its Practitioner. */
  #npiOfRecord(record: Fields | undefined, at: string): string | undefined {
    if (!record) return undefined;
    const own = this.#npiIn(this.#values.list(record.identifier, `${at}.identifier`), at);
    if (own !== undefined || record.resourceType !== 'PractitionerRole') return own;
    const person = this.#records.refer(record.practitioner, `${at}.practitioner`)?.record;
    return person?.resourceType === 'Practitioner' ? this.#npiOfRecord(person, at) : undefined;
  }

  #npiIn(identifiers: readonly unknown[], at: string): string | undefined {
    for (const value of identifiers) {
      const identifier = this.#values.fields(value, `${at}.identifier`);
      const system = canonicalSystem(this.#values.text(identifier.system, `${at}.identifier.system`));
      const text = this.#values.text(identifier.value, `${at}.identifier.value`);
      if (system === SYSTEM.npi && text !== undefined) return text;
    }
    return undefined;
  }
}

/** A person or an organisation, by the record, the reference, or its `type`. */
function individual({ record, literal, element }: Referred): boolean | undefined {
  const type = record?.resourceType ?? literal?.split('/')[0] ?? element.type;
  if (PERSON_TYPES.includes(type)) return true;
  return type === 'Organization' ? false : undefined;
}
