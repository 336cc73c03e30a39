/** One resource after the other: what is there and what is not, and a next run that writes only what is missing. */
import { afterEach, describe, expect, it } from 'vitest';
import { issue, json, type Reply, reset, type Seen } from '../stub.ts';
import { type Lesser, type LesserServer, startLesser } from '../support/lesser-server.ts';
import { CLAIMS, transactionFor } from '../support/write-back.ts';
import { connect } from '../support.ts';

const servers: LesserServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((s) => s.close()));
});

async function started(lesser: Lesser): Promise<LesserServer> {
  const server = await startLesser(lesser);
  servers.push(server);
  return server;
}

const isSecondCharge = ({ method, path, body }: Seen): boolean =>
  method === 'POST' && path === 'ChargeItem' && body.includes('CW1.2');

describe('a run that stops in the middle', () => {
  it.each<[string, Reply, string, RegExp]>([
    [
      'is refused',
      issue(422, 'business-rule'),
      'CW-8402',
      /took 1 of 2 .*refused the next one, a ChargeItem \(The EHR answered 422/,
    ],
    [
      'is lost',
      reset,
      'CW-8401',
      /took 1 of 2 .*a ChargeItem \(The EHR did not answer .*writes what is missing/,
    ],
  ])(
    'because a charge %s says how far it came, and the next one writes what is missing',
    async (_, reply, code, said) => {
      let broken = true;
      const special = (seen: Seen) => (broken && isSecondCharge(seen) ? reply : undefined);
      const server = await started({ transactions: false, special });
      const { ehr } = connect(server.stub.url, { writeBack: 'charge' });
      await expect(ehr.writeClaim(transactionFor())).rejects.toMatchObject({
        code,
        message: expect.stringMatching(said),
        definition: { retryable: code === 'CW-8401' },
      });
      expect([server.counts().ChargeItem, server.counts().Provenance]).toEqual([1, undefined]);
      broken = false;
      expect(await ehr.writeClaim(transactionFor())).toMatchObject({ outcome: 'created' });
      expect([server.counts().ChargeItem, server.counts().Provenance]).toEqual([2, 2]);
    },
  );

  it('before anything was written is the fault itself', async () => {
    const special = ({ method, path }: Seen) =>
      method === 'POST' && path === 'ChargeItem' ? issue(403, 'forbidden') : undefined;
    const server = await started({ transactions: false, special });
    await expect(
      connect(server.stub.url, { writeBack: 'charge' }).ehr.writeClaim(transactionFor()),
    ).rejects.toMatchObject({ code: 'CW-2003', status: 403 });
  });
});

describe('a server that passes over conditions', () => {
  const less = { transactions: false, conditions: false } as const;

  it('is asked before and after, and never sent the same again', async () => {
    const server = await started(less);
    const { ehr } = connect(server.stub.url);
    await ehr.writeClaim(transactionFor());
    const claims = server.stub.seen.filter((s) => s.path.startsWith('Claim'));
    expect(claims.map((s) => [s.method, decodeURIComponent(s.path)])).toEqual([
      ['GET', `Claim?identifier=${CLAIMS}|CW1`],
      ['POST', 'Claim'],
      ['GET', `Claim?identifier=${CLAIMS}|CW1`],
    ]);
    expect(claims[1]?.headers['if-none-exist']).toBeUndefined();
  });

  it('keeps a create whose answer is lost to one try: the search finds what it left', async () => {
    let posts = 0;
    const server = await started({
      ...less,
      special: (seen) => {
        if (seen.method !== 'POST' || seen.path !== 'Claim') return undefined;
        posts += 1;
        return async (res, { body }) => {
          await server.put('Claim/lost', { ...JSON.parse(body), id: 'lost' });
          reset(res, seen);
        };
      },
    });
    const { ehr, waits } = connect(server.stub.url);
    expect(await ehr.writeClaim(transactionFor())).toEqual({ outcome: 'created', claim: 'Claim/lost' });
    expect([posts, waits.length, server.counts().Claim]).toEqual([1, 0, 1]);
  });

  it('that lost the create itself is a fault that the next run mends', async () => {
    let lost = true;
    const server = await started({
      ...less,
      special: ({ method, path }) => (lost && method === 'POST' && path === 'Claim' ? reset : undefined),
    });
    const { ehr } = connect(server.stub.url);
    await expect(ehr.writeClaim(transactionFor())).rejects.toMatchObject({ code: 'CW-2002' });
    lost = false;
    expect(await ehr.writeClaim(transactionFor())).toMatchObject({ outcome: 'created' });
    expect(server.counts().Claim).toBe(1);
  });

  it('where it says that it did not begin, is asked once more', async () => {
    let n = 0;
    const server = await started({
      ...less,
      special: ({ method, path }) => {
        if (method !== 'POST' || path !== 'Claim') return undefined;
        n += 1;
        return n === 1 ? issue(503, 'transient', { 'retry-after': '2' }) : undefined;
      },
    });
    const { ehr, waits } = connect(server.stub.url);
    expect(await ehr.writeClaim(transactionFor())).toMatchObject({ outcome: 'created' });
    expect(waits).toEqual([2000]);
  });

  it('to which another process wrote at the same moment is told of as a duplicate', async () => {
    const server = await started({
      ...less,
      special: ({ method, path, body }) => {
        if (method !== 'POST' || path !== 'Claim') return undefined;
        return async (res, seen) => {
          for (const id of ['mine', 'theirs']) await server.put(`Claim/${id}`, { ...JSON.parse(body), id });
          json({ ...JSON.parse(body), id: 'mine' }, 201, { location: 'Claim/mine' })(res, seen);
        };
      },
    });
    await expect(connect(server.stub.url).ehr.writeClaim(transactionFor())).rejects.toMatchObject({
      code: 'CW-2007',
      message: 'The EHR holds more than one Claim with this identifier.',
    });
  });

  it('and the search parameter too: only what bears the identifier is taken for it', async () => {
    const server = await started(less);
    await server.put('Claim/other', {
      ...transactionFor({ number: 'CW7' }).entry?.[0]?.resource,
      id: 'other',
    });
    const all = await server.get('Claim');
    const deaf = await started({
      ...less,
      special: ({ method, path }) => (method === 'GET' && path.startsWith('Claim?') ? json(all) : undefined),
    });
    expect(await connect(deaf.stub.url).ehr.writeClaim(transactionFor())).toMatchObject({
      outcome: 'created',
    });
  });
});

describe('a server with transactions that does not offer to take a Provenance', () => {
  it('gets the claims all at once, and is tried with the Provenance after them', async () => {
    const server = await started({
      special: ({ method, path }) => {
        if (path === 'metadata') return json(STATEMENT);
        return method === 'POST' && path === 'Provenance' ? issue(404, 'not-supported') : undefined;
      },
    });
    const { ehr, notices } = connect(server.stub.url, { writeBack: 'charge' });
    expect(await ehr.writeClaim(transactionFor())).toMatchObject({ outcome: 'created' });
    const posts = server.stub.seen.filter((s) => s.method === 'POST').map((s) => s.path);
    expect(posts).toEqual(['', 'Provenance', 'Provenance']);
    expect([server.counts().ChargeItem, server.counts().Provenance]).toEqual([2, undefined]);
    expect(notices.map((n) => n.interaction)).toEqual(['POST Provenance', 'POST Provenance']);
  });

  const STATEMENT = {
    resourceType: 'CapabilityStatement',
    rest: [
      {
        mode: 'server',
        interaction: [{ code: 'transaction' }],
        resource: [{ type: 'ChargeItem', interaction: [{ code: 'create' }], conditionalCreate: true }],
      },
    ],
  };
});
