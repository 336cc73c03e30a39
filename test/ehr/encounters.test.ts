import { afterEach, describe, expect, it } from 'vitest';
import { bundle, json, type Reply, type Seen, type Stub, startStub } from './stub.ts';
import { connect, drained, encounter } from './support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

async function started(answer: (seen: Seen, base: string) => Reply): Promise<Stub> {
  const stub = await startStub(answer);
  stubs.push(stub);
  return stub;
}

const ids = (all: readonly { id?: string }[]): readonly unknown[] => all.map((e) => e.id);

describe('finished encounters', () => {
  it('come page by page, by links nobody takes apart', async () => {
    const stub = await started(({ path }, base) => {
      if (path === '?page=abc') return json(bundle([encounter('e3')]));
      if (path === 'x/y?z=%2F') return json(bundle([encounter('e2')], `${base}?page=abc`));
      return json(bundle([encounter('e1')], `${base}/x/y?z=%2F`));
    });
    const { ehr } = connect(stub.url);
    expect(ids(await drained(ehr.finishedEncounters()))).toEqual(['e1', 'e2', 'e3']);
    expect(stub.seen.map((s) => s.path)).toEqual([
      'Encounter?status=finished&_count=100',
      'x/y?z=%2F',
      '?page=abc',
    ]);
  });

  it('may be asked for since an instant', async () => {
    const stub = await started(() => json(bundle([])));
    await drained(connect(stub.url).ehr.finishedEncounters({ since: '2026-03-04T00:00:00Z' }));
    expect(stub.seen[0]?.path).toContain('_lastUpdated=ge2026-03-04T00%3A00%3A00Z');
  });

  it('are read no further than they are used', async () => {
    const stub = await started((_, base) => json(bundle([encounter('e1')], `${base}?page=2`)));
    for await (const one of connect(stub.url).ehr.finishedEncounters()) {
      expect(one.id).toBe('e1');
      break;
    }
    expect(stub.seen).toHaveLength(1);
  });

  it('come once each, though a page shifted', async () => {
    const stub = await started(({ path }, base) =>
      path === '?page=2'
        ? json(bundle([encounter('e1'), encounter('e2')]))
        : json(bundle([encounter('e1')], `${base}?page=2`)),
    );
    expect(ids(await drained(connect(stub.url).ehr.finishedEncounters()))).toEqual(['e1', 'e2']);
  });

  it('are the finished ones, whatever the server makes of the parameter', async () => {
    const stub = await started(() =>
      json(
        bundle([
          encounter('e1', { status: 'in-progress' }),
          { resourceType: 'Patient', id: 'p1' },
          encounter('e2'),
        ]),
      ),
    );
    const { ehr, notices } = connect(stub.url);
    expect(ids(await drained(ehr.finishedEncounters()))).toEqual(['e2']);
    expect(notices).toEqual([
      {
        interaction: 'GET Encounter?status=&_count=',
        reason: '2 resources are no finished encounters and are left out',
      },
    ]);
  });

  it('pass over an OperationOutcome and broken entries, and tell of them', async () => {
    const outcome = {
      resourceType: 'OperationOutcome' as const,
      issue: [
        { severity: 'warning' as const, code: 'incomplete' as const, diagnostics: 'Jane Canary' },
        { severity: 'information' as const, code: 'informational' as const },
      ],
    };
    const page = bundle([outcome, encounter('e1')]);
    const broken = { ...page, entry: [...(page.entry ?? []), {}, null, { resource: 'x' }] };
    const stub = await started(() => json(broken));
    const { ehr, notices } = connect(stub.url);
    expect(ids(await drained(ehr.finishedEncounters()))).toEqual(['e1']);
    expect(notices.map((n) => n.reason)).toEqual([
      'the EHR put an OperationOutcome in its answer (warning, incomplete)',
      '3 entries hold no resource',
    ]);
  });
});

describe('next links that lead astray', () => {
  it('to another server are not followed, and the reading fails rather than ends', async () => {
    const evil = await started(() => json(bundle([encounter('evil')])));
    for (const link of [
      `${evil.url}?page=2`,
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      '//evil.example.com/fhir',
    ]) {
      const stub = await started(() => json(bundle([encounter('e1')], link)));
      const got: unknown[] = [];
      const reading = async (): Promise<void> => {
        for await (const e of connect(stub.url).ehr.finishedEncounters()) got.push(e.id);
      };
      await expect(reading()).rejects.toMatchObject({ code: 'CW-2004' });
      expect(got).toEqual(['e1']);
    }
    expect(evil.seen).toEqual([]);
  });

  it.each([
    ['out of the base by dots', (base: string) => `${base}/../admin`],
    ['out of the base by escaped dots', (base: string) => `${base}/%2e%2e/admin`],
    ['to a path that only begins like the base', (base: string) => `${base}-internal/Encounter`],
    ['to the base as a user’s name', (base: string) => `${base.replace('://', '://x@')}/Encounter`],
    ['to another port', (base: string) => base.replace(/:\d+/, ':1')],
  ])('%s', async (_, link) => {
    const stub = await started((__, base) => json(bundle([encounter('e1')], link(base))));
    await expect(drained(connect(stub.url).ehr.finishedEncounters())).rejects.toMatchObject({
      code: 'CW-2004',
    });
    expect(stub.seen).toHaveLength(1);
  });

  it('in a circle end, and are told of', async () => {
    const stub = await started((_, base) => json(bundle([encounter('e1')], `${base}?page=2`)));
    const { ehr, notices } = connect(stub.url);
    expect(ids(await drained(ehr.finishedEncounters()))).toEqual(['e1']);
    expect(stub.seen).toHaveLength(2);
    expect(notices.map((n) => n.reason)).toEqual(['the next link leads to a page that was read before']);
  });

  it('without end are stopped at the page limit', async () => {
    let n = 0;
    const stub = await started((_, base) => {
      n += 1;
      return json(bundle([encounter(`e${n}`)], `${base}?page=${n}`));
    });
    await expect(drained(connect(stub.url, { maxPages: 3 }).ehr.finishedEncounters())).rejects.toMatchObject({
      code: 'CW-2006',
      message: expect.stringContaining('past 3 pages'),
    });
    expect(stub.seen).toHaveLength(3);
  });

  it('written without the server lead inside the base', async () => {
    const stub = await started(({ path }) =>
      path.startsWith('?page')
        ? json(bundle([encounter('e2')]))
        : json(bundle([encounter('e1')], '/fhir?page=2')),
    );
    expect(ids(await drained(connect(stub.url).ehr.finishedEncounters()))).toEqual(['e1', 'e2']);
  });
});

describe('cancelled encounters', () => {
  it('are those entered in error and those cancelled, whatever the server makes of the parameter', async () => {
    const stub = await started(() =>
      json(
        bundle([
          encounter('wrong', { status: 'entered-in-error' }),
          encounter('off', { status: 'cancelled' }),
          encounter('over'),
          encounter('wrong', { status: 'entered-in-error' }),
        ]),
      ),
    );
    const { ehr, notices } = connect(stub.url);
    expect(ids(await drained(ehr.cancelledEncounters({ since: '2026-03-04T00:00:00Z' })))).toEqual([
      'wrong',
      'off',
    ]);
    expect(decodeURIComponent(stub.seen[0]?.path ?? '')).toBe(
      'Encounter?status=entered-in-error,cancelled&_count=100&_lastUpdated=ge2026-03-04T00:00:00Z',
    );
    expect(notices).toEqual([
      {
        interaction: 'GET Encounter?status=&_count=&_lastUpdated=',
        reason: '1 resources are no entered-in-error or cancelled encounters and are left out',
      },
    ]);
  });
});
