/** module.json: each bad key is named, and a module is made of its tables and its own logic. */
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../src/fhir/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { makeModule, manifestOf } from '../../src/suggest/index.ts';
import type { ModuleContext } from '../../src/suggest/module.ts';
import { dx, facts, line, manifest, ON, problem, query } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (fault) {
    if (fault instanceof ClaimwrightError) return `${fault.code} ${fault.message}`;
    throw fault;
  }
  return 'accepted';
}

const read = (over: Record<string, unknown>) =>
  refusal(() => manifestOf({ ...manifest('office-visits'), ...over }, 'office-visits'));

describe('a manifest', () => {
  it.each([
    [{}],
    [{ effective: { from: '2024-01-01', to: '2024-12-31' } }],
    [{ effective: { from: '2024-01-01', to: '2024-01-01' } }],
    [{ suggests: [] }],
    [{ tables: [{ kind: 'data', file: 'levels.json' }] }],
    [{ sources: [{ title: 'CMS', section: '30.6', licence: 'US government work' }] }],
  ])('is read with %j', (over) => expect(read(over)).toBe('accepted'));

  it.each([
    [{ id: 'Office Visits' }, 'module.json/id must match pattern'],
    [{ id: 'other' }, 'its id is other, not the name of its folder'],
    [{ version: '1' }, 'module.json/version'],
    [{ title: 'x' }, 'module.json/title'],
    [
      { stage: 'first' },
      'module.json/stage must be equal to one of the allowed values (problems, combinations',
    ],
    [{ reads: [] }, 'module.json/reads'],
    [{ sources: [] }, 'module.json/sources'],
    [{ sources: [{}] }, "module.json/sources/0 must have required property 'title'"],
    [{ effective: {} }, "module.json/effective must have required property 'from'"],
    [{ effective: { from: 'soon' } }, 'module.json/effective/from must match pattern'],
    [{ effective: { from: '2024-02-30' } }, 'there is no day 2024-02-30'],
    [{ effective: { from: '2024-01-01', to: '2024-13-01' } }, 'there is no day 2024-13-01'],
    [{ effective: { from: '2024-02-01', to: '2024-01-31' } }, 'ends before it begins'],
    [{ effective: { from: '2024-01-01', until: '2025-01-01' } }, 'additional properties (until)'],
    [{ colour: 'red' }, 'module.json/ must NOT have additional properties (colour)'],
    [{ tables: [{ kind: 'sql', file: 'a.json' }] }, 'module.json/tables/0/kind'],
    [{ tables: [{ kind: 'data', file: '../secret.json' }] }, 'module.json/tables/0/file'],
    [{ tables: [{ kind: 'data', file: '/etc/passwd' }] }, 'module.json/tables/0/file'],
    [{ tables: [{ kind: 'data', file: 'a/b.json' }] }, 'module.json/tables/0/file'],
    [{ tables: [{ kind: 'data', file: 'index.ts' }] }, 'module.json/tables/0/file'],
  ])('%j is refused, naming the key', (over, said) => {
    expect(read(over)).toContain('CW-3001 The mapping module office-visits is not valid');
    expect(read(over)).toContain(said);
  });

  it('with several bad keys names each', () => {
    const said = read({ version: 'x', stage: 'y', colour: 'z' });
    for (const key of ['/version', '/stage', 'colour']) expect(said).toContain(key);
  });

  it.each([null, 'module', 7, [], {}])('is an object, not %j', (value) =>
    expect(refusal(() => manifestOf(value, 'm'))).toContain('CW-3001'),
  );
});

describe('a module', () => {
  const context: ModuleContext = {
    on: ON,
    terminology: fakeTerminology(),
    problems: [],
    diagnoses: [],
    services: [],
    tables: {},
    rule: (rule, citation) => ({ module: 'm', version: '1.0.0', rule, citation }),
  };
  const data = manifest('m', { tables: [{ kind: 'data', file: 'a.json' }] });

  it('is its own logic, prepared once with its tables', () => {
    const prepared: unknown[] = [];
    const made = makeModule(data, { 'a.json': { code: 'I10' } }, (tables) => {
      prepared.push(tables);
      return () => ({ diagnoses: [dx('I10')], services: [line('99213')], queries: [query('q')] });
    });
    for (const _run of [1, 2]) made.suggest(facts(), context);
    expect(prepared).toEqual([{ 'a.json': { code: 'I10' } }]);
    const said = made.suggest(facts(), context);
    expect([said.diagnoses?.length, said.services?.length, said.queries?.length, said.uncoded ?? []]).toEqual(
      [1, 1, 1, []],
    );
    expect(made.tables).toEqual({ 'a.json': { code: 'I10' } });
  });

  it('of tables and logic says both', () => {
    const both = manifest('m', { tables: [{ kind: 'not-diagnoses', file: 'n.json' }] });
    const coding = { system: SYSTEM.snomed, code: '160903007', display: 'Full-time employment' };
    const table = { system: SYSTEM.snomed, concepts: [{ ...coding, reason: 'it is an occupation' }] };
    const made = makeModule(both, { 'n.json': table }, () => () => ({ queries: [query('q')] }));
    const working = problem({ concept: { codings: [coding], words: 'Full-time employment' } });
    const said = made.suggest(facts({ problems: [working] }), { ...context, problems: [working] });
    expect(said.queries).toHaveLength(1);
    expect(said.uncoded).toMatchObject([{ about: 'Condition/c', reason: 'not-a-diagnosis' }]);
  });

  it('without a table or logic is none', () => {
    const said = 'it has neither a table to interpret nor an index.ts';
    expect(refusal(() => makeModule(manifest('m'), {}, undefined))).toContain(said);
    expect(refusal(() => makeModule(data, { 'a.json': {} }, undefined))).toContain(said);
  });

  it('whose table is missing or of the wrong form is refused by name', () => {
    const mapped = manifest('m', { tables: [{ kind: 'concept-map', file: 'map.json' }] });
    expect(refusal(() => makeModule(mapped, {}, undefined))).toContain(
      'CW-3001 The mapping module m is not valid',
    );
    expect(
      refusal(() => makeModule(mapped, { 'map.json': { resourceType: 'Patient' } }, undefined)),
    ).toContain('CW-3001');
  });
});
