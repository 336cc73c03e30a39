/** Charts of the wrong JSON shape (R4 json.html): no reader falls over them, and what was left out is named as a gap. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import type { Bundle, Condition, Encounter, Resource } from '../../src/fhir/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { chart, condition, encounter, made, observation } from '../support/chart.ts';

const CHARTS = resolve(import.meta.dirname, '../../examples/charts');

type Path = readonly (string | number)[];

const isNode = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';

function* pathsOf(value: unknown, at: Path = []): Generator<Path> {
  if (at.length > 0) yield at;
  if (!isNode(value)) return;
  for (const [key, child] of Object.entries(value)) {
    yield* pathsOf(child, [...at, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Facts of a Bundle with its gaps, or undefined where it is refused with a coded fault. */
function read(bundle: Bundle, encounterId: string) {
  try {
    const chart = chartFromBundle(bundle, 'https://ehr.example.org/fhir', encounterId);
    return { facts: factsOf(chart), gaps: chart.gaps };
  } catch (fault) {
    if (fault instanceof ClaimwrightError) return undefined;
    throw fault;
  }
}

function example(slug: string) {
  const bundle = JSON.parse(readFileSync(join(CHARTS, slug, 'bundle.json'), 'utf8')) as Bundle;
  const { encounter } = JSON.parse(readFileSync(join(CHARTS, slug, 'expected.json'), 'utf8'));
  return { slug, bundle, encounter, paths: [...pathsOf(bundle)], sound: read(bundle, encounter) };
}

const examples = readdirSync(CHARTS, { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => example(e.name));

const at = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), root);

interface Change {
  readonly path: Path;
  readonly value: unknown;
}

function changed(bundle: Bundle, changes: readonly Change[]): Bundle {
  const copy = structuredClone(bundle);
  for (const { path, value } of changes) {
    const holder = at(copy, path.slice(0, -1));
    const key = path.at(-1);
    if (isNode(holder) && key !== undefined) holder[key] = structuredClone(value);
  }
  return copy;
}

const WRONG = [null, true, 0, -1.5, '', 'x', [], [null], ['x'], [7], [[]], [{}], {}, { a: 1 }, { code: 5 }];

// Numbers that pick, so that a counterexample prints as a line and not as a chart.
const pick = fc.record({
  chart: fc.nat(),
  at: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }),
});

const of = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

function drawn(p: { chart: number; at: (readonly [number, number])[] }) {
  const e = of(examples, p.chart);
  return { e, changes: p.at.map(([path, value]) => ({ path: of(e.paths, path), value: of(WRONG, value) })) };
}

const jsonType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

describe('facts of charts with elements of the wrong type', () => {
  it('are read without a fault, whatever is replaced', () => {
    const survives = fc.property(pick, (p) => {
      const { e, changes } = drawn(p);
      read(changed(e.bundle, changes), e.encounter);
    });
    fc.assert(survives, { numRuns: 600 });
  });

  it('differ from those of the sound chart only where a gap says so', () => {
    const told = fc.property(pick, (p) => {
      const { e, changes } = drawn(p);
      const wrong = changes.filter((c) => jsonType(c.value) !== jsonType(at(e.bundle, c.path))).slice(0, 1);
      const result = read(changed(e.bundle, wrong), e.encounter);
      if (result?.gaps.length === 0)
        expect([e.slug, wrong, result.facts]).toEqual([e.slug, wrong, e.sound?.facts]);
    });
    fc.assert(told, { numRuns: 400 });
  });
});

const odd = <T extends Resource>(sound: T, over: Record<string, unknown>): T => ({ ...sound, ...over }) as T;

describe('an element of the wrong shape', () => {
  it('is left out and named with its resource and path; the rest of the resource is read', () => {
    const read = chart([odd<Condition>(condition(), { category: 'encounter-diagnosis', severity: ['x'] })]);
    expect(read.gaps).toEqual([
      {
        what: 'Condition.category in Condition/c',
        reason: 'it is not a list',
        expression: 'Condition.category',
      },
      {
        what: 'Condition.severity in Condition/c',
        reason: 'it is not an object',
        expression: 'Condition.severity',
      },
    ]);
    const [problem] = factsOf(read).problems;
    expect(problem).toMatchObject({ id: 'Condition/c', categories: [], severity: undefined });
    expect(problem?.concept.codings[0]?.code).toBe('I10');
  });

  it('in a list leaves the others at their places', () => {
    const coding = [null, { code: 99 }, { system: 'http://snomed.info/sct', code: '38341003' }];
    const read = chart([odd(condition(), { code: { coding } })]);
    expect(read.gaps.map((g) => g.expression)).toEqual([
      'Condition.code.coding[0]',
      'Condition.code.coding[1].code',
    ]);
    const [problem] = factsOf(read).problems;
    expect(problem?.evidence.map((e) => e.path)).toEqual(['Condition.code.coding[2]']);
  });

  it('never shows its value, which may be anything about a person', () => {
    const read = chart([odd(condition(), { code: 'Jane Doe has HIV', note: [{ text: 7 }] })]);
    expect(JSON.stringify(read.gaps)).not.toContain('Jane');
    expect(read.gaps).toHaveLength(2);
  });

  it('inside a contained resource is found, too', () => {
    const contained = [{ resourceType: 'Practitioner', id: 'x', identifier: { value: '1' } }, null];
    const e = odd<Encounter>(encounter(), { contained, participant: [{ individual: { reference: '#x' } }] });
    const read = chart([e]);
    expect(read.gaps.map((g) => g.expression)).toEqual([
      'Encounter.contained[0].identifier',
      'Encounter.contained[1]',
    ]);
    expect(factsOf(read).parties[0]).toMatchObject({ role: 'rendering', recordedNpi: undefined });
  });

  it('of a type that is never read stays as it came', () => {
    const strange = made({ resourceType: 'CarePlan', activity: 'x', note: [{ text: 'kept' }] });
    const read = chart([strange]);
    expect(read.gaps).toEqual([]);
    expect(read.of('CarePlan')[0]).toBe(strange);
  });
});

describe('a resource nested without end', () => {
  const endless: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  const reason = 'it is nested more than 150 levels deep';

  it('is left out by name, and what refers to it still finds it', () => {
    const e = encounter({ diagnosis: [{ condition: { reference: 'Condition/c' } }] });
    const read = chart([e, odd(condition(), { x: endless }), observation()]);
    expect(read.gaps).toEqual([{ what: 'Condition/c', reason, expression: 'Condition' }]);
    expect(factsOf(read).problems).toMatchObject([{ id: 'Condition/c', link: 'encounter-diagnosis' }]);
    expect(read.of('Observation')).toHaveLength(1);
  });

  it.each([
    [149, 0],
    [150, 1],
  ])('%i lists in one another: %i gap', (n, gaps) => {
    const x: unknown = JSON.parse('['.repeat(n) + ']'.repeat(n));
    expect(chart([odd(observation(), { x })]).gaps).toHaveLength(gaps);
  });

  it('leaves an encounter without a date when it is the encounter', () => {
    const read = chart([odd(encounter(), { x: endless }), condition()]);
    expect(read.gaps.map((g) => g.reason)).toEqual([reason]);
    expect(factsOf(read).visit.date).toBeUndefined();
  });
});

describe('a sound chart', () => {
  it('is not copied: the resources are those that came', () => {
    const o = observation();
    expect(chart([o]).of('Observation')[0]).toBe(o);
  });

  it.each(examples)('$slug has no element of the wrong shape', ({ sound }) => {
    expect(sound?.gaps).toEqual([]);
  });
});

describe('a Bundle of the wrong shape', () => {
  const good = { resource: encounter() };
  it.each([
    ['no list of entries', { entry: {} }],
    ['no entries at all', {}],
    ['entries that are not objects', { entry: [null, 7, 'x', []] }],
    ['resources that are not', { entry: [{ resource: 'Encounter/e' }, { resource: { resourceType: 5 } }] }],
  ])('with %s is refused as one without an Encounter', (_name, bundle) => {
    expect(() => chartFromBundle(bundle as unknown as Bundle, 'b')).toThrow('holds no Encounter');
  });

  it('keeps what can be read and names each entry that cannot', () => {
    const bundle = { entry: [null, good, { resource: [] }, { fullUrl: 5, resource: condition() }] };
    const chart = chartFromBundle(bundle as unknown as Bundle, 'b');
    expect(chart.gaps.map((g) => g.what)).toEqual(['Bundle.entry[0]', 'Bundle.entry[2]']);
    expect(chart.of('Condition')).toHaveLength(1);
  });
});
