/** A kept case coded again: the same bytes from the same inputs, and the truth about every input that is not the same. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../../src/chart/index.ts';
import { parseChargeTable } from '../../../src/claim/index.ts';
import {
  type CaseDetails,
  caseCodec,
  codeChart,
  type Editions,
  type PipelineKnowledge,
  replay,
} from '../../../src/flow/index.ts';
import { example, examples, standing } from '../../support/service.ts';

const { knowledge } = await standing();
const editions = knowledge.editions as Editions;

function keptCase(slug: string, known: PipelineKnowledge = knowledge): CaseDetails {
  const { bundle, expected } = example(slug);
  const chart = chartFromBundle(bundle, 'https://ehr.example.org/fhir', expected.encounter);
  const coded = codeChart(chart, known);
  const details = { coded, claim: undefined, writeBack: undefined, fault: undefined };
  return caseCodec.read(JSON.parse(JSON.stringify(caseCodec.write(details))));
}

describe.each(examples().map((e) => e.slug))('the case of %s', (slug) => {
  it('is replayed from what was kept to the same bytes', () => {
    const details = keptCase(slug);
    const result = replay(details, { knowledge, editions });
    expect(result).toMatchObject({ outcome: 'identical', inputs: [], lines: [] });
    expect(result.compared).toBe(details.coded?.draft ? 'claim' : 'decision');
    expect(result.bytes).toBeGreaterThan(500);
  });
});

describe('the inputs of a replay', () => {
  const details = keptCase('uri-simple-visit');
  const [release] = editions.releases;
  const [module] = editions.modules;

  const changed: readonly (readonly [string, Partial<Editions>, object])[] = [
    ['another program', { program: '9.0.0' }, { input: 'program', before: editions.program, after: '9.0.0' }],
    [
      'a release that is missing',
      { releases: editions.releases.slice(1) },
      { input: `release ${release?.id}`, after: 'missing' },
    ],
    [
      'a release with other content',
      { releases: editions.releases.map((r) => (r === release ? { ...r, checksum: 'f'.repeat(64) } : r)) },
      { input: `release ${release?.id}`, after: 'ffffffffffff' },
    ],
    [
      'a module that is missing',
      { modules: editions.modules.slice(1) },
      { input: `module ${module?.id}`, after: 'missing' },
    ],
    [
      'a later version of a module',
      { modules: editions.modules.map((m) => (m === module ? { ...m, version: '9.9.9' } : m)) },
      { input: `module ${module?.id}`, after: expect.stringMatching(/^9\.9\.9 /) },
    ],
    [
      'a module with other content under its version',
      { modules: editions.modules.map((m) => (m === module ? { ...m, hash: 'e'.repeat(64) } : m)) },
      { input: `module ${module?.id}`, after: `${module?.version} eeeeeeeeeeee` },
    ],
    ['another charge table', { charges: 'd'.repeat(64) }, { input: 'charge table', after: 'dddddddddddd' }],
    [
      'an edit policy where there was none',
      { edits: 'c'.repeat(64) },
      { input: 'edit policy', before: 'none' },
    ],
    ['another calibration', { calibration: 'b'.repeat(64) }, { input: 'calibration table' }],
    ['another review policy', { policy: 'a'.repeat(64) }, { input: 'review policy' }],
  ];
  it.each(changed)('tell of %s, and nothing is tried', (_, over, difference) => {
    const result = replay(details, { knowledge, editions: { ...editions, ...over } });
    expect(result).toMatchObject({ outcome: 'not-tried', lines: [] });
    expect(result.inputs).toEqual([expect.objectContaining(difference)]);
  });

  it('are the same when releases and modules came since', () => {
    const more = {
      ...editions,
      releases: [{ id: 'icd10cm-2027', checksum: 'x' }, ...editions.releases],
      modules: [...editions.modules, { id: 'new', version: '1.0.0', hash: 'x' }],
    };
    expect(replay(details, { knowledge, editions: more }).outcome).toBe('identical');
  });

  it('are all of them kept, each with a hash', () => {
    expect(details.coded?.editions).toEqual(editions);
    expect(editions.releases.map((r) => r.id)).toContain(knowledge.terminology.releases()[0]?.id);
    expect(editions.modules.map((m) => m.id)).toEqual(knowledge.modules.map((m) => m.manifest.id));
    for (const { hash } of editions.modules) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(editions.modules.map((m) => m.hash)).size).toBe(editions.modules.length);
  });
});

describe('a replay with other inputs, asked for all the same', () => {
  const details = keptCase('uri-simple-visit');
  const dearer = parseChargeTable(
    'code,modifier,price,effectiveFrom,effectiveTo\n99212,,987.65,2020-01-01,\n',
  );

  it('shows each place of the claim that comes out otherwise', () => {
    const result = replay(details, {
      knowledge: { ...knowledge, charges: dearer },
      editions: { ...editions, charges: 'other' },
      anyway: true,
    });
    expect(result).toMatchObject({ outcome: 'differs', compared: 'claim' });
    expect(result.inputs).toHaveLength(1);
    const net = result.lines.find((line) => /\.item\[0\]\.net\.value$/.test(line.at));
    expect([net?.after, net?.before]).toEqual(['987.65', expect.stringMatching(/^\d+(?:\.\d+)?$/)]);
    expect(result.lines.every((line) => line.before !== line.after)).toBe(true);
  });

  it('is identical where the other input made no difference', () => {
    const result = replay(details, { knowledge, editions: { ...editions, policy: 'other' }, anyway: true });
    expect([result.outcome, result.inputs.length]).toEqual(['identical', 1]);
  });

  it('finds a kept claim that was altered', () => {
    const text = JSON.stringify(caseCodec.write(details)).replaceAll('"99212"', '"99215"');
    const altered = caseCodec.read(JSON.parse(text));
    const { outcome, lines, inputs } = replay(altered, { knowledge, editions });
    expect([outcome, inputs]).toEqual(['differs', []]);
    expect(lines).toContainEqual({
      at: expect.stringMatching(/productOrService\.coding\[0\]\.code$/),
      before: '"99215"',
      after: '"99212"',
    });
  });
});

describe('a case that cannot be replayed', () => {
  it.each([
    ['was never coded', undefined],
    [
      'is from a program that kept no editions',
      { ...keptCase('uri-simple-visit').coded, editions: undefined },
    ],
  ])('is told so when it %s', (_, coded) => {
    const details = { ...keptCase('uri-simple-visit'), coded: coded as CaseDetails['coded'] };
    expect(() => replay(details, { knowledge, editions })).toThrow(
      expect.objectContaining({ code: 'CW-8204' }),
    );
  });
});
