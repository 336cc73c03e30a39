/** Processing encounters: every one ends as a kept case, no claim is made twice, and no fault of one stops another. */
import { describe, expect, it, vi } from 'vitest';
import { type Ehr, type FakeEhr, fakeEhr } from '../../src/ehr/index.ts';
import type { Encounter } from '../../src/fhir/index.ts';
import {
  type CaseDetails,
  type Cases,
  type ProcessDeps,
  processEncounter,
  processFinished,
} from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { advance, caseId, memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, smallVisit, standing } from '../support/service.ts';

const { knowledge } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');
const resources = resourcesOf(visit.bundle);

interface Over {
  readonly ehr?: Partial<Ehr>;
  readonly cases?: Cases;
}

function made(over: Over = {}, more: Parameters<typeof fakeEhr>[0] = []) {
  const fake = fakeEhr([...resources, ...more]);
  const reports: { state: string; claim: string | undefined; fault: unknown }[] = [];
  const deps: ProcessDeps = {
    ehr: { ...fake, ...over.ehr },
    cases: over.cases ?? memoryCaseStore<CaseDetails>(),
    clock: frozenClock(NOW),
    knowledge,
    report: (outcome, details, fault) => reports.push({ state: outcome.state, claim: details.claim, fault }),
  };
  const kept = async (id = ID) => deps.cases.get(caseId(fake.id, `Encounter/${id}`));
  return { fake, deps, reports, kept };
}

const claimsOf = (ehr: FakeEhr): number => ehr.written.filter((r) => r.resourceType === 'Claim').length;
const HOUR = 3_600_000;
const down = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' }));

describe('a claim that base R4 or our profile refuses', () => {
  const issue = {
    severity: 'error',
    code: 'required',
    diagnostics: 'It lacks a thing.',
    expression: 'Claim.thing',
  } as const;
  it('is held with what they say, and no EHR is sent it', async () => {
    const { fake, deps, kept } = made();
    const outcome = await processEncounter(ID, {
      ...deps,
      validator: { validate: () => [issue], profileUrls: [] },
    });
    expect(outcome.state).toBe('held');
    expect(claimsOf(fake)).toBe(0);
    expect((await kept())?.details.coded?.findings).toContainEqual(
      expect.objectContaining({
        edit: 'fhir-structure',
        message: 'It lacks a thing.',
        expression: 'Claim.thing',
      }),
    );
  });

  it('is not held by a warning', async () => {
    const { fake, deps } = made();
    const validator = { validate: () => [{ ...issue, severity: 'warning' as const }], profileUrls: [] };
    expect((await processEncounter(ID, { ...deps, validator })).state).toBe('claimed');
    expect(claimsOf(fake)).toBe(1);
  });
});

describe('one encounter', () => {
  it('is read, coded, found ready and claimed, with an event for each step', async () => {
    const { fake, deps, reports, kept } = made();
    const outcome = await processEncounter(ID, deps);
    expect(outcome.state).toBe('claimed');
    expect(outcome.events.map((e) => [e.sequence, e.kind])).toEqual([
      [1, 'read'],
      [2, 'coded'],
      [3, 'found-ready'],
      [4, 'claimed'],
    ]);
    for (const event of outcome.events) expect(event).toMatchObject({ at: NOW, who: 'claimwright' });
    expect(await kept()).toMatchObject({
      case: outcome,
      details: { claim: expect.stringMatching(/^Claim\//), writeBack: 'created', fault: undefined },
    });
    expect(fake.written.map((r) => r.resourceType).sort()).toEqual(['Claim', 'Provenance']);
    expect(reports).toEqual([{ state: 'claimed', claim: expect.any(String), fault: undefined }]);
  });

  it('that is not there is kept as a held case with the reason', async () => {
    const { deps, reports, kept } = made();
    expect((await processEncounter('none', deps)).state).toBe('held');
    expect((await kept('none'))?.details).toEqual({
      coded: undefined,
      claim: undefined,
      writeBack: undefined,
      fault: { code: 'CW-2001', message: 'The EHR has no Encounter/none.' },
    });
    expect(reports[0]?.fault).toMatchObject({ code: 'CW-2001' });
  });

  it('with an error is held, and one that a person must decide is asked for review: neither is written', async () => {
    const wrong = resourcesOf(example('missing-elements').bundle);
    const text = resourcesOf(example('text-only-conditions').bundle);
    const { fake, deps } = made({}, [...wrong, ...text]);
    const end = async (slug: string) =>
      (await processEncounter(example(slug).expected.encounter.replace('Encounter/', ''), deps)).events.map(
        (e) => e.kind,
      );
    expect(await end('missing-elements')).toEqual(['read', 'coded', 'held']);
    expect(await end('text-only-conditions')).toEqual(['read', 'coded', 'asked-for-review']);
    expect(fake.written).toEqual([]);
    const whys = (await deps.cases.list()).map((k) => k.case.events.at(-1)?.why);
    expect(whys).toEqual([
      expect.stringMatching(/^\d+ reasons? against a claim: [a-z0-9-]+(?:, [a-z0-9-]+)*\.$/),
      expect.stringMatching(/^\d+ reasons? against a claim: diagnosis-unmapped/),
    ]);
  });

  it('that cannot be read is held with the fault, and is claimed when it can be read again', async () => {
    const { fake, deps, kept } = made({ ehr: { readChart: down } });
    expect((await processEncounter(ID, deps)).state).toBe('held');
    expect((await kept())?.details).toMatchObject({ coded: undefined, fault: { code: 'CW-2002' } });
    const outcome = await processEncounter(ID, { ...deps, ehr: fake });
    expect(outcome.events.map((e) => e.kind)).toEqual([
      'read',
      'held',
      'read',
      'coded',
      'found-ready',
      'claimed',
    ]);
    expect((await kept())?.details).toMatchObject({ writeBack: 'created', fault: undefined });
  });

  it('whose claim cannot be written now stays ready with its codes, and is written later', async () => {
    const { fake, deps, reports, kept } = made({ ehr: { writeClaim: down } });
    const ready = await processEncounter(ID, deps);
    expect(ready.events.map((e) => e.kind)).toEqual(['read', 'coded', 'found-ready']);
    expect(reports).toMatchObject([{ state: 'ready', fault: { code: 'CW-2002' } }]);
    expect((await kept())?.details.coded?.set.diagnoses.map((d) => d.code)).toEqual(visit.expected.diagnoses);
    await deps.clock.wait(HOUR);
    expect((await processEncounter(ID, { ...deps, ehr: fake })).state).toBe('claimed');
    expect(claimsOf(fake)).toBe(1);
  });

  it('whose claim is refused is held with its codes, and is written once it is taken', async () => {
    const refused = () =>
      Promise.reject(new ClaimwrightError('CW-2003', { status: 422, interaction: 'POST' }));
    const { fake, deps, kept } = made({ ehr: { writeClaim: refused } });
    const held = await processEncounter(ID, deps);
    expect(held.events.map((e) => e.kind)).toEqual(['read', 'coded', 'found-ready', 'held']);
    expect((await kept())?.details).toMatchObject({ claim: undefined, fault: { code: 'CW-2003' } });
    expect((await processEncounter(ID, { ...deps, ehr: fake })).state).toBe('claimed');
    expect(claimsOf(fake)).toBe(1);
  });

  it('that a fault of ours stops shows no word of it', async () => {
    const broken = () => Promise.reject(new TypeError('JANE DOE is undefined'));
    const { deps, reports, kept } = made({ ehr: { readChart: broken } });
    const outcome = await processEncounter(ID, deps);
    expect((await kept())?.details.fault?.code).toBe('CW-5003');
    expect(JSON.stringify([outcome, (await kept())?.details])).not.toContain('JANE');
    // The error itself goes to whoever logs, which leaves the message out.
    expect(reports[0]?.fault).toBeInstanceOf(TypeError);
  });
});

describe('an encounter that is processed again', () => {
  it('is left as it is where nothing changed', async () => {
    const { fake, deps, reports, kept } = made();
    await processEncounter(ID, deps);
    const first = await kept();
    expect(await processEncounter(ID, deps)).toEqual(first?.case);
    expect(await kept()).toEqual(first);
    expect([claimsOf(fake), reports.length]).toEqual([1, 1]);
  });

  it('finds its claim in the EHR when the case was lost', async () => {
    const { fake, deps } = made();
    await processEncounter(ID, deps);
    const outcome = await processEncounter(ID, { ...deps, cases: memoryCaseStore<CaseDetails>() });
    expect(outcome.events.at(-1)?.why).toBe('The EHR already holds this claim.');
    expect(claimsOf(fake)).toBe(1);
  });

  it('keeps its claim in sight when it cannot be read any more', async () => {
    const { deps, kept } = made();
    await processEncounter(ID, deps);
    const { claim } = (await kept())?.details ?? {};
    const gone = () => Promise.reject(new ClaimwrightError('CW-2001', { what: 'Encounter' }));
    await processEncounter(ID, { ...deps, ehr: { ...deps.ehr, readChart: gone } });
    expect((await kept())?.case.state).toBe('held');
    expect((await kept())?.details).toMatchObject({
      claim,
      writeBack: 'created',
      fault: { code: 'CW-2001' },
    });
    // It can be read again, and asks for the claim that was made.
    const outcome = await processEncounter(ID, deps);
    expect(outcome.events.at(-1)?.why).toBe('The claim that was made stands.');
    expect(outcome.state).toBe('claimed');
  });

  it('is left as it is while the EHR is away', async () => {
    const { deps, reports, kept } = made();
    await processEncounter(ID, deps);
    const first = await kept();
    await processEncounter(ID, { ...deps, ehr: { ...deps.ehr, readChart: down } });
    expect(await kept()).toEqual(first);
    expect(reports.at(-1)).toMatchObject({ state: 'claimed', fault: { code: 'CW-2002' } });
  });

  it('keeps its claim in sight when something now stands against it', async () => {
    const { deps, kept } = made();
    await processEncounter(ID, deps);
    const { claim } = (await kept())?.details ?? {};
    const chart = await deps.ehr.readChart(ID);
    const empty = fakeEhr([chart.encounter, ...chart.of('Patient')]);
    await processEncounter(ID, { ...deps, ehr: { ...deps.ehr, readChart: empty.readChart } });
    expect((await kept())?.case.state).toBe('held');
    expect((await kept())?.details).toMatchObject({ claim, fault: undefined });
  });

  it('is left alone once its claim was sent', async () => {
    const { fake, deps, reports, kept } = made();
    const claimed = await processEncounter(ID, deps);
    const { details } = (await kept()) ?? {};
    if (!details) throw new Error('no case was kept');
    const sent = advance(claimed, { at: NOW, who: 'test', kind: 'sent', why: 'Sent.' });
    await deps.cases.put({ case: sent, details }, claimed.events.length);
    const readChart = vi.fn(fake.readChart);
    expect(await processEncounter(ID, { ...deps, ehr: { ...fake, readChart } })).toEqual(sent);
    expect(readChart).not.toHaveBeenCalled();
    expect([reports.length, (await kept())?.case]).toEqual([1, sent]);
  });
});

describe('an encounter that is processed twice at once', () => {
  it('is one case and one claim, and neither run fails', async () => {
    const { fake, deps, reports } = made();
    const both = await Promise.all([processEncounter(ID, deps), processEncounter(ID, deps)]);
    // The slower one may see the case before its claim is delivered.
    for (const { state } of both) expect(['ready', 'claimed']).toContain(state);
    expect(both.map((c) => c.state)).toContain('claimed');
    expect([claimsOf(fake), (await deps.cases.list()).length, reports.length]).toEqual([1, 1, 1]);
  });

  it('by two lists at once comes to the same and writes each claim once', async () => {
    const { fake, deps } = made({}, smallVisit('a'));
    await Promise.all([processFinished(deps), processFinished(deps)]);
    for (const { case: c } of await deps.cases.list()) expect(['claimed', 'held']).toContain(c.state);
    const numbers = fake.written.flatMap((r) =>
      r.resourceType === 'Claim' ? [r.identifier?.[0]?.value] : [],
    );
    expect(numbers.length).toBeGreaterThan(0);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { case: c } of await deps.cases.list())
      expect(c.events.map((e) => e.sequence)).toEqual(c.events.map((_, i) => i + 1));
  });

  it('does not hide another fault of the store', async () => {
    const cases = memoryCaseStore<CaseDetails>();
    const full = { ...cases, put: () => Promise.reject(new Error('disk full')) };
    await expect(processEncounter(ID, made({ cases: full }).deps)).rejects.toThrow('disk full');
    const gone = { ...cases, put: () => Promise.reject(new ClaimwrightError('CW-4002')) };
    await expect(processEncounter(ID, made({ cases: gone }).deps)).rejects.toMatchObject({ code: 'CW-4002' });
  });
});

describe('all finished encounters', () => {
  const many = Array.from({ length: 9 }, (_, i) => smallVisit(`v${i}`)).flat();

  it('become cases, whatever becomes of each', async () => {
    const { deps } = made({}, many);
    const counts = await processFinished(deps);
    const cases = await deps.cases.list();
    const finished = [...resources, ...many].filter(
      (r) => r.resourceType === 'Encounter' && r.status === 'finished',
    );
    expect(cases).toHaveLength(finished.length);
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(finished.length);
  });

  it('go on when one cannot be read', async () => {
    const { fake, deps } = made({}, many);
    const readChart: Ehr['readChart'] = (id) => (id === 'v3' ? down() : fake.readChart(id));
    await processFinished({ ...deps, ehr: { ...fake, readChart } });
    const faulty = (await deps.cases.list()).filter((k) => k.details.fault);
    expect(faulty.map((k) => k.case.encounter)).toEqual(['Encounter/v3']);
    expect((await deps.cases.list()).length).toBeGreaterThan(9);
  });

  it('go on when a case of one cannot be kept, and say so at the end', async () => {
    const { fake, deps } = made({}, many);
    const bad = caseId(fake.id, 'Encounter/v3');
    const cases: Cases = {
      ...deps.cases,
      put: (stored, seen) =>
        stored.case.id === bad ? Promise.reject(new Error('disk full')) : deps.cases.put(stored, seen),
    };
    await expect(processFinished({ ...deps, cases })).rejects.toThrow('disk full');
    expect((await deps.cases.list()).map((k) => k.case.encounter)).toContain('Encounter/v8');
  });

  it('that are under way are kept when the list breaks off', async () => {
    const { fake, deps } = made({}, many);
    const broken = async function* () {
      for (const id of ['v0', 'v1', 'v2']) yield { resourceType: 'Encounter', id } as Encounter;
      throw new ClaimwrightError('CW-2002', { detail: 'reset' });
    };
    const run = processFinished({ ...deps, ehr: { ...fake, finishedEncounters: broken } });
    await expect(run).rejects.toMatchObject({ code: 'CW-2002' });
    expect((await deps.cases.list()).map((k) => k.case.encounter).sort()).toEqual([
      'Encounter/v0',
      'Encounter/v1',
      'Encounter/v2',
    ]);
  });

  it.each([1, 3, 4, 100])('are at most %d at a time', async (concurrency) => {
    const { fake, deps } = made({}, many);
    let now = 0;
    let most = 0;
    const readChart: Ehr['readChart'] = async (id) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((next) => setImmediate(next));
      now -= 1;
      return fake.readChart(id);
    };
    await processFinished({ ...deps, ehr: { ...fake, readChart } }, { concurrency });
    expect(most).toBe(Math.min(concurrency, (await deps.cases.list()).length));
  });

  it('are at most four at a time unless told', async () => {
    const { fake, deps } = made({}, many);
    let open = 0;
    let most = 0;
    const readChart: Ehr['readChart'] = async (id) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((next) => setImmediate(next));
      open -= 1;
      return fake.readChart(id);
    };
    await processFinished({ ...deps, ehr: { ...fake, readChart } });
    expect(most).toBe(4);
  });

  it('are only those of a worklist, where there is one', async () => {
    const { deps } = made({}, many);
    await processFinished(deps, { only: new Set(['v1', 'v7', 'not-there']) });
    expect((await deps.cases.list()).map((k) => k.case.encounter).sort()).toEqual([
      'Encounter/v1',
      'Encounter/v7',
    ]);
    expect(await processFinished(deps, { only: new Set() })).toEqual({});
  });

  it('are only those since an instant, where one is given', async () => {
    const { fake, deps } = made();
    const finishedEncounters = vi.fn(fake.finishedEncounters);
    await processFinished({ ...deps, ehr: { ...fake, finishedEncounters } }, { since: NOW });
    await processFinished({ ...deps, ehr: { ...fake, finishedEncounters } });
    expect(finishedEncounters.mock.calls).toEqual([[{ since: NOW }], [{}]]);
  });

  it('without an id are passed over', async () => {
    const { fake, deps } = made();
    const nameless = async function* () {
      yield { resourceType: 'Encounter', status: 'finished' } as Encounter;
    };
    expect(await processFinished({ ...deps, ehr: { ...fake, finishedEncounters: nameless } })).toEqual({});
  });

  it('that are listed twice are claimed once', async () => {
    const { fake, deps } = made();
    const twice = async function* () {
      for (const id of [ID, ID, ID]) yield { resourceType: 'Encounter', id } as Encounter;
    };
    await processFinished({ ...deps, ehr: { ...fake, finishedEncounters: twice } });
    expect([claimsOf(fake), (await deps.cases.list()).length]).toEqual([1, 1]);
  });

  it('are none where the EHR has none', async () => {
    const empty = { ...made().deps, ehr: fakeEhr([]) };
    expect(await processFinished(empty)).toEqual({});
  });
});

describe('a reader of notes outside', () => {
  const note = {
    resourceType: 'DocumentReference' as const,
    id: 'note-1',
    status: 'current' as const,
    subject: {
      reference:
        visit.bundle.entry?.flatMap((e) =>
          e.resource?.resourceType === 'Patient' ? [`Patient/${e.resource.id}`] : [],
        )[0] ?? '',
    },
    context: { encounter: [{ reference: `Encounter/${ID}` }] },
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          data: Buffer.from('Assessment: URI. Zorbitis of the toe.').toString('base64'),
        },
      },
    ],
  };
  const mention = {
    note: 'DocumentReference/note-1',
    start: 17,
    end: 36,
    words: 'Zorbitis of the toe',
    code: 'M10.9',
  };
  const reading = {
    mentions: [mention],
    dropped: { malformed: 0, 'words-not-in-note': 1, 'unknown-code': 0, 'not-billable': 0, 'too-many': 0 },
    failures: [],
  };

  it('is asked once an encounter, and what it found is kept with the facts', async () => {
    const { deps, kept } = made({}, [note]);
    const asked: unknown[] = [];
    const told: unknown[] = [];
    const reader = {
      read: async (...args: unknown[]) => {
        asked.push(args);
        return reading;
      },
    };
    await processEncounter(ID, { ...deps, reader, onReading: (r) => told.push(r) });
    expect(asked).toHaveLength(1);
    expect(told).toEqual([reading]);
    expect((await kept())?.details.coded?.facts.mentions).toEqual([mention]);
  });

  it('is not asked where there is no note, and is off unless configured', async () => {
    const asked: unknown[] = [];
    const reader = {
      read: async () => {
        asked.push(1);
        return reading;
      },
    };
    const none = made({ ehr: fakeEhr(resources.filter((r) => r.resourceType !== 'DocumentReference')) });
    await processEncounter(ID, { ...none.deps, reader });
    const off = made({}, [note]);
    await processEncounter(ID, off.deps);
    expect(asked).toEqual([]);
    expect((await off.kept())?.details.coded?.facts.mentions).toBeUndefined();
  });
});
