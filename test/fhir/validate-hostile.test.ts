/** Validation of what no honest sender sends: issues, always, and never a throw, a hang or an echo. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFhirValidator } from '../../src/fhir/index.ts';
import { parseJson } from '../../src/kernel/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';

const validator = createFhirValidator(
  readFhirDefinitions(['Claim', 'Encounter', 'Condition', 'Bundle', 'Parameters', 'Patient', 'Practitioner']),
);
const types = ['Claim', 'Encounter', 'Condition', 'Bundle', 'Parameters', 'Patient'];

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`{"resourceType":"Claim","item":${open.repeat(depth)}1${close.repeat(depth)}}`);

describe('what is no resource', () => {
  it.each([
    null,
    undefined,
    1,
    'Claim',
    true,
    [],
    [{ resourceType: 'Claim' }],
    {},
    { resourceType: null },
    { resourceType: ['Claim'] },
  ])('%j is one issue', (value) => {
    expect(validator.validate(value)).toHaveLength(1);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'Resource',
    'DomainResource',
    'Element',
    'string',
    'claim',
    ' Claim',
    'Claim\u0000',
  ])('the resourceType %j is refused', (resourceType) => {
    expect(validator.validate({ resourceType })).toMatchObject([{ severity: 'error', code: 'structure' }]);
  });
});

describe('depth and width', () => {
  it.each([151, 10_000, 100_000])('%i levels are refused, in lists and in objects', (depth) => {
    expect(validator.validate(nested(depth, '[', ']'))).toMatchObject([
      { code: 'structure', expression: 'Claim' },
    ]);
    expect(validator.validate(nested(depth, '{"extension":', '}'))).toMatchObject([{ code: 'structure' }]);
  });

  it('deep Bundles in Bundles and extensions in extensions under the limit are read', () => {
    const bundles = JSON.parse(
      `${'{"resourceType":"Bundle","type":"collection","entry":[{"resource":'.repeat(30)}{"resourceType":"Claim"}${'}]}'.repeat(30)}`,
    ) as unknown;
    expect(validator.validate(bundles).length).toBeGreaterThan(0);
    const extensions = nested(60, '[{"url":"http://x.example.org","extension":', '}]');
    expect(validator.validate(extensions).length).toBeGreaterThan(0);
  });

  it('a hundred thousand wrong things are two hundred issues', () => {
    const item = Array.from({ length: 20_000 }, () => ({}));
    expect(validator.validate({ resourceType: 'Claim', item })).toHaveLength(200);
  });

  it('a list too long to compare its entries gets no profile, and is told so', { timeout: 10_000 }, () => {
    const item = Array.from({ length: 20_000 }, (_, i) => ({
      sequence: i + 1,
      productOrService: { text: 'x' },
    }));
    const [profile = ''] = validator.profileUrls;
    const issues = validator.validate({ resourceType: 'Claim', item }, [profile]);
    expect(issues.map((i) => i.code)).toContain('too-long');
  });

  it('a Bundle of 5,000 entries is read in seconds', { timeout: 20_000 }, () => {
    const entry = Array.from({ length: 5_000 }, (_, i) => ({
      fullUrl: `urn:uuid:${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`,
      resource: { resourceType: 'Patient', id: `p${i}` },
    }));
    expect(validator.validate({ resourceType: 'Bundle', type: 'collection', entry })).toEqual([]);
  });
});

describe('property names', () => {
  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'a b', 'John_Smith', '../x', ''])(
    '%j is refused without being repeated',
    (name) => {
      const resource: unknown = JSON.parse(`{"resourceType":"Patient",${JSON.stringify(name)}:{"x":1}}`);
      const issues = validator.validate(resource);
      expect(issues.length).toBeGreaterThan(0);
      if (name.length > 3) expect(JSON.stringify(issues)).not.toContain(name);
    },
  );

  it('cannot reach a prototype', () => {
    validator.validate(
      JSON.parse(
        '{"resourceType":"Patient","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      ),
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(validator.validate(parseJson('{"resourceType":"Patient","__proto__":{"polluted":1}}'))).toEqual(
      [],
    );
  });
});

describe('wrong types everywhere', () => {
  const swaps: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'SECRET VALUE',
    [],
    {},
    [[]],
    [null],
    ['SECRET VALUE'],
    { SECRETx: 'SECRET VALUE' },
    { toString: 1, valueOf: 1 },
    { resourceType: { toString: 1, valueOf: 1 } },
    { resourceType: 'Patient', valueOf: 'x', hasOwnProperty: 1 },
    [{ coding: [{ system: { toString: 1 }, code: { valueOf: 1 } }] }],
  ];
  const claim = {
    resourceType: 'Claim',
    identifier: [{ system: 'urn:x', value: '1' }],
    status: 'active',
    type: { coding: [{ code: 'professional' }] },
    use: 'claim',
    patient: { reference: 'Patient/1' },
    created: '2026-02-10',
    provider: { reference: 'Organization/1' },
    priority: { coding: [{ code: 'normal' }] },
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/1' } }],
    billablePeriod: { start: '2026-02-10', end: '2026-02-10' },
    diagnosis: [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ system: 'urn:x', code: 'I10' }] } }],
    item: [
      {
        sequence: 1,
        diagnosisSequence: [1],
        productOrService: { text: 'x' },
        servicedDate: '2026-02-10',
        quantity: { value: 1 },
        net: { value: 1, currency: 'USD' },
      },
    ],
    total: { value: 1, currency: 'USD' },
    contained: [{ resourceType: 'Practitioner', id: 'a' }],
  };
  const profile = 'https://claimwright.dev/fhir/StructureDefinition/claimwright-professional-claim';

  it.each(Object.keys(claim).filter((k) => k !== 'resourceType'))('Claim.%s may be anything', (key) => {
    for (const swap of swaps) {
      for (const inner of [false, true]) {
        const value = inner ? wrapped(claim[key as keyof typeof claim], swap) : swap;
        for (const profiles of [[], [profile]]) {
          const issues = validator.validate({ ...claim, [key]: value }, profiles);
          expect(issues.every((i) => i.diagnostics && typeof i.expression === 'string')).toBe(true);
          expect(JSON.stringify(issues)).not.toContain('SECRET VALUE');
        }
      }
    }
  });

  /** The value with its first inner property, or first list item, exchanged. */
  function wrapped(value: unknown, swap: unknown): unknown {
    if (Array.isArray(value)) return [wrapped(value[0], swap)];
    if (typeof value !== 'object' || value === null) return [swap];
    const [first = 'x'] = Object.keys(value);
    return { ...value, [first]: swap };
  }
});

describe('anything at all', () => {
  const name = fc.constantFrom(
    'resourceType',
    'id',
    'status',
    'item',
    'entry',
    'resource',
    'contained',
    'extension',
    'valueString',
    'reference',
    'start',
    'end',
    'value',
    'code',
    'system',
    'coding',
    'toString',
    'valueOf',
    'length',
    'parameter',
    'name',
    '_status',
    'meta',
    'profile',
    'url',
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(null, '', 'Claim', 'Bundle', '#x', '2026-02-30', 'USD', 1, -1, true),
    fc.string(),
    fc.double(),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 6 }),
    ),
  }));

  it('gets issues and never a throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(name, tree, { maxKeys: 8 }),
        (resourceType, body) => {
          const resource: unknown = JSON.parse(JSON.stringify({ ...body, resourceType }));
          return validator
            .validate(resource)
            .every((i) => i.diagnostics.length > 0 && i.expression.startsWith(resourceType));
        },
      ),
      { numRuns: 500 },
    );
  });
});
