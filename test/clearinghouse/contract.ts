/** What every implementation of the clearinghouse's ports keeps to, whichever it is. */
import { describe, expect, it } from 'vitest';
import {
  type ClaimResult,
  type ControlNumbers,
  HIGHEST_CONTROL_NUMBER,
  type Inbox,
  type PastLines,
  type Results,
  type SentClaims,
  type Submission,
  type Submissions,
  submissionResponse,
} from '../../src/clearinghouse/index.ts';
import type { PastLine } from '../../src/edits/index.ts';
import { type ServiceDate, sha256, uuidFrom } from '../../src/kernel/index.ts';
import { AT, batchOf, CW1, CW2, claimOf, undelivered } from './support.ts';

export interface Ports {
  readonly sent: SentClaims;
  /** `last`: what was given before. */
  readonly numbers: (last?: Readonly<Record<string, number>>) => Promise<ControlNumbers>;
  readonly inbox: Inbox;
  readonly results: Results;
  readonly submissions: Submissions;
  readonly past: PastLines;
}

const RECEIPT = { channel: 'partner', at: AT, payloads: [{ sha256: 'x', answer: 'taken' }] };

export function portsContract(fresh: () => Promise<Ports>): void {
  describe('sent claims', () => {
    it('keep every byte, with its hash and its claims', async () => {
      const { sent } = await fresh();
      const batch = await batchOf([CW1, CW2]);
      await sent.prepare(batch);
      const kept = await sent.batch(batch.id);
      expect(kept?.claims).toEqual(batch.claims);
      expect(kept?.receipt).toBeUndefined();
      expect(kept?.payloads.map((p) => [p.name, p.sha256, p.idempotencyKey, p.contentType])).toEqual(
        batch.payloads.map((p) => [p.name, p.sha256, p.idempotencyKey, p.contentType]),
      );
      expect(kept?.payloads.map((p) => sha256(p.bytes))).toEqual(batch.payloads.map((p) => p.sha256));
    });

    it('keep a batch once, and the first receipt', async () => {
      const { sent } = await fresh();
      const batch = await batchOf([CW1]);
      for (let i = 0; i < 2; i += 1) await sent.prepare(batch);
      expect(await sent.byNumber('CW1')).toHaveLength(1);
      await sent.delivered(batch.id, RECEIPT);
      await sent.delivered(batch.id, { ...RECEIPT, at: '2027-01-01T00:00:00Z' });
      expect((await sent.batch(batch.id))?.receipt).toEqual(RECEIPT);
      await sent.prepare(batch);
      expect((await sent.batch(batch.id))?.receipt).toEqual(RECEIPT);
    });

    it('take the same claim once, and nothing of a batch that has it again', async () => {
      const { sent, numbers } = await fresh();
      const given = await numbers();
      await sent.prepare(await batchOf([CW1], given));
      const again = await batchOf([CW2, CW1], given, 'other');
      await expect(sent.prepare(again)).rejects.toMatchObject({ code: 'CW-8701' });
      expect(await sent.batch(again.id)).toBeUndefined();
      expect(await sent.byNumber('CW2')).toEqual([]);
    });

    it('tell what is not delivered, by channel and in order', async () => {
      const { sent, numbers } = await fresh();
      const given = await numbers();
      const [a, b, c] = [
        await batchOf([CW1], given),
        await batchOf([CW2], given, 'other'),
        await batchOf([claimOf('CW3', [{ code: '99213', net: 1 }])], given),
      ];
      for (const batch of [a, b, c]) await sent.prepare(batch);
      expect((await undelivered(sent)).map(({ id }) => id)).toEqual([a.id, b.id, c.id]);
      expect((await undelivered(sent, 'partner')).map(({ id }) => id)).toEqual([a.id, c.id]);
      await sent.delivered(a.id, RECEIPT);
      expect((await undelivered(sent, 'partner')).map(({ id }) => id)).toEqual([c.id]);
      expect(await undelivered(sent, 'nobody')).toEqual([]);
    });

    it('are found by each number that a partner may name, with its zeros or without', async () => {
      const { sent, numbers } = await fresh();
      const given = await numbers();
      await sent.prepare(await batchOf([CW1, CW2], given));
      await sent.prepare(await batchOf([claimOf('CW1', [{ code: '99215', net: 5 }])], given));
      expect((await sent.byNumber(' cw1 ')).map((c) => c.lines[0]?.code)).toEqual(['99213', '99215']);
      const of = async (claims: ReturnType<SentClaims['inGroup']>) => (await claims).map((c) => c.number);
      expect(await of(sent.inInterchange('1'))).toEqual(['CW1', 'CW2']);
      expect(await of(sent.inInterchange('000000002'))).toEqual(['CW1']);
      expect(await of(sent.inGroup('0001'))).toEqual(['CW1', 'CW2']);
      expect(await of(sent.inGroup('1', '1'))).toEqual(['CW1', 'CW2']);
      expect(await of(sent.inGroup('1', '0002'))).toEqual([]);
    });

    it('find nothing under no number, and no batch under what is no id', async () => {
      const { sent } = await fresh();
      const batch = await batchOf([CW1]);
      const none = { interchange: '', group: '', transaction: '' };
      await sent.prepare({ ...batch, claims: batch.claims.map((c) => ({ ...c, controlNumbers: none })) });
      for (const name of ['', '0', '000']) {
        expect(await sent.inInterchange(name)).toEqual([]);
        expect(await sent.inGroup(name)).toEqual([]);
      }
      for (const id of ['', "'; DROP TABLE sent_batch; --", uuidFrom('other')])
        expect(await sent.batch(id)).toBeUndefined();
    });
  });

  describe('control numbers', () => {
    it('rise for each sequence by itself', async () => {
      const numbers = await (await fresh()).numbers();
      expect([await numbers.next('a'), await numbers.next('a'), await numbers.next('b')]).toEqual([1, 2, 1]);
    });

    it('are never the same, however many ask at once', async () => {
      const numbers = await (await fresh()).numbers();
      const all = await Promise.all(Array.from({ length: 60 }, () => numbers.next('a')));
      expect(new Set(all).size).toBe(60);
      expect(Math.max(...all)).toBe(60);
    });

    it('begin again after nine digits', async () => {
      const numbers = await (await fresh()).numbers({ a: HIGHEST_CONTROL_NUMBER - 1 });
      expect([await numbers.next('a'), await numbers.next('a')]).toEqual([HIGHEST_CONTROL_NUMBER, 1]);
    });
  });

  describe('results', () => {
    const result = (place: string, number: string, rest: Partial<ClaimResult> = {}): ClaimResult => ({
      kind: 'claim',
      id: uuidFrom('result', place),
      number,
      state: 'acknowledged',
      response: submissionResponse({ id: place, at: AT, claim: CW1, issues: [] }),
      task: undefined,
      file: 'f',
      payerControlNumber: undefined,
      paid: undefined,
      reversal: false,
      ...rest,
    });

    it('are found by the claim, in the order in which they were first kept', async () => {
      const { results } = await fresh();
      for (const place of ['1', '2', '3']) await results.put(result(place, place === '2' ? 'CW2' : 'cw1'));
      await results.put(result('1', 'CW1', { state: 'adjudicated' }));
      expect((await results.ofClaim('Cw1')).map((r) => [r.id, r.state])).toEqual([
        [uuidFrom('result', '1'), 'adjudicated'],
        [uuidFrom('result', '3'), 'acknowledged'],
      ]);
      expect(await results.all()).toHaveLength(3);
    });

    it('are found by the latest that gave the number of the payer', async () => {
      const { results } = await fresh();
      for (const place of ['1', '2'])
        await results.put(result(place, `CW${place}`, { payerControlNumber: 'P' }));
      expect((await results.byPayerNumber('P'))?.number).toBe('CW2');
      expect(await results.byPayerNumber('Q')).toBeUndefined();
    });

    it('show what belongs to no claim', async () => {
      const { results } = await fresh();
      const unmatched = (place: string) => ({
        kind: 'unmatched' as const,
        id: uuidFrom('unmatched', place),
        file: 'f',
        number: `X${place}`,
        why: 'claim-unknown' as const,
        response: undefined,
      });
      await results.put(result('1', 'CW1'));
      for (const place of ['1', '2', '3']) await results.put(unmatched(place));
      expect(await results.unmatched()).toEqual(['1', '2', '3'].map(unmatched));
      expect(await results.unmatched(2)).toEqual(['1', '2'].map(unmatched));
      expect(await results.ofClaim('X1')).toEqual([]);
    });
  });

  describe('the inbox', () => {
    const summary = { results: 1, unmatched: 0, faults: 0, payments: 0, balanced: true };
    const file = (sha: string) => ({ sha256: sha, name: `${sha}.x12`, bytes: 2 ** 33, at: AT });

    it('knows a file by its content, and when it was read to its end', async () => {
      const { inbox } = await fresh();
      for (const sha of ['a', 'b', 'a']) await inbox.arrived(file(sha));
      expect(await inbox.isDone('a')).toBe(false);
      await inbox.done('a', summary);
      await inbox.arrived({ ...file('a'), name: 'again' });
      expect([await inbox.isDone('a'), await inbox.isDone('b'), await inbox.isDone('c')]).toEqual([
        ...[true, false, false],
      ]);
      expect(await inbox.list()).toEqual([
        { ...file('a'), summary },
        { ...file('b'), summary: undefined },
      ]);
    });
  });

  describe('submissions', () => {
    const submission = (hash: string, key: string): Submission => ({
      key,
      sha256: hash,
      at: AT,
      body: CW1,
      response: submissionResponse({ id: hash, at: AT, claim: CW1, issues: [] }),
    });

    it('keep one for each key, also of many that come at once', async () => {
      const { submissions } = await fresh();
      expect(await submissions.find('k')).toBeUndefined();
      const all = await Promise.all(['a', 'b', 'c'].map((hash) => submissions.accept(submission(hash, 'k'))));
      expect(new Set(all.map((a) => a.sha256)).size).toBe(1);
      expect(await submissions.find('k')).toEqual(all[0]);
      expect(await submissions.accept(submission('d', 'other'))).toEqual(submission('d', 'other'));
    });
  });

  describe('past lines', () => {
    const line = (date: string, code: string): PastLine => ({
      claim: undefined,
      date: date as ServiceDate,
      code,
      modifiers: ['25', 'LT'],
      provider: '1234567893',
      diagnoses: ['E11.9'],
    });
    const [one, two] = [uuidFrom('owner', '1'), uuidFrom('owner', '2')];

    it('are found by any name of the patient, by date, but those of one owner', async () => {
      const { past } = await fresh();
      await past.keep({ owner: one, patients: ['p', 'm'], lines: [line('2026-03-05', '99213')] });
      await past.keep({ owner: two, patients: ['m'], lines: [line('2026-03-04', '83036')] });
      const codes = async (patients: readonly string[], except?: string) =>
        (await past.of(patients, except)).map((l) => l.code);
      expect(await codes(['p', 'm'])).toEqual(['83036', '99213']);
      expect(await codes(['p'])).toEqual(['99213']);
      expect(await codes(['m', 'p'], one)).toEqual(['83036']);
      expect(await codes(['other'])).toEqual([]);
      expect(await codes([])).toEqual([]);
      expect((await past.of(['p']))[0]).toEqual(line('2026-03-05', '99213'));
    });

    it('are those that the owner adds now', async () => {
      const { past } = await fresh();
      await past.keep({ owner: one, patients: ['p', 'q'], lines: [line('2026-03-05', '99213')] });
      await past.keep({ owner: one, patients: ['p'], lines: [line('2026-03-05', '99214')] });
      expect((await past.of(['p', 'q'])).map((l) => l.code)).toEqual(['99214']);
      expect(await past.of(['q'])).toEqual([]);
      await past.keep({ owner: one, patients: ['p'], lines: [] });
      expect(await past.of(['p'])).toEqual([]);
    });

    it('say since when everything of an EHR is there', async () => {
      const { past } = await fresh();
      const from = (day: string) => ({ source: 'https://ehr', day: day as ServiceDate });
      await past.keep({ owner: one, patients: [], lines: [] }, from('2026-03-01'));
      await past.keep({ owner: two, patients: [], lines: [] }, from('2026-02-01'));
      expect(await past.keptFrom('https://ehr')).toBe('2026-03-01');
      expect(await past.keptFrom('https://other')).toBeUndefined();
    });
  });
}
