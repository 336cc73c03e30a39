import { afterEach, describe, expect, it } from 'vitest';
import type { Bundle } from '../../../src/fhir/index.ts';
import { claimTransaction } from '../../sandbox/small-chart.ts';
import { startSmall } from '../../sandbox/support.ts';
import { bundle, issue, json, type Reply, reset, type Seen, type Stub, startStub, text } from '../stub.ts';
import { connect } from '../support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

/** A server without a CapabilityStatement; what it was asked besides that. */
async function started(answer: (seen: Seen, n: number) => Reply): Promise<Stub> {
  let n = 0;
  const stub = await startStub((seen) => {
    if (seen.path === 'metadata') return issue(404, 'not-found');
    n += 1;
    return answer(seen, n);
  });
  stubs.push(stub);
  return {
    ...stub,
    get seen() {
      return stub.seen.filter((s) => s.path !== 'metadata');
    },
  };
}

const written = (response: unknown, resource?: unknown): Reply =>
  json({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: [{ response, ...(resource ? { resource } : {}) }, { response: { status: '201' } }],
  });

describe('the answer to a transaction', () => {
  it.each([
    ['201 Created', 'Claim/7/_history/1', 'created'],
    ['201', 'https://ehr.example.org/fhir/Claim/7/_history/1', 'created'],
    ['200 OK', 'Claim/7', 'existing'],
    ['200', 'Claim/7/_history/3', 'existing'],
  ])('%s at %s: %s', async (status, location, outcome) => {
    const stub = await started(() => written({ status, location }));
    const got = await connect(stub.url).ehr.writeClaim(claimTransaction('1'));
    expect(got).toEqual({ outcome, claim: 'Claim/7' });
    const [seen] = stub.seen;
    expect([seen?.method, seen?.path, seen?.headers['content-type']]).toEqual([
      'POST',
      '',
      'application/fhir+json',
    ]);
    expect(JSON.parse(seen?.body ?? '')).toEqual(claimTransaction('1'));
  });

  it('may hold the Claim instead of its place', async () => {
    const stub = await started(() => written({ status: '201' }, { resourceType: 'Claim', id: '7' }));
    expect(await connect(stub.url).ehr.writeClaim(claimTransaction('1'))).toEqual({
      outcome: 'created',
      claim: 'Claim/7',
    });
  });

  it('may say nothing: then the condition finds the Claim', async () => {
    const stub = await started(({ method }) =>
      method === 'POST'
        ? text('', 200)
        : json(
            bundle([
              { resourceType: 'Claim', id: '7', identifier: [{ system: 'urn:claims', value: '1' }] } as never,
            ]),
          ),
    );
    expect(await connect(stub.url).ehr.writeClaim(claimTransaction('1'))).toEqual({
      outcome: 'existing',
      claim: 'Claim/7',
    });
    expect(decodeURIComponent(stub.seen[1]?.path ?? '')).toBe('Claim?identifier=urn:claims|1');
  });

  it.each([
    ['412', issue(412, 'conflict')],
    ['400 with multiple-matches', issue(400, 'multiple-matches')],
    ['412 in the entry', written({ status: '412' })],
  ])('%s: there are several', async (_, reply) => {
    const stub = await started(() => reply);
    await expect(connect(stub.url).ehr.writeClaim(claimTransaction('1'))).rejects.toMatchObject({
      code: 'CW-2007',
    });
    expect(stub.seen).toHaveLength(1);
  });

  it('422 is final', async () => {
    const stub = await started(() => issue(422, 'invariant'));
    await expect(connect(stub.url).ehr.writeClaim(claimTransaction('1'))).rejects.toMatchObject({
      code: 'CW-2003',
      status: 422,
      message: 'The EHR answered 422 to POST transaction.',
    });
  });

  it('409, of two at once, is looked at again', async () => {
    const stub = await started((_, n) =>
      n === 1 ? issue(409, 'conflict') : written({ status: '200', location: 'Claim/7' }),
    );
    const { ehr, waits } = connect(stub.url);
    expect(await ehr.writeClaim(claimTransaction('1'))).toEqual({ outcome: 'existing', claim: 'Claim/7' });
    expect(waits).toEqual([500]);
  });
});

describe('a transaction that may not be repeated', () => {
  const [claim, provenance] = claimTransaction('1').entry ?? [];
  it.each<[string, Bundle]>([
    [
      'without a Claim',
      { resourceType: 'Bundle', type: 'transaction', ...(provenance ? { entry: [provenance] } : {}) },
    ],
    [
      'with a Claim that is not conditional',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ ...claim, request: { method: 'POST', url: 'Claim' } }],
      },
    ],
  ])('%s is not sent', async (_, transaction) => {
    const stub = await started(() => text('', 500));
    await expect(connect(stub.url).ehr.writeClaim(transaction)).rejects.toMatchObject({ code: 'CW-5002' });
    expect(stub.seen).toEqual([]);
  });
});

describe('a server without transactions', () => {
  const refusing =
    (status: number, code: string) =>
    ({ path, headers }: Seen): Reply => {
      if (path === '') return issue(status, code);
      const type = path.split('?')[0] ?? '';
      return json({ resourceType: type, id: '7' }, headers['if-none-exist']?.includes('old') ? 200 : 201, {
        location: `http://127.0.0.1/fhir/${type}/7/_history/1`,
      });
    };

  it.each([
    [404, 'not-found'],
    [405, 'not-supported'],
    [501, 'not-supported'],
    [400, 'not-supported'],
  ])('%i %s: the Claim is created on its condition, then the Provenance on its own', async (status, code) => {
    const stub = await started(refusing(status, code));
    expect(await connect(stub.url).ehr.writeClaim(claimTransaction('1'))).toEqual({
      outcome: 'created',
      claim: 'Claim/7',
    });
    expect(stub.seen.slice(1).map((s) => [s.method, s.path, s.headers['if-none-exist']])).toEqual([
      ['POST', 'Claim', 'identifier=urn:claims|1'],
      ['POST', 'Provenance', '_tag=urn:claims|1'],
    ]);
    expect(JSON.parse(stub.seen[2]?.body ?? '{}').target).toEqual([{ reference: 'Claim/7' }]);
  });

  it('the Provenance is completed though the Claim was there', async () => {
    const stub = await started(refusing(404, 'not-found'));
    expect(await connect(stub.url).ehr.writeClaim(claimTransaction('old'))).toMatchObject({
      outcome: 'existing',
    });
    expect(stub.seen.map((s) => s.path)).toEqual(['', 'Claim', 'Provenance']);
  });

  it('what has no condition is looked for by the Claim, and never sent in a transaction that may be repeated', async () => {
    const stub = await started(refusing(404, 'not-found'));
    const transaction = claimTransaction('1');
    const [claim, beside] = transaction.entry ?? [];
    const bare = { ...beside, request: { method: 'POST' as const, url: 'Provenance' } };
    await connect(stub.url).ehr.writeClaim({ ...transaction, entry: [claim ?? {}, bare] });
    expect(stub.seen.map((s) => [s.path, s.headers['if-none-exist']])).toEqual([
      ['', undefined],
      ['Claim', 'identifier=urn:claims|1'],
      ['Provenance', 'target=Claim/7'],
    ]);
  });

  it('a Provenance that is not taken is told of, and the Claim stands', async () => {
    const stub = await started((seen) =>
      seen.path === 'Provenance' ? issue(404, 'not-supported') : refusing(404, 'not-found')(seen),
    );
    const { ehr, notices } = connect(stub.url);
    expect(await ehr.writeClaim(claimTransaction('1'))).toEqual({ outcome: 'created', claim: 'Claim/7' });
    expect(notices).toEqual([
      { interaction: 'POST Provenance', reason: 'it was not taken: the EHR answered 404 (not-supported)' },
    ]);
  });

  it('but one that finds the transaction wrong is not asked in another way', async () => {
    const stub = await started(() => issue(400, 'invalid'));
    await expect(connect(stub.url).ehr.writeClaim(claimTransaction('1'))).rejects.toMatchObject({
      code: 'CW-2003',
    });
    expect(stub.seen).toHaveLength(1);
  });
});

describe('with the sandbox behind', () => {
  it('a lost answer is no lost Claim and no second one', async () => {
    const { sandbox } = await startSmall();
    // The transaction arrives; its answer does not.
    const lossy = await started((seen, n) => async (res) => {
      const answer = await fetch(`${sandbox.url}/${seen.path}`, {
        method: seen.method,
        body: seen.body,
        headers: { 'content-type': 'application/fhir+json' },
      });
      const body: unknown = await answer.json();
      if (n === 1) reset(res, seen);
      else json(body, answer.status)(res, seen);
    });
    const { ehr, waits } = connect(lossy.url);
    expect(await ehr.writeClaim(claimTransaction('1'))).toMatchObject({ outcome: 'existing' });
    expect([waits.length, sandbox.counts().Claim, sandbox.counts().Provenance]).toEqual([1, 1, 1]);
    await sandbox.close();
  });
});
