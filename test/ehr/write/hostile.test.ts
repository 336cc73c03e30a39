/** Answers that mean no good, or nothing: what they say is believed only as far as it is known to be so. */
import { afterEach, describe, expect, it } from 'vitest';
import { bundle, issue, json, type Reply, type Seen, type Stub, startStub, text } from '../stub.ts';
import { CLAIMS, transactionFor } from '../support/write-back.ts';
import { connect } from '../support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

/** Without transactions; knows conditions. */
async function started(answer: (seen: Seen) => Reply): Promise<Stub> {
  const stub = await startStub((seen) => {
    if (seen.path === 'metadata') return issue(404, 'not-found');
    return seen.method === 'POST' && seen.path === '' ? issue(404, 'not-found') : answer(seen);
  });
  stubs.push(stub);
  return stub;
}

const outcome = (severity: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code: 'business-rule', diagnostics: 'Jane Canary' }],
});

const claim = { resourceType: 'Claim', id: '7', identifier: [{ system: CLAIMS, value: 'CW1' }] };
const creating = (reply: Reply, found: readonly unknown[] = [claim]) => {
  return ({ method, path }: Seen): Reply => {
    if (method === 'GET') return json(bundle(found as never));
    return path === 'Claim' ? reply : json({}, 201);
  };
};

describe('a Location', () => {
  it('on another host is never asked: type and id alone are taken from it', async () => {
    const stub = await started(
      creating(json({}, 201, { location: 'http://169.254.169.254/latest/Claim/7/_history/1' })),
    );
    const { ehr, notices } = connect(stub.url);
    expect(await ehr.writeClaim(transactionFor())).toEqual({ outcome: 'created', claim: 'Claim/7' });
    // The Provenance was answered without a place: the claim stands all the same.
    expect(notices.map((n) => n.interaction)).toEqual(['POST Provenance']);
    expect(stub.seen.every((s) => s.headers.host === new URL(stub.url).host)).toBe(true);
  });

  it.each([
    ['of another type', 'Patient/7'],
    ['of dots', 'Claim/..'],
    ['of words', 'somewhere'],
    ['of nothing', ''],
  ])('%s is no place: the condition finds the Claim', async (_, location) => {
    const stub = await started(creating(json({}, 201, { location })));
    expect(await connect(stub.url).ehr.writeClaim(transactionFor())).toEqual({
      outcome: 'created',
      claim: 'Claim/7',
    });
  });

  it('that is missing, with nothing to be found, is told', async () => {
    const stub = await started(creating(json({}, 201), []));
    await expect(connect(stub.url).ehr.writeClaim(transactionFor())).rejects.toMatchObject({
      code: 'CW-2005',
      message: expect.stringContaining('POST Claim'),
    });
  });
});

describe('200 with an OperationOutcome', () => {
  it.each(['error', 'fatal'])(
    'that holds a %s is a refusal, and none of its words goes on',
    async (severity) => {
      const stub = await started(creating(json(outcome(severity))));
      const written = connect(stub.url).ehr.writeClaim(transactionFor());
      await expect(written).rejects.toMatchObject({
        code: 'CW-2003',
        status: 200,
        issues: ['business-rule'],
      });
      await expect(written).rejects.not.toThrow(/Canary/);
    },
  );

  it.each(['information', 'warning'])(
    'that holds a %s is none: the Claim is looked for',
    async (severity) => {
      const stub = await started(creating(json(outcome(severity))));
      expect(await connect(stub.url).ehr.writeClaim(transactionFor())).toEqual({
        outcome: 'existing',
        claim: 'Claim/7',
      });
    },
  );

  it('in the place of a transaction response is a refusal', async () => {
    const stub = await startStub(({ path }) =>
      path === 'metadata' ? issue(404, 'x') : json(outcome('error')),
    );
    stubs.push(stub);
    await expect(connect(stub.url).ehr.writeClaim(transactionFor())).rejects.toMatchObject({ status: 200 });
  });
});

describe('a transaction response', () => {
  it.each<[string, unknown]>([
    ['without entries', {}],
    ['whose entries are no list', { entry: { response: { status: '201' } } }],
    ['whose entries are null', { entry: [null, null] }],
  ])('%s: the condition finds the Claim', async (_, body) => {
    const stub = await startStub(({ path, method }) => {
      if (path === 'metadata') return issue(404, 'x');
      return method === 'GET'
        ? json(bundle([claim as never]))
        : json({ resourceType: 'Bundle', type: 'transaction-response', ...(body as object) });
    });
    stubs.push(stub);
    expect(await connect(stub.url).ehr.writeClaim(transactionFor())).toEqual({
      outcome: 'existing',
      claim: 'Claim/7',
    });
  });
});

describe('a change', () => {
  const reading = (over: (seen: Seen, n: number) => Reply | undefined, etag?: string) => {
    let puts = 0;
    return (seen: Seen): Reply => {
      if (seen.method === 'PUT') puts += 1;
      const special = over(seen, puts);
      if (special) return special;
      const whole = { ...claim, status: 'active' };
      if (seen.path.startsWith('Claim?')) return json(bundle([whole as never]));
      return json(whole, 200, etag ? { etag } : {});
    };
  };

  it('is made on the version that was read', async () => {
    const stub = await started(reading(() => undefined, 'W/"3"'));
    const { ehr, notices } = connect(stub.url);
    expect(await ehr.voidClaim(transactionFor(), 'Claim/7')).toEqual({ outcome: 'cancelled' });
    const put = stub.seen.find((s) => s.method === 'PUT');
    expect([put?.path, put?.headers['if-match'], JSON.parse(put?.body ?? '{}').status]).toEqual([
      'Claim/7',
      'W/"3"',
      'cancelled',
    ]);
    expect(notices).toEqual([]);
  });

  it.each([409, 412])('that meets another one (%i) is decided anew: theirs was the same', async (status) => {
    const stub = await started(
      reading(({ method, path }, puts) => {
        if (method === 'PUT') return issue(status, 'conflict');
        return puts > 0 && path === 'Claim/7'
          ? json({ ...claim, status: 'cancelled' }, 200, { etag: 'W/"4"' })
          : undefined;
      }, 'W/"3"'),
    );
    expect(await connect(stub.url).ehr.voidClaim(transactionFor(), 'Claim/7')).toEqual({
      outcome: 'existing',
    });
    expect(stub.seen.filter((s) => s.method === 'PUT')).toHaveLength(1);
  });

  it('that meets another one each time is given up, and theirs stands', async () => {
    const stub = await started(
      reading(({ method }) => (method === 'PUT' ? issue(412, 'conflict') : undefined), 'W/"3"'),
    );
    await expect(connect(stub.url).ehr.voidClaim(transactionFor(), 'Claim/7')).rejects.toMatchObject({
      code: 'CW-8403',
      message: 'The Claim in the EHR is left as it is: it is being changed there.',
    });
    expect(stub.seen.filter((s) => s.method === 'PUT')).toHaveLength(3);
  });

  it.each([['*'], ['"a", "b"'], ['W/"3'], [`W/"${'9'.repeat(65)}"`]])(
    'on an ETag %s that names no one version is told of',
    async (etag) => {
      const stub = await started(reading(() => undefined, etag));
      const { ehr, notices } = connect(stub.url);
      expect(await ehr.voidClaim(transactionFor(), 'Claim/7')).toEqual({ outcome: 'cancelled' });
      expect(stub.seen.find((s) => s.method === 'PUT')?.headers['if-match']).toBeUndefined();
      expect(notices).toEqual([
        { interaction: 'PUT Claim/[id]', reason: expect.stringContaining('no versions') },
      ]);
    },
  );

  it('that reads another resource than it asked for writes nothing', async () => {
    const stub = await started(
      reading(({ method, path }) =>
        method === 'GET' && path === 'Claim/7' ? json({ ...claim, id: '8' }) : undefined,
      ),
    );
    await expect(connect(stub.url).ehr.voidClaim(transactionFor(), 'Claim/7')).rejects.toMatchObject({
      code: 'CW-2005',
    });
    expect(stub.seen.filter((s) => s.method === 'PUT')).toEqual([]);
  });

  it('that is refused with 200 and an OperationOutcome is refused', async () => {
    const stub = await started(
      reading(({ method }) => (method === 'PUT' ? json(outcome('error')) : undefined), 'W/"3"'),
    );
    await expect(connect(stub.url).ehr.voidClaim(transactionFor(), 'Claim/7')).rejects.toMatchObject({
      status: 200,
    });
  });

  it('of a charge that was billed keeps none of the others from being taken back', async () => {
    const charges = ['1', '2'].map((n) => ({
      resourceType: 'ChargeItem',
      id: n,
      status: n === '1' ? 'billed' : 'billable',
      identifier: [{ system: CLAIMS, value: `CW1.${n}` }],
    }));
    const stub = await started(({ path }) => {
      if (path.startsWith('ChargeItem?')) return json(bundle(charges as never));
      return json(charges.find((c) => path.endsWith(c.id)));
    });
    await expect(connect(stub.url).ehr.voidClaim(transactionFor(), 'ChargeItem/1')).rejects.toMatchObject({
      code: 'CW-8403',
      message: 'The ChargeItem in the EHR is left as it is: the EHR has billed it.',
    });
    expect(stub.seen.filter((s) => s.method === 'PUT').map((s) => s.path)).toEqual(['ChargeItem/2']);
  });

  it('takes back what was written, whatever the configuration says now', async () => {
    const stub = await started(reading(() => undefined, 'W/"3"'));
    const { ehr } = connect(stub.url, { writeBack: 'pull' });
    expect(await ehr.voidClaim(transactionFor(), 'Claim/7')).toEqual({ outcome: 'cancelled' });
    expect(await ehr.voidClaim(transactionFor(), 'elsewhere')).toEqual({ outcome: 'offered' });
  });
});

it('an empty answer to a create is no refusal', async () => {
  const stub = await started(creating(text('', 201, { location: 'Claim/7' })));
  expect(await connect(stub.url).ehr.writeClaim(transactionFor())).toMatchObject({ outcome: 'created' });
});
