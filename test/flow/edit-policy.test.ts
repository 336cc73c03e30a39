/** The edit policy of the configuration, from its file to the findings of a claim and of an encounter. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeCoding } from '../../src/compose.ts';
import type { Claim } from '../../src/fhir/index.ts';
import { chartFromBundle, checkClaim, codeChart, mendClaim } from '../../src/flow/index.ts';
import { config, example, standing } from '../support/service.ts';

const { knowledge, validator } = await standing();
const { bundle, expected } = example('uri-simple-visit');
const chart = chartFromBundle(bundle, 'inline', expected.encounter);
const claim = codeChart(chart, knowledge).draft?.claim as Claim;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withPolicy(text: string): ReturnType<typeof composeCoding> {
  const path = join(folder, 'policy.json');
  writeFileSync(path, text);
  return composeCoding(config({ CLAIMWRIGHT_EDIT_POLICY: path }));
}

describe('the edit policy', () => {
  it('is read from its file and binds the claim and the encounter', async () => {
    const wrong = { ...claim, total: { value: 1, currency: 'USD' as const } };
    const amounts = (k: typeof knowledge) =>
      checkClaim(wrong, validator, k)
        .findings.filter((f) => f.edit === 'amounts')
        .map((f) => f.severity);
    expect(amounts(knowledge)).toEqual(['error']);
    const own = await withPolicy('[{"edit":"amounts","severity":"warning"},{"edit":"ncci-mue","off":true}]');
    expect(amounts(own.knowledge)).toEqual(['warning']);
    const edits = codeChart(chart, {
      ...knowledge,
      ...(own.knowledge.edits ? { edits: own.knowledge.edits } : {}),
    });
    expect(codeChart(chart, knowledge).findings.some((f) => f.edit === 'ncci-mue')).toBe(true);
    expect(edits.findings.some((f) => f.edit === 'ncci-mue')).toBe(false);
  });

  it('lets safe mends be made, and records them', async () => {
    const dotless = structuredClone(claim);
    const coding = dotless.diagnosis?.[0]?.diagnosisCodeableConcept?.coding?.[0];
    if (!coding?.code) throw new Error('no code');
    const code = coding.code;
    coding.code = code.replace('.', '').toLowerCase();
    expect(mendClaim(dotless, knowledge).records).toEqual([]);
    const { knowledge: own } = await withPolicy('[{"edit":"icd10cm-dot","applyFixes":true}]');
    const { claim: mended, records } = mendClaim(dotless, own);
    expect(mended.diagnosis?.[0]?.diagnosisCodeableConcept?.coding?.[0]?.code).toBe(code);
    expect(records).toMatchObject([{ who: 'policy', edit: 'icd10cm-dot' }]);
  });

  it('stops the start when it is wrong, naming the setting', async () => {
    await expect(withPolicy('[{"edit":"no-such-edit"}]')).rejects.toThrow(
      /CLAIMWRIGHT_EDIT_POLICY: entry 0 names no edit/,
    );
    const nowhere = composeCoding(config({ CLAIMWRIGHT_EDIT_POLICY: join(folder, 'none.json') }));
    await expect(nowhere).rejects.toThrow(/CLAIMWRIGHT_EDIT_POLICY names a file that cannot be read/);
  });
});
