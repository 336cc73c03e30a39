/** The service's own reads and writes: each is recorded before anybody sees what was read, and none without its event. */
import { describe, expect, it } from 'vitest';
import { type Ehr, fakeEhr } from '../../../src/ehr/index.ts';
import type { Bundle, Claim } from '../../../src/fhir/index.ts';
import { auditedEhr, codeChart, processFinished, referred } from '../../../src/flow/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { type AuditTrail, memoryAuditTrail, memoryCaseStore } from '../../../src/review/index.ts';
import { kept } from '../../review/audit-contract.ts';
import { example, NOW, resourcesOf, smallVisit, standing } from '../../support/service.ts';

const { knowledge } = await standing();
const { bundle, expected } = example('uri-simple-visit');
const id = expected.encounter.slice('Encounter/'.length);
const BASE = 'https://ehr.example.org/fhir';

function audited(over: Partial<Ehr> = {}, trail: AuditTrail = memoryAuditTrail()) {
  const fake = fakeEhr([...resourcesOf(bundle), ...smallVisit('a')]);
  const self = { name: 'claimwright', address: 'host.example.org' };
  const ehr = auditedEhr({ ...fake, ...over }, { trail, clock: frozenClock(NOW), self });
  return { fake, ehr, trail };
}
const patient = async (ehr: Ehr) => `${BASE}/Patient/${(await ehr.readChart(id)).patient?.id}`;

describe('the audited EHR', () => {
  it('records one event for a chart', async () => {
    const { ehr, trail } = audited();
    const whose = await patient(ehr);
    expect((await kept(trail)).map((e) => e.entry)).toEqual([
      {
        recorded: NOW,
        interaction: 'read',
        client: { name: 'claimwright', address: 'host.example.org' },
        server: { name: 'fake', address: BASE },
        observer: 'client',
        patient: whose,
        data: [{ reference: `${BASE}/Encounter/${id}` }],
      },
    ]);
  });

  it('records the list of encounters, and each chart and claim of a run', async () => {
    const { ehr, trail } = audited();
    await processFinished({ ehr, cases: memoryCaseStore(), clock: frozenClock(NOW), knowledge });
    const entries = (await kept(trail)).map((e) => e.entry);
    const of = (interaction: string) => entries.filter((e) => e.interaction === interaction);
    expect(of('search').map((e) => [e.query, e.patient])).toEqual([
      ['GET Encounter?status=finished', undefined],
    ]);
    const finished = resourcesOf(bundle).filter(
      (r) => r.resourceType === 'Encounter' && r.status === 'finished',
    );
    expect(of('read')).toHaveLength(finished.length + 1);
    expect(of('create').map((e) => e.data)).toContainEqual([
      { reference: expect.stringMatching(/^https:\/\/ehr\.example\.org\/fhir\/Claim\/.+/) },
    ]);
    expect(entries.filter((e) => e.interaction !== 'search').every((e) => e.patient !== undefined)).toBe(
      true,
    );
  });

  it('records a claim that the EHR holds already as a read', async () => {
    const { ehr, trail } = audited();
    const { draft } = codeChart(await ehr.readChart(id), knowledge);
    if (!draft) throw new Error('the example has a claim');
    await ehr.writeClaim(draft.transaction);
    await ehr.writeClaim(draft.transaction);
    expect((await kept(trail)).map((e) => e.entry.interaction)).toEqual(['read', 'create', 'read']);
  });

  it('records a claim put in the place of another, and one taken back, as updates; and nothing where nothing is written', async () => {
    const transaction: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: { resourceType: 'Claim', patient: { reference: 'Patient/1' } } as Claim }],
    };
    const made = async (over: Partial<Ehr>, act: (ehr: Ehr) => Promise<unknown>) => {
      const { ehr, trail } = audited(over);
      await act(ehr);
      return (await kept(trail)).map(({ entry }) => [entry.interaction, entry.patient, entry.data]);
    };
    const event = (kind: string) => [[kind, `${BASE}/Patient/1`, [{ reference: `${BASE}/Claim/7` }]]];
    for (const [outcome, events] of [
      ['created', event('update')],
      ['existing', event('read')],
      ['offered', []],
    ] as const) {
      const replaceClaim = async () => ({ outcome, claim: 'Claim/7' });
      expect(await made({ replaceClaim }, (ehr) => ehr.replaceClaim(transaction, transaction))).toEqual(
        events,
      );
    }
    for (const [outcome, events] of [
      ['cancelled', event('update')],
      ['absent', event('read')],
      ['offered', []],
    ] as const) {
      const voidClaim = async () => ({ outcome });
      expect(await made({ voidClaim }, (ehr) => ehr.voidClaim(transaction, 'Claim/7'))).toEqual(events);
    }
    const writeClaim = async () => ({ outcome: 'offered', claim: 'Claim/7' }) as const;
    expect(await made({ writeClaim }, (ehr) => ehr.writeClaim(transaction))).toEqual([]);
    const [query] = await made({}, async (ehr) => {
      for await (const _ of ehr.cancelledEncounters({ since: '2026-01-01' }));
    });
    expect(query?.[0]).toBe('search');
  });

  const deaf: AuditTrail = {
    append: () => Promise.reject(new Error('full')),
    events: async function* () {},
  };
  it('hands nothing on that could not be recorded', async () => {
    const { ehr } = audited({}, deaf);
    await expect(ehr.readChart(id)).rejects.toThrow('full');
    const listed = ehr.finishedEncounters()[Symbol.asyncIterator]();
    await expect(listed.next()).rejects.toThrow('full');
    const { fake } = audited();
    const { draft } = codeChart(await fake.readChart(id), knowledge);
    if (draft) await expect(ehr.writeClaim(draft.transaction)).rejects.toThrow('full');
  });

  it('records nothing of what failed', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const { ehr, trail } = audited({ readChart: gone, writeClaim: gone });
    await expect(ehr.readChart(id)).rejects.toThrow('gone');
    await expect(ehr.writeClaim({ resourceType: 'Bundle', type: 'transaction' })).rejects.toThrow('gone');
    expect(await kept(trail)).toEqual([]);
  });
});

describe('whose data it was', () => {
  it.each([
    ['Patient/1', BASE, `${BASE}/Patient/1`],
    ['https://other.example.org/Patient/1', BASE, 'https://other.example.org/Patient/1'],
    ['Patient/1', undefined, 'Patient/1'],
    ['Ada Example', BASE, undefined],
    ['Patient/Ada Example', BASE, undefined],
    ['Patient?identifier=x|123-45-6789', BASE, undefined],
    ['https://x.example.org/Patient?name=Ada&_id=Patient/1', BASE, undefined],
    ['urn:uuid:7c0f2a4e-0000-4000-8000-000000000000', BASE, undefined],
    ['Group/1', BASE, undefined],
    [undefined, BASE, undefined],
    [['Patient/1'], BASE, undefined],
  ])('is told by a literal reference alone: %s', (reference, base, whose) => {
    expect(referred(reference, base).patient).toBe(whose);
  });
});
