/** Claims of cases on their way to a clearinghouse and back: nothing is lost, nothing sent twice, and the cases are told. */
import { describe, expect, it } from 'vitest';
import { type Channel, fakeChannel, type SentClaims } from '../../../src/clearinghouse/index.ts';
import {
  type ClaimRoute,
  claimStatus,
  receiveUpload,
  resumeAll,
  routeOf,
  type SentReport,
  sendClaims,
} from '../../../src/flow/index.ts';
import { fileOf, undelivered } from '../../clearinghouse/support.ts';
import { chartOf, encounterOf, site } from './support.ts';

const NAME = 'uri-simple-visit';
const ID = encounterOf(NAME);

async function claimed(over: Parameters<typeof site>[1] = {}) {
  const at = site(chartOf(NAME), over);
  const c = await at.run(ID);
  expect(c.state).toBe('claimed');
  const kept = await at.cases.get(c.id);
  const number = kept?.details.coded?.draft?.claim.identifier?.[0]?.value ?? '';
  const stateNow = async () => (await at.cases.get(c.id))?.case.state;
  const send = async (options = {}) => {
    const told: SentReport[] = [];
    const counts = await sendClaims(at, options, (report) => told.push(report));
    return { told, ...counts };
  };
  return { ...at, id: c.id, number, stateNow, send };
}

const broken = (): Channel => ({
  id: 'partner',
  deliver: () => Promise.reject(new Error('away')),
});

describe('sending claims', () => {
  it('sends each claim once and tells the case', async () => {
    const channel = fakeChannel('partner');
    const at = await claimed({ channel });
    const { told } = await at.send();
    expect(told).toEqual([
      expect.objectContaining({ channel: 'partner', numbers: [at.number], fault: undefined }),
    ]);
    const [bytes] = channel.arrived.values();
    expect(Buffer.from(bytes ?? []).toString('latin1')).toMatch(new RegExp(`~CLM\\*${at.number}\\*`));
    expect(await at.stateNow()).toBe('sent');
    expect((await at.send()).told).toEqual([]);
    expect(channel.arrived.size).toBe(1);
  });

  it('only tells what it would send when it is asked to', async () => {
    const channel = fakeChannel('partner');
    const at = await claimed({ channel });
    expect((await at.send({ dryRun: true })).told).toMatchObject([
      { numbers: [at.number], batch: undefined },
    ]);
    expect([channel.arrived.size, await at.stateNow(), await undelivered(at.sent)]).toEqual([
      0,
      'claimed',
      [],
    ]);
  });

  it.each([
    ['another channel', { channel: 'other' }],
    ['another case', { only: new Set(['x']) }],
  ])('sends nothing when %s is asked for', async (_, options) => {
    const at = await claimed();
    expect((await at.send(options)).told).toEqual([]);
    expect(await at.stateNow()).toBe('claimed');
  });

  it('keeps a batch whose receiver is away, and delivers it later', async () => {
    const at = await claimed({ channel: broken() });
    const { told } = await at.send();
    expect(told[0]?.fault).toBeInstanceOf(Error);
    expect([await at.stateNow(), (await undelivered(at.sent)).length]).toEqual(['sent', 1]);
    const channel = fakeChannel('partner');
    const back: ClaimRoute = { channel, x12: undefined, payers: undefined };
    expect(await resumeAll(at.sent, [back])).toEqual([
      { channel: 'partner', delivered: 1, fault: undefined },
    ]);
    expect([channel.arrived.size, (await undelivered(at.sent)).length]).toEqual([1, 0]);
  });

  it('does not send again what a crash left between the batch and its case', async () => {
    const channel = fakeChannel('partner');
    const at = await claimed({ channel });
    const crashing: SentClaims = {
      ...at.sent,
      prepare: async (batch) => {
        await at.sent.prepare(batch);
        throw new Error('crash');
      },
    };
    await expect(sendClaims({ ...at, sent: crashing }, {}, () => undefined)).rejects.toThrow('crash');
    expect([await at.stateNow(), (await undelivered(at.sent)).length]).toEqual(['claimed', 1]);
    expect((await at.send()).told).toEqual([]);
    expect(await at.stateNow()).toBe('sent');
    await resumeAll(at.sent, at.routes);
    expect(channel.arrived.size).toBe(1);
  });

  it('sends once when two send at the same time', async () => {
    const channel = fakeChannel('partner');
    const at = await claimed({ channel });
    await Promise.all([at.send(), at.send()]);
    expect([channel.arrived.size, await at.stateNow()]).toEqual([1, 'sent']);
    expect(await at.sent.byNumber(at.number)).toHaveLength(1);
  });

  it('counts what no channel takes, and leaves it', async () => {
    const at = await claimed();
    const routes = at.routes.map((r) => ({ ...r, payers: ['other'] }));
    expect(await sendClaims({ ...at, routes }, {}, () => undefined)).toEqual({ without: 1, faulty: 0 });
    expect(await at.stateNow()).toBe('claimed');
  });
});

describe('a payer', () => {
  const route = (id: string, payers: readonly string[] | undefined): ClaimRoute => ({
    channel: fakeChannel(id),
    x12: undefined,
    payers,
  });
  const routes = [route('rest', undefined), route('named', ['P1'])];
  it.each([
    ['P1', 'named'],
    ['P2', 'rest'],
    [undefined, 'rest'],
  ])('%s goes by %s', (payer, id) => expect(routeOf(payer, routes)?.channel.id).toBe(id));
  it('goes nowhere when nobody takes it', () => expect(routeOf('P2', routes.slice(1))).toBeUndefined());
});

describe('responses', () => {
  const accepted = (number: string, code = 'A') =>
    `ISA*00*          *00*          *ZZ*CLEARING       *ZZ*CLAIMWRIGHT    *260311*1200*^*00501*000000077*0*T*:~GS*FA*CLEARING*CLAIMWRIGHT*20260311*1200*77*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*${code}~AK9*${code}*1*1*${code === 'A' ? 1 : 0}~SE*6*0001~GE*1*77~IEA*1*000000077~`.replace(
      '{number}',
      number,
    );

  it.each([
    ['A', 'acknowledged'],
    ['R', 'rejected'],
  ])('999 %s makes the case %s, once', async (code, state) => {
    const at = await claimed();
    await at.send();
    const received = await receiveUpload(fileOf(accepted(at.number, code)), at);
    expect(received).toMatchObject({ kind: 'read', summary: { unmatched: 0 } });
    expect(await at.stateNow()).toBe(state);
    const events = (await at.cases.get(at.id))?.case.events.length;
    expect((await receiveUpload(fileOf(accepted(at.number, code)), at)).kind).toBe('already');
    expect((await at.cases.get(at.id))?.case.events.length).toBe(events);
  });

  it('leads from a claim to its batch, its answers, and the case behind it', async () => {
    const at = await claimed();
    await at.send();
    await receiveUpload(fileOf(accepted(at.number, 'R')), at);
    const status = await claimStatus(at.number.toLowerCase(), {
      sent: at.sent,
      results: at.results,
      lookup: at.lookup,
    });
    expect(status?.number).toBe(at.number);
    expect(status?.sent).toMatchObject([
      { channel: 'partner', at: expect.any(String), payloads: [{ sha256: expect.any(String) }] },
    ]);
    expect(status?.responses.map((r) => [r.state, r.outcome, r.reasons[0]?.denial])).toContainEqual([
      ...['rejected', 'error', true],
    ]);
    expect(status?.origin?.case).toBe(at.id);
    expect(status?.origin?.lines[0]?.rule).toContain('@');
    expect(await claimStatus('NOBODY', at)).toBeUndefined();
  });

  it.each([
    ['no X12', 'hello'],
    ['half a file', accepted('x').slice(0, 240)],
  ])('refuses %s', async (_, text) => {
    const at = await claimed();
    await expect(receiveUpload(fileOf(text), at)).rejects.toMatchObject({ code: 'CW-8703' });
    expect(await at.results.all()).toEqual([]);
  });
});
