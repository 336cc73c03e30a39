/** The promise of the claim profiles: what validates, with what it names, is written to an 837 that passes SNIP 1 to 4. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIM_CONSTRAINTS } from '../../src/claim/index.ts';
import { type Claim, createFhirValidator, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';
import { checkedClaims, dossierOf, type Submission, write837 } from '../../src/x12/index.ts';

const validator = createFhirValidator({ ...readFhirDefinitions(), constraints: CLAIM_CONSTRAINTS });
const example = (name: string): Claim =>
  JSON.parse(
    readFileSync(new URL(`../../profiles/examples/pass/${name}.json`, import.meta.url), 'utf8'),
  ) as Claim;

const KINDS = ['professional', 'institutional'] as const;
type Kind = (typeof KINDS)[number];
const BASES: Readonly<Record<Kind, readonly Claim[]>> = {
  professional: ['office-visit', 'telehealth', 'twelve-diagnoses', 'accident'].map((n) =>
    example(`professional-claim-${n}`),
  ),
  institutional: ['inpatient', 'emergency', 'replacement'].map((n) => example(`institutional-claim-${n}`)),
};

const submission = (kind: Kind): Submission => ({
  kind,
  sender: { qualifier: 'ZZ', id: 'CLAIMWRIGHT' },
  receiver: { qualifier: 'ZZ', id: 'CLEARING' },
  applicationSender: 'CLAIMWRIGHT',
  applicationReceiver: 'CLEARING',
  at: '2026-03-04T09:30:00Z',
  interchangeControlNumber: 42,
  groupControlNumber: 42,
  usage: 'T',
  submitter: {
    name: 'Example Clinic',
    id: 'EX1',
    contact: { name: { text: 'Billing desk' }, telecom: [{ system: 'phone', value: '+1 555 555 0100' }] },
  },
  receiverName: 'Example Clearinghouse',
  receiverId: 'CH1',
  batch: '42',
});

function faultsOf(claim: Claim, beside: readonly Resource[], kind: Kind): readonly string[] {
  const text = [...write837([dossierOf(claim, beside)], submission(kind))].join('');
  const events = checkedClaims(text);
  expect(events.filter((e) => e.kind === 'claim')).toHaveLength(1);
  return events.flatMap((e) =>
    (e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : []).map(
      (f) => `${f.loop} ${f.message}`,
    ),
  );
}

const errors = (claim: Claim, kind: Kind): readonly string[] =>
  validator
    .validate(claim, [`https://claimwright.dev/fhir/StructureDefinition/claimwright-${kind}-claim`])
    .filter((i) => i.severity === 'error')
    .map((i) => `${i.expression} ${i.diagnostics}`);

/** Words as people have them: accents, apostrophes, delimiters of ours, any length. */
const word = fc.oneof(
  fc.constantFrom(
    'Núñez',
    "O'Brien",
    'Smith-Jones',
    'Łukasz',
    'de la Cruz',
    'A*B',
    'Q~1',
    'x:y^z',
    'Ng',
    'Anne Marie',
  ),
  fc.stringMatching(/^[A-Za-z][A-Za-z '.-]{1,80}[a-z]$/),
);
const address = fc.record({
  line: fc.array(word, { minLength: 1, maxLength: 3 }),
  city: word,
  state: fc.constantFrom('TX', 'Texas', 'new york', 'MA', 'Puerto Rico', 'DC'),
  postalCode: fc.constantFrom('79413', '79413-1234', '794131234', '79413 1234'),
  country: fc.constantFrom('US', 'USA', undefined),
});
const human = fc.record({
  family: word,
  given: fc.array(word, { minLength: 1, maxLength: 3 }),
  suffix: fc.constantFrom(undefined, ['Jr.'], ['III', 'of that name']),
});
const born = fc.constantFrom('1931-01-31', '1990-12-01', '2026-02-10');
const gender = fc.constantFrom('male', 'female', 'other', 'unknown', undefined);
const npi = fc.constantFrom('1234567893', '1000000012', '1000000020');

const json = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

/** Everything the examples name, complete. */
const beside = fc
  .record({
    people: fc.array(fc.record({ human, address, born, gender }), { minLength: 4, maxLength: 4 }),
    places: fc.array(fc.record({ word, address }), { minLength: 4, maxLength: 4 }),
    npi,
    ein: fc.constantFrom('12-3456789', '123456789'),
    relationship: fc.constantFrom('self', 'spouse', 'child', 'parent', 'other', 'common'),
    orders: fc.array(fc.constantFrom(undefined, 1, 2), { minLength: 3, maxLength: 3 }),
    member: fc.stringMatching(/^[A-Z0-9]{2,20}$/),
  })
  .map(({ people, places, npi: number, ein, relationship, orders, member }) => {
    const person = (type: string, id: string, i: number) => ({
      resourceType: type,
      id,
      name: [people[i]?.human],
      address: [people[i]?.address],
      ...(type === 'Practitioner'
        ? { identifier: [{ system: SYSTEM.npi, value: number }] }
        : { birthDate: people[i]?.born, gender: people[i]?.gender }),
    });
    const organization = (id: string, i: number, identifier: unknown[]) => ({
      resourceType: 'Organization',
      id,
      name: places[i]?.word,
      address: [places[i]?.address],
      identifier,
    });
    const coverage = (id: string, order: number | undefined, payer: string) => ({
      resourceType: 'Coverage',
      id,
      status: 'active',
      order,
      subscriber: { reference: relationship === 'self' ? 'Patient/example' : 'RelatedPerson/subscriber' },
      subscriberId: member,
      beneficiary: { reference: 'Patient/example' },
      relationship: { coding: [{ code: relationship }] },
      payor: [{ reference: `Organization/${payer}` }],
    });
    return json<Resource[]>([
      person('Patient', 'example', 0),
      person('RelatedPerson', 'subscriber', 1),
      person('Practitioner', 'example', 2),
      person('Practitioner', 'surgeon', 3),
      organization('example', 0, [
        { system: SYSTEM.npi, value: number },
        { system: SYSTEM.ein, value: ein },
      ]),
      organization('payer', 1, [{ value: 'P1' }]),
      organization('second', 2, [{ value: 'P2' }]),
      coverage('example', orders[0], 'payer'),
      person('Practitioner', 'referring', 3),
      { ...organization('example', 3, []), resourceType: 'Location', address: places[3]?.address },
      coverage('first', orders[0], 'payer'),
      coverage('second', orders[1], 'second'),
      coverage('third', orders[2], 'payer'),
    ]);
  });

const amount = fc.integer({ min: 0, max: 999_999 });
const code = (system: string, value: string) => ({ coding: [{ system, code: value }] });

const ADMITTED = {
  sequence: 1,
  category: code('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType', 'admissionperiod'),
  timingPeriod: { start: '2026-02-10', end: '2026-02-12' },
};

/** What no claim may hold, put into one line of some. */
const SPOILT = [
  { units: 0 },
  { units: 1.2345 },
  { unit: 'mL' },
  { unit: 'days' },
  { modifiers: ['9'] },
  { modifiers: ['25', '25'] },
  { day: '2026-02' },
  { cents: -1 },
];

/** A claim of ours, changed: lines, prices, units, days, modifiers, coverages, a replaced claim, admission. */
const changed = (kind: Kind) =>
  fc
    .record({
      base: fc.constantFrom(...BASES[kind]),
      lines: fc.array(
        fc.record({
          cents: amount,
          units: fc.constantFrom(1, 2, 15, 0.5, 0.333, 99999),
          unit: fc.constantFrom<string | undefined>(undefined, 'UN'),
          modifiers: fc.uniqueArray(fc.constantFrom('25', '59', 'LT', 'GC', 'QW'), { maxLength: 4 }),
          day: fc.constantFrom('2026-02-10', '2026-02-11'),
          until: fc.constantFrom(undefined, undefined, '2026-02-12'),
          place: fc.constantFrom('11', '22', '23', '21', '02'),
        }),
        { minLength: 1, maxLength: 52 },
      ),
      coverages: fc.constantFrom(['example'], ['example', 'second'], ['example', 'second', 'third']),
      focal: fc.nat({ max: 2 }),
      prior: fc.constantFrom(undefined, undefined, 'prior', 'replaces', 'void', 'associated'),
      number: fc.constantFrom('', 'ICN-1', 'ICN-1', 'ICN-1', 'X'.repeat(51)),
      spoilt: fc.constantFrom(...Array.from({ length: 12 }, () => ({})), ...SPOILT),
      admitted: fc.boolean(),
      roles: fc.constantFrom(undefined, 'referring', 'supervising', 'operating', 'ordering'),
      facility: fc.boolean(),
    })
    .map(({ base, lines, coverages, focal, prior, number, roles, facility, spoilt, admitted }): Claim => {
      const item = lines.map((given, i) => {
        const line = { ...given, ...(i === 0 ? spoilt : {}) };
        const like = base.item?.[i % (base.item.length || 1)];
        const net = Math.round(line.cents * line.units) / 100;
        return {
          ...like,
          sequence: i + 1,
          modifier: line.modifiers.length > 0 ? line.modifiers.map((m) => code(SYSTEM.hcpcs, m)) : undefined,
          quantity: { value: line.units, unit: line.unit },
          servicedDate: line.until ? undefined : line.day,
          servicedPeriod: line.until ? { start: line.day, end: line.until } : undefined,
          ...(kind === 'professional'
            ? { locationCodeableConcept: code(SYSTEM.placeOfService, line.place) }
            : {}),
          unitPrice: { value: line.cents / 100, currency: 'USD' },
          net: { value: net, currency: 'USD' },
        };
      });
      const cents = item.reduce((sum, { net }) => sum + Math.round(net.value * 100), 0);
      const team = base.careTeam ?? [];
      const extra = roles && {
        sequence: team.length + 1,
        provider: {
          reference: 'Practitioner/surgeon',
          identifier: { system: SYSTEM.npi, value: '1000000020' },
        },
        role: code(SYSTEM.careTeamRole, roles),
      };
      return json<Claim>({
        ...base,
        item,
        total: { value: cents / 100, currency: 'USD' },
        insurance: coverages.map((id, i) => ({
          ...base.insurance[0],
          sequence: i + 1,
          focal: i === focal % coverages.length,
          coverage: { reference: `Coverage/${id}` },
        })),
        ...(prior
          ? {
              related: [
                {
                  relationship: code(
                    'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship',
                    prior,
                  ),
                  ...(number ? { reference: { value: number } } : { claim: { display: 'before' } }),
                },
              ],
            }
          : {}),
        careTeam: [...team, ...(extra ? [extra] : [])],
        ...(admitted && kind === 'professional' ? { supportingInfo: [ADMITTED] } : {}),
        ...(facility ? { facility: { reference: 'Organization/example' } } : {}),
      });
    });

describe.each(KINDS)('%s claims', (kind) => {
  it.each(BASES[kind].map((claim) => [claim.id, claim] as const))('the example %s keeps it', (_id, claim) => {
    fc.assert(
      fc.property(beside, (resources) => {
        expect(errors(claim, kind)).toEqual([]);
        expect(faultsOf(claim, resources, kind)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('whatever validates keeps it, and much of what is tried does', () => {
    let valid = 0;
    fc.assert(
      fc.property(changed(kind), beside, (claim, resources) => {
        if (errors(claim, kind).length > 0) return;
        valid += 1;
        expect(faultsOf(claim, resources, kind)).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(valid).toBeGreaterThan(20);
  }, 60_000);
});
