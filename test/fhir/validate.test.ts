/** Validation against base R4: what @medplum/core leaves open and this room closes, and the words issues are said in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFhirValidator, requiredCodes, VALIDATED_TYPES } from '../../src/fhir/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';

const definitions = readFhirDefinitions();
const validator = createFhirValidator(definitions);
const errors = (resource: unknown) => validator.validate(resource).filter((i) => i.severity === 'error');
const said = (resource: unknown) => errors(resource).map((i) => `${i.code} ${i.expression}`);

const encounter = {
  resourceType: 'Encounter',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-02-10T09:00:00-06:00', end: '2026-02-10T09:30:00-06:00' },
};
const condition = {
  resourceType: 'Condition',
  clinicalStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
  },
  subject: { reference: 'Patient/p1' },
};

describe('required bindings', () => {
  it('accept what the value set has', () => {
    expect(errors(encounter)).toEqual([]);
    expect(errors(condition)).toEqual([]);
  });

  it.each([
    ['a status', { ...encounter, status: 'done' }, 'Encounter.status'],
    [
      'an inner code',
      { ...encounter, identifier: [{ use: 'mine', value: '1' }] },
      'Encounter.identifier[0].use',
    ],
    [
      'a code of a CodeableConcept',
      { ...condition, clinicalStatus: { coding: [{ ...condition.clinicalStatus.coding[0], code: 'on' }] } },
      'Condition.clinicalStatus',
    ],
    [
      'a right code of a wrong system',
      { ...condition, clinicalStatus: { coding: [{ system: 'http://example.org', code: 'active' }] } },
      'Condition.clinicalStatus',
    ],
    [
      'a concept without a code',
      { ...condition, clinicalStatus: { text: 'active' } },
      'Condition.clinicalStatus',
    ],
    [
      'a code in a contained resource',
      { ...condition, contained: [{ resourceType: 'Patient', id: 'p', gender: 'F' }] },
      'Condition.contained[0].gender',
    ],
    [
      'a code in a Bundle',
      { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...encounter, status: 'done' } }] },
      'Bundle.entry[0].resource.status',
    ],
    ['a Bundle type', { resourceType: 'Bundle', type: 'pile' }, 'Bundle.type'],
  ])('refuse %s that it does not', (_what, resource, expression) => {
    expect(errors(resource)).toMatchObject([{ code: 'code-invalid', expression }]);
  });

  it('accept one right coding among others, and a primitive that only has an extension', () => {
    const coding = [{ system: 'urn:oid:1.2.3', code: 'x' }, ...condition.clinicalStatus.coding];
    expect(errors({ ...condition, clinicalStatus: { coding } })).toEqual([]);
    const absent = {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      ],
    };
    const { status, ...rest } = encounter;
    expect(errors({ ...rest, _status: absent })).toEqual([]);
    expect(status).toBe('finished');
  });

  it('show a code and nothing that may be something else', () => {
    expect(errors({ ...encounter, status: 'done' })[0]?.diagnostics).toContain('"done"');
    expect(errors({ ...encounter, status: 'Jane Q. Doe, MRN 12' })[0]?.diagnostics).not.toContain('Jane');
  });

  it('refuse nothing where a value set cannot be listed', () => {
    const listed = requiredCodes(definitions.base, []);
    expect(listed.get('http://hl7.org/fhir/ValueSet/encounter-status')).toBeUndefined();
    const attachment = { contentType: 'application/x-anything', data: 'AAAA' };
    const media = { resourceType: 'Media', status: 'completed', content: attachment };
    expect(errors(media)).toEqual([]);
  });
});

describe('money', () => {
  const invoice = (currency: string) => ({
    resourceType: 'Invoice',
    status: 'issued',
    totalNet: { value: 1, currency },
  });

  it('is in a currency that exists', () => {
    expect(errors(invoice('USD'))).toEqual([]);
    expect(said(invoice('USX'))).toEqual(['code-invalid Invoice.totalNet.currency']);
    expect(said(invoice('usd'))).toEqual(['code-invalid Invoice.totalNet.currency']);
  });
});

describe('invariants of data types', () => {
  const spanning = (start: string, end: string) => said({ ...encounter, period: { start, end } });

  it.each([
    ['2026-02-10T09:30:00-06:00', '2026-02-10T09:00:00-06:00'],
    ['2026-02-10T09:00:00-06:00', '2026-02-10T09:00:00-05:00'],
    ['2026-02-10', '2026-02-09'],
    ['2026-02-10T09:00:00Z', '2026-02-09'],
    ['2026', '2025-12-31'],
  ])('per-1: %s is not before %s', (start, end) => {
    expect(spanning(start, end)).toEqual(['invariant Encounter.period']);
  });

  it.each([
    ['2026-02-10', '2026-02-10'],
    ['2026-02-10T23:00:00-06:00', '2026-02-10'],
    ['2026-02', '2026-02-01'],
    ['2026-02-10T09:00:00-05:00', '2026-02-10T09:00:00-06:00'],
  ])('per-1: %s may be followed by %s', (start, end) => {
    expect(spanning(start, end)).toEqual([]);
  });

  it('ref-1: a reference into contained finds its resource, from a contained resource, too', () => {
    const held = { resourceType: 'Practitioner', id: 'dr' };
    const role = { resourceType: 'PractitionerRole', id: 'role', practitioner: { reference: '#dr' } };
    const asserter = { reference: '#role' };
    expect(errors({ ...condition, contained: [held, role], asserter })).toEqual([]);
    expect(said({ ...condition, contained: [role], asserter })).toEqual([
      'invariant Condition.contained[0].practitioner',
    ]);
    expect(said({ ...condition, asserter })).toEqual(['invariant Condition.asserter']);
    expect(errors({ ...condition, asserter: { reference: '#' } })).toEqual([]);
  });

  it('ref-1: looks into the resource of its own entry only', () => {
    const entry = [
      {
        resource: {
          ...condition,
          contained: [{ resourceType: 'Practitioner', id: 'dr' }],
          asserter: { reference: '#dr' },
        },
      },
      { resource: { ...condition, asserter: { reference: '#dr' } } },
    ];
    expect(said({ resourceType: 'Bundle', type: 'collection', entry })).toEqual([
      'invariant Bundle.entry[1].resource.asserter',
    ]);
  });

  it('qty-3: a unit code has a system', () => {
    const observation = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'weight' },
      valueQuantity: { value: 70, code: 'kg' },
    };
    expect(said(observation)).toEqual(['invariant Observation.valueQuantity']);
  });
});

describe('shape', () => {
  it.each([
    ['an empty object', { ...encounter, serviceProvider: {} }, 'structure Encounter.serviceProvider'],
    ['an empty list', { ...encounter, reasonCode: [] }, 'structure Encounter.reasonCode'],
    ['an empty string', { ...encounter, id: '' }, 'structure Encounter.id'],
    [
      'an empty object in a list',
      { ...encounter, reasonCode: [{ text: 'x' }, {}] },
      'structure Encounter.reasonCode[1]',
    ],
    [
      'two values of one choice',
      { ...condition, onsetString: 'x', onsetDateTime: '2026' },
      'structure Condition',
    ],
    ['an unknown element', { ...encounter, mood: 'x' }, 'structure Encounter.mood'],
    ['a missing element', { ...encounter, status: undefined }, 'structure Encounter.status'],
    [
      'a day that does not exist',
      { ...encounter, period: { start: '2026-02-30' } },
      'structure Encounter.period.start',
    ],
  ])('refuses %s', (_what, resource, expected) => {
    expect(said(JSON.parse(JSON.stringify(resource)))).toContain(expected);
  });

  it('warns of a reference to a type the element does not take, and only where the type is plain', () => {
    const subject = (reference: string) => validator.validate({ ...encounter, subject: { reference } });
    expect(subject('Coverage/1')).toMatchObject([
      { severity: 'warning', code: 'value', expression: 'Encounter.subject' },
    ]);
    for (const open of [
      'urn:uuid:8f7b0f6e-0000-4000-8000-000000000001',
      'https://ehr.example.org/fhir/Coverage/1',
    ])
      expect(subject(open)).toEqual([]);
  });
});

describe('types', () => {
  it('that are real but not checked here are named, and the rest of the Bundle is checked', () => {
    const entry = [
      { resource: { resourceType: 'Slot', anything: 1 } },
      { resource: { ...encounter, status: 'done' } },
    ];
    expect(validator.validate({ resourceType: 'Bundle', type: 'collection', entry })).toMatchObject([
      { severity: 'information', code: 'not-supported', expression: 'Bundle.entry[0].resource' },
      { severity: 'error', expression: 'Bundle.entry[1].resource.status' },
    ]);
    expect(VALIDATED_TYPES).not.toContain('Slot');
  });

  it('that do not exist are an error', () => {
    const entry = [{ resource: { resourceType: 'Visit' } }];
    expect(said({ resourceType: 'Bundle', type: 'collection', entry })).toEqual([
      'structure Bundle.entry[0].resource',
    ]);
  });
});

describe('profiles', () => {
  it('that are not known, or are for another type, are said to be', () => {
    expect(validator.validate(encounter, ['https://example.org/x'])).toMatchObject([{ code: 'not-found' }]);
    const ofClaims = validator.profileUrls.filter((url) => url.endsWith('-claim'));
    expect(ofClaims.length).toBeGreaterThan(1);
    expect(validator.validate(encounter, ofClaims)).toMatchObject(
      ofClaims.map(() => ({ code: 'not-found' })),
    );
  });

  it('that the resource declares and that are not known do not stand in its way', () => {
    const profile = ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter|9.0.0'];
    expect(validator.validate({ ...encounter, meta: { profile } })).toEqual([]);
  });
});

const shared = new URL('../../../shared/corpora/', import.meta.url);

describe.skipIf(!existsSync(shared))('the published examples (../shared/corpora)', () => {
  it.each(['r4-spec-examples', 'us-core-6.1.0', 'davinci-pct/examples'])('%s have no error', (folder) => {
    const at = new URL(`${folder}/`, shared);
    const wrong = readdirSync(at)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) =>
        errors(JSON.parse(readFileSync(new URL(name, at), 'utf8'))).map((i) => ({ name, ...i })),
      );
    expect(wrong).toEqual([]);
  });

  it('a Synthea bundle is read to its end within seconds', () => {
    const at = new URL('synthea-2018/', shared);
    const [name = ''] = readdirSync(at).sort();
    const bundle: unknown = JSON.parse(gunzipSync(readFileSync(new URL(name, at))).toString('utf8'));
    expect(validator.validate(bundle).length).toBeLessThanOrEqual(200);
  });
});

const charts = new URL('../../examples/charts/', import.meta.url);
const slugs = existsSync(charts)
  ? readdirSync(charts, { withFileTypes: true }).filter((e) => e.isDirectory())
  : [];

describe.skipIf(slugs.length === 0)('the example charts', () => {
  it.each(slugs.map((e) => e.name))('%s is FHIR R4', (slug) => {
    expect(errors(JSON.parse(readFileSync(new URL(`${slug}/bundle.json`, charts), 'utf8')))).toEqual([]);
  });
});
