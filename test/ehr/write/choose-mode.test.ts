/** The way back: as the server offers it, in order; the configuration wins, and is told what the server does not offer. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CapabilityStatement } from '../../../src/fhir/index.ts';
import { claimTransaction } from '../../sandbox/small-chart.ts';
import { issue, json, type Reply, reset, type Stub, startStub } from '../stub.ts';
import { connect } from '../support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

async function saying(metadata: Reply): Promise<Stub> {
  const stub = await startStub(({ path }) =>
    path === 'metadata' ? metadata : json({ resourceType: path, id: '7' }, 201, { location: `${path}/7` }),
  );
  stubs.push(stub);
  return stub;
}

const listing = (resource: readonly unknown[], interaction?: readonly unknown[]): Reply =>
  json({
    resourceType: 'CapabilityStatement',
    rest: [{ mode: 'server', resource, ...(interaction ? { interaction } : {}) }],
  } as unknown as CapabilityStatement);

const creates = (type: string) => ({ type, interaction: [{ code: 'create' }, { code: 'read' }] });
const reads = (type: string) => ({ type, interaction: [{ code: 'read' }] });

describe('without a configuration', () => {
  it.each<[string, readonly unknown[], string]>([
    ['Claim first', [creates('Task'), creates('ChargeItem'), creates('Claim')], 'claim'],
    ['then ChargeItem', [reads('Claim'), creates('Task'), creates('ChargeItem')], 'charge'],
    ['then DocumentReference', [reads('Claim'), creates('DocumentReference'), creates('Task')], 'document'],
    ['then Task', [reads('Claim'), reads('ChargeItem'), creates('Task')], 'task'],
    ['or nothing', [reads('Claim'), creates('Patient')], 'pull'],
    ['a type without a list of interactions may do all', [{ type: 'ChargeItem' }, creates('Task')], 'charge'],
  ])('%s', async (_, resource, mode) => {
    const stub = await saying(listing(resource));
    expect(await connect(stub.url).ehr.writeChoice()).toMatchObject({
      mode,
      configured: false,
      offered: true,
    });
  });

  it.each<[string, Reply]>([
    ['that has no CapabilityStatement', issue(404, 'not-found')],
    ['that sends something else', json({ resourceType: 'OperationOutcome' })],
    ['that lists nothing', listing([])],
    ['whose list is none', json({ resourceType: 'CapabilityStatement', rest: { mode: 'server' } })],
  ])('a server %s is sent a Claim', async (_, reply) => {
    const stub = await saying(reply);
    const choice = await connect(stub.url).ehr.writeChoice();
    expect(choice).toEqual({
      mode: 'claim',
      configured: false,
      offered: true,
      why: 'The EHR does not say whether it takes a Claim.',
    });
  });

  it('a server that cannot be reached is told as such, and asked again', async () => {
    let n = 0;
    const stub = await startStub(() => {
      n += 1;
      return n <= 5 ? reset : listing([creates('Task')]);
    });
    stubs.push(stub);
    const { ehr } = connect(stub.url);
    await expect(ehr.writeChoice()).rejects.toMatchObject({ code: 'CW-2002' });
    expect(await ehr.writeChoice()).toMatchObject({ mode: 'task' });
  });
});

describe('a configured mode', () => {
  it('wins, and what the server does not offer is told in one sentence, once', async () => {
    const stub = await saying(listing([{ ...creates('Task'), conditionalCreate: true }, reads('Claim')]));
    const { ehr, notices } = connect(stub.url, { writeBack: 'claim' });
    const why =
      'The EHR does not offer to create a Claim, which the write-back as claim needs; it will be tried.';
    expect(await ehr.writeChoice()).toEqual({ mode: 'claim', configured: true, offered: false, why });
    await ehr.writeClaim(claimTransaction('1')).catch(() => undefined);
    await ehr.writeClaim(claimTransaction('1')).catch(() => undefined);
    expect(notices.filter((n) => n.reason === why)).toEqual([{ interaction: 'GET metadata', reason: why }]);
    expect(stub.seen.some((s) => s.path.startsWith('Claim'))).toBe(true);
    expect(stub.seen.filter((s) => s.path === 'metadata')).toHaveLength(1);
  });

  it('of nothing to write asks for nothing', async () => {
    const stub = await saying(listing([creates('Claim')]));
    const { ehr } = connect(stub.url, { writeBack: 'pull' });
    expect(await ehr.writeClaim(claimTransaction('1'))).toMatchObject({ outcome: 'offered' });
    expect(stub.seen.filter((s) => s.path !== 'metadata')).toEqual([]);
  });
});
