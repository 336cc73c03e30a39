/** profiles/: each pass example validates, each fail example breaks what its sidecar says and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profilesWithSnapshots } from '../../.ci/make-profiles.ts';
import { authorClaim, CLAIM_CONSTRAINTS } from '../../src/claim/index.ts';
import { createFhirValidator, type StructureDefinition } from '../../src/fhir/index.ts';
import { readConformance, readFhirDefinitions } from '../../src/store/definitions.ts';
import { draft, dx, input, modifier, service } from '../claim/support.ts';

const folder = new URL('../../profiles/', import.meta.url);
const examples = (kind: 'pass' | 'fail') =>
  readdirSync(new URL(`examples/${kind}/`, folder))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.expect.json'))
    .map((name) => name.replace('.json', ''));
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

const validator = createFhirValidator({ ...readFhirDefinitions(), constraints: CLAIM_CONSTRAINTS });
const conformance = readConformance();
const PROFILE = 'https://claimwright.dev/fhir/StructureDefinition/claimwright-professional-claim';

describe('pass examples', () => {
  it.each(examples('pass'))('%s', (name) => {
    expect(validator.validate(read(`examples/pass/${name}.json`))).toEqual([]);
  });
});

describe('fail examples', () => {
  it.each(examples('fail'))('%s', (name) => {
    const issues = validator.validate(read(`examples/fail/${name}.json`));
    const expected = read(`examples/fail/${name}.expect.json`) as { issues: readonly unknown[] };
    const told = issues.map(({ severity, code, expression }) => ({
      code,
      expression,
      ...(severity === 'error' ? {} : { severity }),
    }));
    expect(told).toEqual(expected.issues);
  });

  it('are each different from the pass examples, and from one another', () => {
    const texts = (['pass', 'fail'] as const).flatMap((kind) =>
      examples(kind).map((name) => JSON.stringify(read(`examples/${kind}/${name}.json`))),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('break every constraint of every profile at least once', () => {
    const keys = profiles().flatMap(
      (p) => p.differential?.element.flatMap((e) => e.constraint?.map((c) => c.key ?? '') ?? []) ?? [],
    );
    const said = examples('fail').flatMap((name) => validator.validate(read(`examples/fail/${name}.json`)));
    const broken = new Set(said.flatMap((i) => /Constraint (cw-[a-z-]+)/.exec(i.diagnostics)?.[1] ?? []));
    expect(keys.filter((key) => !broken.has(key))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const profiles = (): readonly StructureDefinition[] =>
  conformance.filter(
    (r): r is StructureDefinition => r.resourceType === 'StructureDefinition' && r.type !== 'Extension',
  );

describe('the conformance resources', () => {
  it.each(conformance.map((r) => [`${r.resourceType}-${r.id}`, r] as const))(
    '%s is valid R4',
    (_name, resource) => {
      expect(validator.validate(resource, [])).toEqual([]);
    },
  );

  it.each(profiles().map((p) => [p.id, p] as const))(
    '%s has the snapshot its differential gives',
    (id, profile) => {
      const made = profilesWithSnapshots().find((p) => p.id === id);
      expect(made, 'run: node .ci/make-profiles.ts').toEqual(profile);
    },
  );

  it.each(profiles().map((p) => [p.id, p] as const))(
    '%s says of each must-support element what it becomes or decides',
    (_id, profile) => {
      // These travel in no segment of their own: fixed values and dates of our side, prices that X12 carries multiplied.
      const none = profile.type === 'Claim' ? ['Claim.status', 'Claim.created', 'Claim.item.unitPrice'] : [];
      const elements = profile.differential?.element.filter((e) => e.mustSupport) ?? [];
      expect(elements.filter((e) => !e.mapping).map((e) => e.path)).toEqual(none);
    },
  );

  it('name files after their type and id', () => {
    const names = readdirSync(folder).filter((n) => n.endsWith('.json'));
    expect(names).toEqual(conformance.map((r) => `${r.resourceType}-${r.id}.json`).sort());
  });
});

describe('a claim that was authored', () => {
  it('validates against the profile when nothing is missing', () => {
    const full = draft({
      diagnoses: Array.from({ length: 13 }, (_, i) => dx(`E${10 + i}.9`, `Condition/${i}`)),
      services: [
        service('99214', {
          modifiers: ['25', '59', 'LT', 'GC'].map(modifier),
          problems: ['Condition/3', 'Condition/12'],
        }),
        service('36415'),
      ],
    });
    for (const { claim, provenance, transaction } of [draft(), full]) {
      expect(validator.validate(claim, [PROFILE])).toEqual([]);
      expect(validator.validate(provenance)).toEqual([]);
      expect(validator.validate(transaction)).toEqual([]);
    }
  });

  it('fails the profile wherever a problem of severity error was found', () => {
    const { facts } = input();
    const gaps = [
      { facts: { ...facts, parties: [] } },
      { facts: { ...facts, coverages: [] } },
      { diagnoses: [] },
      { services: [] },
      { charges: { rows: 0, charge: () => undefined } },
    ];
    for (const gap of gaps) {
      const { claim, problems } = authorClaim(input(gap));
      expect(problems.some((p) => p.severity === 'error')).toBe(true);
      expect(
        validator.validate(claim, [PROFILE]).some((i) => i.severity === 'error'),
        Object.keys(gap)[0],
      ).toBe(true);
    }
  });
});
