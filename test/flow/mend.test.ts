/** Safe mends on their way through an encounter: by the policy of the site, or by a person. */
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Claim, Resource } from '../../src/fhir/index.ts';
import { type CaseDetails, mendCase, type ProcessDeps, processEncounter } from '../../src/flow/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge } = await standing();
const { bundle, expected } = example('before-october');
const [, ID = ''] = expected.encounter.split('/');
/** The record has the code of a contusion without its placeholders: where they go is certain. */
const resources = JSON.parse(
  JSON.stringify(resourcesOf(bundle)).replaceAll('S30.1XXA', 'S30.1A'),
) as readonly Resource[];
const EDIT = 'icd10cm-seventh-character';

function made(edits: ProcessDeps['knowledge']['edits'] = []) {
  const ehr = fakeEhr(resources);
  const deps: ProcessDeps = {
    ehr,
    cases: memoryCaseStore<CaseDetails>(),
    clock: frozenClock(NOW),
    // That the record named no whole code makes it doubtful, which is not what is looked at here.
    knowledge: { ...knowledge, edits, policy: { minConfidence: 0, blockingQueries: [] } },
  };
  const codes = () =>
    ehr.written
      .filter((r): r is Claim => r.resourceType === 'Claim')
      .flatMap((c) => (c.diagnosis ?? []).map((d) => d.diagnosisCodeableConcept?.coding?.[0]?.code));
  return { deps, codes };
}

describe('a safe mend', () => {
  it('is not made unless somebody lets it', async () => {
    const { deps, codes } = made();
    const held = await processEncounter(ID, deps);
    expect([held.state, codes()]).toEqual(['held', []]);
    expect(held.events.at(-1)?.why).toContain(EDIT);
  });

  it('is made by the policy, before the claim is written, and recorded', async () => {
    const { deps, codes } = made([{ edit: EDIT, applyFixes: true }]);
    const claimed = await processEncounter(ID, deps);
    expect([claimed.state, codes()]).toEqual(['claimed', expect.arrayContaining(['S30.1XXA'])]);
    const kept = await deps.cases.get(claimed.id);
    expect(kept?.details.coded?.mended).toEqual([
      expect.objectContaining({ edit: EDIT, who: 'policy', patch: expect.objectContaining({}) }),
    ]);
    expect(claimed.events.find((e) => e.kind === 'coded')?.why).toContain(`Mended by ${EDIT} (policy).`);
    expect(kept?.details.coded?.findings.filter((f) => f.edit === EDIT)).toEqual([]);
  });

  it('of another edit is no leave for this one', async () => {
    const { deps } = made([{ edit: 'icd10cm-dot', applyFixes: true }]);
    expect((await processEncounter(ID, deps)).state).toBe('held');
  });

  it('is made by a person on a held case, which is checked again and claimed', async () => {
    const { deps, codes } = made();
    const held = await processEncounter(ID, deps);
    const { case: after } = await mendCase({ case: held.id, edit: EDIT, who: 'coder-7' }, deps);
    expect([after.state, codes()]).toEqual(['claimed', expect.arrayContaining(['S30.1XXA'])]);
    expect(after.events.slice(held.events.length).map((e) => [e.kind, e.who])).toEqual([
      ['mended', 'coder-7'],
      ['coded', 'claimwright'],
      ['found-ready', 'claimwright'],
      ['claimed', 'claimwright'],
    ]);
    const kept = await deps.cases.get(held.id);
    expect(kept?.details.coded?.inputs?.mends).toEqual([{ edit: EDIT, who: 'coder-7' }]);
  });

  it.each([
    ['an unknown case', { case: 'x', edit: EDIT }, 'CW-1007'],
    ['an edit that said nothing', { edit: 'amounts' }, 'CW-1007'],
  ])('is refused for %s', async (_, asked, code) => {
    const { deps, codes } = made();
    const held = await processEncounter(ID, deps);
    const mending = mendCase({ case: held.id, who: 'coder-7', ...asked }, deps);
    await expect(mending).rejects.toMatchObject({ code });
    expect(codes()).toEqual([]);
  });

  it('is refused once the claim is made', async () => {
    const { deps } = made();
    const held = await processEncounter(ID, deps);
    await mendCase({ case: held.id, edit: EDIT, who: 'coder-7' }, deps);
    const kept = await deps.cases.get(held.id);
    const again = mendCase({ case: held.id, edit: EDIT, who: 'coder-7' }, deps);
    await expect(again).rejects.toMatchObject({ code: expect.stringMatching(/^CW-(?:1007|4001)$/) });
    expect((await deps.cases.get(held.id))?.case).toEqual(kept?.case);
  });
});
