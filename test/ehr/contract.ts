/** What every Ehr must do, whatever is behind it: run on the fake and on the real one against the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ehr } from '../../src/ehr/index.ts';
import { keyOf } from '../../src/fhir/index.ts';
import { claimTransaction } from '../sandbox/small-chart.ts';
import { drained } from './support.ts';

export interface UnderTest {
  readonly ehr: Ehr;
  /** How many resources of a type were written or are held. */
  count(type: string): number;
  close(): Promise<void>;
}

/** `start` must give an EHR that holds the small chart of the sandbox tests. */
export function ehrContract(name: string, start: () => Promise<UnderTest>): void {
  describe(name, () => {
    let under: UnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.close());

    it('says which connection it is', () => {
      expect(under.ehr.id).not.toBe('');
      expect(under.ehr.baseUrl).toMatch(/^https?:\/\/.+[^/]$/);
    });

    it('gives the finished encounters, all or since', async () => {
      const ids = async (since?: string) =>
        (await drained(under.ehr.finishedEncounters(since ? { since } : {}))).map((e) => e.id);
      expect(await ids()).toEqual(['e1']);
      expect(await ids('2026-03-04T00:00:00Z')).toEqual(['e1']);
      expect(await ids('2026-03-05T00:00:00Z')).toEqual([]);
    });

    it('reads the chart of one: frozen, with the patient, the Conditions and the clinician', async () => {
      const chart = await under.ehr.readChart('e1');
      expect([chart.source, chart.encounter.id, chart.patient?.id]).toEqual([under.ehr.baseUrl, 'e1', 'p1']);
      expect(chart.of('Condition').map((c) => c.id)).toContain('c1');
      expect(chart.resolve(chart.encounter.participant?.[0]?.individual)).toMatchObject({ id: 'dr' });
      expect(chart.historyFrom).toBe('2023-03-04');
      expect([chart.gaps, Object.isFrozen(chart.encounter)]).toEqual([[], true]);
      expect(new Set(chart.resources.map(keyOf)).size).toBe(chart.resources.length);
    });

    it('has no chart of an encounter that is not there, nor of what is no id', async () => {
      await expect(under.ehr.readChart('none')).rejects.toMatchObject({ code: 'CW-2001' });
      await expect(under.ehr.readChart('../Patient/p1')).rejects.toMatchObject({ code: 'CW-1002' });
    });

    it('writes a Claim once', async () => {
      const first = await under.ehr.writeClaim(claimTransaction('a'));
      expect(first).toEqual({
        outcome: 'created',
        claim: expect.stringMatching(/^Claim\/[A-Za-z0-9\-.]{1,64}$/),
      });
      expect(await under.ehr.writeClaim(claimTransaction('a'))).toEqual({ ...first, outcome: 'existing' });
      expect([under.count('Claim'), under.count('Provenance')]).toEqual([1, 1]);
    });

    it('writes one Claim when two come at once', async () => {
      const both = await Promise.all([1, 2].map(() => under.ehr.writeClaim(claimTransaction('b'))));
      expect(both.map((b) => b.outcome).sort()).toEqual(['created', 'existing']);
      expect(new Set(both.map((b) => b.claim)).size).toBe(1);
      expect([under.count('Claim'), under.count('Provenance')]).toEqual([2, 2]);
    });

    it('writes no Claim that is not conditional', async () => {
      const [entry] = claimTransaction('c').entry ?? [];
      const bare = {
        ...claimTransaction('c'),
        entry: [{ ...entry, request: { method: 'POST' as const, url: 'Claim' } }],
      };
      await expect(under.ehr.writeClaim(bare)).rejects.toMatchObject({ code: 'CW-5002' });
    });
  });
}
