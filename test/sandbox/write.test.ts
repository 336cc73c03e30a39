import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimTransaction } from './small-chart.ts';
import { type Asking, type Body, startSmall } from './support.ts';

let ehr: Asking;
beforeEach(async () => {
  ehr = await startSmall();
});
afterEach(() => ehr.sandbox.close());

const claim = { resourceType: 'Claim', status: 'active', identifier: [{ system: 'urn:claims', value: '7' }] };
const outcomes = (body: Body): readonly string[] => body.entry.map((e) => e.response.status);

describe('transactions', () => {
  it('write all, with references to each other', async () => {
    const { status, body } = await ehr.send('POST', '', claimTransaction('1'));
    expect([status, body.type, outcomes(body)]).toEqual([200, 'transaction-response', ['201', '201']]);
    const [key, , version] = body.entry[0]?.response.location.split('/').slice(1) ?? [];
    expect([body.entry[0]?.response.etag, version]).toEqual(['W/"1"', '1']);
    const provenance = await ehr.get(`/Provenance?target=Claim/${key}`);
    expect(provenance.body.entry[0]?.resource.target).toEqual([{ reference: `Claim/${key}` }]);
  });

  it('add nothing when they are sent again', async () => {
    const first = await ehr.send('POST', '', claimTransaction('1'));
    const again = await ehr.send('POST', '/', claimTransaction('1'));
    expect(outcomes(again.body)).toEqual(['200', '200']);
    expect(again.body.entry[0]?.response.location).toBe(first.body.entry[0]?.response.location);
    expect(ehr.sandbox.counts()).toMatchObject({ Claim: 1, Provenance: 1 });
  });

  it('take a condition that names another entry’s address', async () => {
    const byTarget = (): unknown => {
      const transaction = claimTransaction('1');
      const [claim, provenance] = transaction.entry ?? [];
      const request = { method: 'POST', url: 'Provenance', ifNoneExist: `target=${claim?.fullUrl}` };
      return { ...transaction, entry: [claim, { ...provenance, request }] };
    };
    await ehr.send('POST', '', byTarget());
    expect(outcomes((await ehr.send('POST', '', byTarget())).body)).toEqual(['200', '200']);
  });

  it('leave one Claim when many are sent at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => ehr.send('POST', '', claimTransaction('1'))),
    );
    expect(all.map((a) => outcomes(a.body)[0]).sort()).toEqual([
      '200',
      '200',
      '200',
      '200',
      '200',
      '200',
      '200',
      '201',
    ]);
    expect(ehr.sandbox.counts()).toMatchObject({ Claim: 1, Provenance: 1 });
  });

  it('leave nothing when one entry fails', async () => {
    const transaction = claimTransaction('1');
    const withBad = {
      ...transaction,
      entry: [
        ...(transaction.entry ?? []),
        {
          resource: { resourceType: 'Patient', id: 'zzz' },
          request: { method: 'PUT', url: 'Patient/other' },
        },
      ],
    };
    const { status, body } = await ehr.send('POST', '', withBad);
    expect([status, body.resourceType]).toEqual([400, 'OperationOutcome']);
    expect(ehr.sandbox.counts().Claim).toBeUndefined();
  });

  it('answer 412 when the condition fits several', async () => {
    await ehr.send('POST', '/Claim', claim);
    await ehr.send('POST', '/Claim', claim);
    expect((await ehr.send('POST', '', claimTransaction('7'))).status).toBe(412);
    expect(
      (await ehr.send('POST', '/Claim', claim, { 'if-none-exist': 'identifier=urn:claims|7' })).status,
    ).toBe(412);
  });

  it.each([
    ['no entries', { resourceType: 'Bundle', type: 'transaction' }],
    ['an entry that is null', { resourceType: 'Bundle', type: 'transaction', entry: [null] }],
    [
      'an entry without a request',
      { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: claim }] },
    ],
    [
      'a condition on nothing',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: claim, request: { method: 'POST', url: 'Claim', ifNoneExist: '_count=1' } }],
      },
    ],
    ['another type of Bundle', { resourceType: 'Bundle', type: 'collection', entry: [] }],
    ['no Bundle', claim],
  ])('refuse %s', async (_, body) => {
    const got = await ehr.send('POST', '', body);
    expect([got.status, got.body.resourceType]).toEqual([400, 'OperationOutcome']);
  });
});

describe('one resource', () => {
  it('is created with the server’s id, an ETag and a Location', async () => {
    const got = await ehr.send('POST', '/Claim', { ...claim, id: 'mine' });
    expect(got.status).toBe(201);
    expect(got.body.id).not.toBe('mine');
    expect(got.headers.get('etag')).toBe('W/"1"');
    expect(got.headers.get('location')).toBe(`${ehr.sandbox.url}/Claim/${got.body.id}/_history/1`);
    expect(got.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  });

  it('is created once with If-None-Exist', async () => {
    const header = { 'if-none-exist': 'identifier=urn:claims|7' };
    const first = await ehr.send('POST', '/Claim', claim, header);
    const again = await ehr.send('POST', '/Claim', { ...claim, id: 'mine' }, header);
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect(again.headers.get('location')).toContain(`/Claim/${first.body.id}`);
  });

  it('is updated only from the version that was read', async () => {
    const { body } = await ehr.get('/Patient/p2');
    const changed = { ...body, active: false };
    expect((await ehr.send('PUT', '/Patient/p2', changed, { 'if-match': 'W/"9"' })).status).toBe(412);
    expect((await ehr.send('PUT', '/Patient/p2', changed, { 'if-match': '1' })).status).toBe(400);
    const ok = await ehr.send('PUT', '/Patient/p2', changed, { 'if-match': 'W/"1"' });
    expect([ok.status, ok.headers.get('etag')]).toEqual([200, 'W/"2"']);
  });

  it('may be given its id by PUT', async () => {
    const got = await ehr.send('PUT', '/Organization/o-1', { resourceType: 'Organization', id: 'o-1' });
    expect([got.status, (await ehr.get('/Organization/o-1')).status]).toEqual([201, 200]);
    expect(
      (await ehr.send('PUT', '/Organization/o-2', { resourceType: 'Organization', id: 'o-1' })).status,
    ).toBe(400);
  });

  it('keeps its history, and is gone when it was deleted', async () => {
    const { body } = await ehr.get('/Patient/p2');
    await ehr.send('PUT', '/Patient/p2', { ...body, active: false });
    expect((await ehr.send('DELETE', '/Patient/p2')).status).toBe(200);
    expect((await ehr.get('/Patient/p2')).status).toBe(410);
    const etags = async (): Promise<unknown> =>
      (await ehr.get('/Patient/p2/_history')).body.entry.map((e) => e.response.etag);
    expect(await etags()).toEqual(['W/"3"', 'W/"2"', 'W/"1"']);
    expect(await etags()).toEqual(['W/"3"', 'W/"2"', 'W/"1"']);
    expect((await ehr.get('/Patient/p2/_history/1')).body.active).toBe(true);
    expect((await ehr.get('/Patient?_id=p2')).body.total).toBe(0);
  });

  it('is never deleted or replaced by a condition on nothing', async () => {
    expect((await ehr.send('DELETE', '/Practitioner')).status).toBe(400);
    expect((await ehr.send('PUT', '/Practitioner', { resourceType: 'Practitioner' })).status).toBe(400);
    expect(ehr.sandbox.counts().Practitioner).toBe(1);
  });
});
