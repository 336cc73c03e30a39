/** From a claim that went out in an 837 to its void: one 837 with frequency 8, whatever is repeated or breaks off in between. */
import { describe, expect, it } from 'vitest';
import { fakeChannel } from '../../../src/clearinghouse/index.ts';
import { fakeEhr } from '../../../src/ehr/index.ts';
import type { Encounter, Resource } from '../../../src/fhir/index.ts';
import {
  noteDeleted,
  payerVoids,
  processEncounter,
  receiveUpload,
  resumeAll,
  sendClaims,
  voidCancelled,
  voidCase,
} from '../../../src/flow/index.ts';
import { fileOf } from '../../clearinghouse/support.ts';
import { accepted, chartOf, encounterOf, site } from './support.ts';

const NAME = 'uri-simple-visit';
const ID = encounterOf(NAME);

async function sentSite() {
  const record: Resource[] = [...chartOf(NAME)];
  const channel = fakeChannel('partner');
  const at = site(record, { channel });
  const ehr = fakeEhr(record);
  const payers = payerVoids(at);
  const process = { ...at.process, ehr, payers };
  const c = await processEncounter(ID, process);
  expect(c.state).toBe('claimed');
  await sendClaims(at, {}, () => undefined);
  const kept = async () => {
    const found = await at.cases.get(c.id);
    if (!found) throw new Error('the case is gone');
    return found;
  };
  const number = (await kept()).details.coded?.draft?.claim.identifier?.[0]?.value ?? '';
  const charge = String((await kept()).details.coded?.draft?.claim.total?.value ?? '');
  const answered = (icn: string) => receiveUpload(fileOf(accepted(number, charge, icn)), at);
  const enteredInError = (): void => {
    const i = record.findIndex((r) => r.resourceType === 'Encounter' && r.id === ID);
    record[i] = { ...(record[i] as Encounter), status: 'entered-in-error' };
  };
  const texts = () => [...channel.arrived.values()].map((b) => Buffer.from(b).toString('latin1'));
  const voids = () => texts().filter((t) => /~CLM\*[^~]*:8\*/.test(t));
  return { ...at, ehr, channel, payers, process, kept, number, answered, enteredInError, texts, voids };
}

describe('a claim that the payer acknowledged', () => {
  it('is voided there once, and cancelled in the EHR, when its encounter turns out to be none', async () => {
    const at = await sentSite();
    await at.answered('ICN77');
    expect((await at.kept()).case.state).toBe('acknowledged');
    at.enteredInError();
    expect(await voidCancelled(at.process)).toBe(1);
    expect((await at.kept()).case.state).toBe('voided');
    expect(at.voids()).toHaveLength(1);
    expect(at.voids()[0]).toContain('~REF*F8*ICN77~');
    expect(at.ehr.written.filter((r) => r.resourceType === 'Claim')).toMatchObject([{ status: 'cancelled' }]);
    expect(await voidCancelled(at.process)).toBe(0);
    expect(at.texts()).toHaveLength(2);
  });

  it.each([
    ['the same number of the payer', 'ICN77'],
    ['another number of the payer meanwhile', 'ICN88'],
  ])('is voided once when the process ends after the void is kept, with %s', async (_, later) => {
    const at = await sentSite();
    await at.answered('ICN77');
    at.enteredInError();
    const put = () => Promise.reject(new Error('the process ended'));
    const cut = { ...at.process, cases: { ...at.cases, put } };
    await expect(voidCase(ID, 'entered-in-error', cut)).rejects.toThrow('the process ended');
    expect((await at.kept()).case.state).toBe('acknowledged');
    await at.answered(later);
    expect(await voidCancelled(at.process)).toBe(1);
    expect(at.voids()).toHaveLength(1);
  });

  it('is voided also when the receiver is away: the void goes at the next run', async () => {
    const at = await sentSite();
    await at.answered('ICN77');
    at.enteredInError();
    const away = { ...at.channel, deliver: () => Promise.reject(new Error('away')) };
    const routes = at.routes.map((route) => ({ ...route, channel: away }));
    const payers = payerVoids({ ...at, routes });
    expect(await voidCancelled({ ...at.process, payers })).toBe(1);
    expect(at.voids()).toHaveLength(0);
    await resumeAll(at.sent, at.routes);
    await resumeAll(at.sent, at.routes);
    expect(at.voids()).toHaveLength(1);
  });

  it('stands, and a person sees why, as long as the payer has given no number', async () => {
    const at = await sentSite();
    at.enteredInError();
    await expect(voidCancelled(at.process)).rejects.toMatchObject({ code: 'CW-8404' });
    expect(await at.kept()).toMatchObject({
      case: { state: 'sent' },
      details: { fault: { code: 'CW-8404' } },
    });
    await at.answered('ICN77');
    expect(await voidCancelled(at.process)).toBe(1);
    expect([at.voids().length, (await at.kept()).details.fault]).toEqual([1, undefined]);
  });

  it('is not voided when no channel is left that takes it', async () => {
    const at = await sentSite();
    await at.answered('ICN77');
    at.enteredInError();
    const payers = payerVoids({ ...at, routes: [] });
    await expect(voidCancelled({ ...at.process, payers })).rejects.toMatchObject({ code: 'CW-8704' });
    expect((await at.kept()).case.state).toBe('acknowledged');
  });
});

describe('an encounter that the EHR deleted', () => {
  it('is no void: the claim that left stands, and a person sees it', async () => {
    const at = await sentSite();
    await at.answered('ICN77');
    expect(await noteDeleted(ID, at.process)).toBe(true);
    expect(await noteDeleted(ID, at.process)).toBe(false);
    expect(await at.kept()).toMatchObject({
      case: { state: 'acknowledged' },
      details: { fault: { code: 'CW-8705' } },
    });
    expect(at.voids()).toEqual([]);
  });

  it('keeps its claim from leaving when it has not', async () => {
    const at = site(chartOf(NAME));
    const c = await at.run(ID);
    expect(c.state).toBe('claimed');
    expect(await noteDeleted(ID, at.process)).toBe(true);
    expect((await at.cases.get(c.id))?.case.state).toBe('held');
    expect(await sendClaims(at, {}, () => expect.unreachable('nothing is sent'))).toEqual({
      without: 0,
      faulty: 0,
    });
  });

  it('of which there is no case is nothing', async () => {
    const at = site(chartOf(NAME));
    expect([await noteDeleted('unknown', at.process), await at.cases.count()]).toEqual([false, 0]);
  });
});
