/** Two encounters of a patient: the second is coded with what was claimed for the first. */
import { describe, expect, it } from 'vitest';
import { processEncounter } from '../../../src/flow/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { chartOf, copied, encounterOf, site } from '../claims/support.ts';

const NAME = 'uri-simple-visit';
const ID = encounterOf(NAME);
const resources = chartOf(NAME);
const again = copied(resources, ID, 'b');
const findings = async (at: ReturnType<typeof site>, id: string) =>
  (await at.cases.get(id))?.details.coded?.findings.map((f) => f.edit) ?? [];

describe('the history', () => {
  it('holds a visit that was claimed before', async () => {
    const at = site([...resources, ...again]);
    expect((await at.run(ID)).state).toBe('claimed');
    const second = await at.run(`b-${ID}`);
    expect(second.state).toBe('held');
    expect(await findings(at, second.id)).toContain('duplicate-claim');
    const inputs = (await at.cases.get(second.id))?.details.coded?.inputs;
    expect(inputs?.history?.map((h) => h.code)).toEqual(['99212']);
  });

  it('does not hold a visit against itself', async () => {
    const at = site(resources);
    const first = await at.run(ID);
    const code = await at.process.inputs?.((await at.process.ehr.readChart(ID)) ?? never(), first.id);
    expect(code?.history).toEqual([]);
    expect((await at.run(ID)).state).toBe('claimed');
  });

  it('knows nothing of a claim that was never made', async () => {
    const at = site([...resources, ...again]);
    const down = {
      ...at.process,
      ehr: { ...at.process.ehr, writeClaim: () => Promise.reject(new Error('x')) },
    };
    expect((await processEncounter(ID, down)).state).toBe('held');
    expect((await at.run(`b-${ID}`)).state).toBe('claimed');
  });

  it('cannot tell of days before it begins', async () => {
    const at = site([...resources, ...again]);
    await at.run(ID);
    const second = await at.run(`b-${ID}`);
    const { inputs, verdicts } = (await at.cases.get(second.id))?.details.coded ?? {};
    expect(inputs?.historyFrom).toBe(at.clock.now().slice(0, 10));
    expect(verdicts?.find((v) => v.edit === 'global-period')?.answer).toBe('cannot-tell');
  });
});

describe('the day on which a claim is coded', () => {
  it.each([
    ['in time', '2026-03-20T10:00:00Z', 'claimed', false],
    ['too late for Medicare', '2028-01-05T10:00:00Z', 'held', true],
  ])('is %s', async (_, now, state, late) => {
    const name = 'hypertension-heart-failure-visit';
    const at = site(chartOf(name), { clock: frozenClock(now) });
    const done = await at.run(encounterOf(name));
    expect(done.state).toBe(state);
    expect((await findings(at, done.id)).includes('dates-timely')).toBe(late);
    expect((await at.cases.get(done.id))?.details.coded?.inputs?.today).toBe(now.slice(0, 10));
  });
});

const never = (): never => {
  throw new Error('no chart');
};
