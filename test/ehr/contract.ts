/** What every Ehr must do, whatever is behind it: run on the fake and on the real one against the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ehr, WriteBackMode } from '../../src/ehr/index.ts';
import { keyOf, type Resource } from '../../src/fhir/index.ts';
import { claimTransaction } from '../sandbox/small-chart.ts';
import { transactionFor } from './support/write-back.ts';
import { drained } from './support.ts';

export interface UnderTest {
  readonly ehr: Ehr;
  /** How many resources of a type were written or are held. */
  count(type: string): number;
  /** Those that are held. */
  held(type: string): Promise<readonly Resource[]>;
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

    it('gives the encounters that turned out to be none: here there are none', async () => {
      expect(await drained(under.ehr.cancelledEncounters())).toEqual([]);
      expect(await drained(under.ehr.cancelledEncounters({ since: '2026-03-04T00:00:00Z' }))).toEqual([]);
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

const TYPE = { claim: 'Claim', charge: 'ChargeItem', document: 'DocumentReference', task: 'Task' } as const;
const WITHDRAWN = {
  claim: 'cancelled',
  charge: 'entered-in-error',
  document: 'entered-in-error',
  task: 'cancelled',
} as const;

/** What writing in a mode must do, whatever server is there. */
export function writeContract(
  name: string,
  mode: WriteBackMode,
  start: (mode: WriteBackMode) => Promise<UnderTest>,
): void {
  describe(name, () => {
    let under: UnderTest;
    beforeAll(async () => {
      under = await start(mode);
    });
    afterAll(() => under.close());

    it('says how it writes', async () => {
      expect(await under.ehr.writeChoice()).toMatchObject({ mode, configured: true, offered: true });
    });

    if (mode === 'pull') {
      it('writes nothing, and offers the claim under the id of its transaction', async () => {
        const offered = { outcome: 'offered', claim: 'Claim/5a1c7a44-7a0e-4b6f-8d9c-1f2e3d4c5b6a' };
        expect(await under.ehr.writeClaim(transactionFor())).toEqual(offered);
        expect(await under.ehr.replaceClaim(transactionFor(), transactionFor())).toEqual(offered);
        expect(await under.ehr.voidClaim(transactionFor(), '')).toEqual({ outcome: 'offered' });
        expect(Object.values(TYPE).map((type) => under.count(type))).toEqual([0, 0, 0, 0]);
      });
      return;
    }

    const type = TYPE[mode];
    const each = mode === 'charge' ? 2 : 1;
    const statuses = async () => (await under.held(type)).map((r) => (r as { status?: string }).status);
    let reference: string;

    it('writes once, however often it is asked', async () => {
      const first = await under.ehr.writeClaim(transactionFor());
      expect(first).toEqual({
        outcome: 'created',
        claim: expect.stringMatching(new RegExp(`^${type}/[^/]+$`)),
      });
      reference = first.claim;
      expect(await under.ehr.writeClaim(transactionFor())).toEqual({ ...first, outcome: 'existing' });
      expect([under.count(type), under.count('Provenance')]).toEqual([each, each]);
    });

    it('writes once when two come at once', async () => {
      const both = await Promise.all(
        [1, 2].map(() => under.ehr.writeClaim(transactionFor({ number: 'CW2' }))),
      );
      expect(new Set(both.map((b) => b.claim)).size).toBe(1);
      expect([under.count(type), under.count('Provenance')]).toEqual([2 * each, 2 * each]);
    });

    it('reads charts as before: what was written is no evidence', async () => {
      const chart = await under.ehr.readChart('e1');
      expect(chart.resources.filter((r) => r.resourceType === type)).toEqual([]);
    });

    it('puts new content in the place of the old, once', async () => {
      const next = transactionFor({ codes: ['99214', '93000'] });
      expect(await under.ehr.replaceClaim(transactionFor(), next)).toEqual({
        outcome: 'existing',
        claim: reference,
      });
      expect(await under.ehr.replaceClaim(transactionFor(), next)).toEqual({
        outcome: 'existing',
        claim: reference,
      });
      const said = JSON.stringify((await under.held(type)).find((r) => keyOf(r) === reference));
      const codes = mode === 'document' ? decoded(said) : said;
      expect([codes.includes('99214'), codes.includes('99213')]).toEqual([true, false]);
      expect(under.count(type)).toBe(2 * each);
    });

    it('takes back what is no longer of the claim', async () => {
      if (mode !== 'charge') return;
      const [before, after] = [{ codes: ['99214', '93000'] }, { codes: ['99214'] }].map(transactionFor);
      if (!before || !after) throw new Error('no transactions');
      await under.ehr.replaceClaim(before, after);
      expect((await statuses()).filter((s) => s === 'entered-in-error')).toHaveLength(1);
    });

    it('is overwritten by nobody: content that neither version has is left', async () => {
      const other = transactionFor({ codes: ['99499', '93000'] });
      const next = transactionFor({ codes: ['99215', '93000'] });
      await expect(under.ehr.replaceClaim(other, next)).rejects.toMatchObject({ code: 'CW-8403' });
    });

    it('is taken back, and found so the second time', async () => {
      expect(await under.ehr.voidClaim(transactionFor(), reference)).toEqual({ outcome: 'cancelled' });
      expect(await under.ehr.voidClaim(transactionFor(), reference)).toEqual({ outcome: 'existing' });
      expect((await statuses()).filter((s) => s === WITHDRAWN[mode])).toHaveLength(each);
      expect(await under.ehr.voidClaim(transactionFor({ number: 'CW9' }), reference)).toEqual({
        outcome: 'absent',
      });
    });
  });
}

const decoded = (said: string): string =>
  [...said.matchAll(/"data":"([^"]+)"/g)].map((m) => Buffer.from(m[1] ?? '', 'base64').toString()).join('\n');
