/** One fault at a time: what each costs, and what it must not cost. */
import { afterEach, describe, expect, it } from 'vitest';
import { CONNECT_DEFAULTS, linkEhr, memoryMarks, pollOnce } from '../../../src/ehr/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { bundle, json, type Reply, type Stub, startStub } from '../stub.ts';
import { connect, drained, encounter } from '../support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

async function answering(replies: (base: string) => readonly Reply[]): Promise<Stub> {
  let n = 0;
  const stub = await startStub((_, base) => {
    const all = replies(base);
    return all[Math.min(n++, all.length - 1)] ?? json(bundle([]));
  });
  stubs.push(stub);
  return stub;
}

const cut: Reply = (res) => {
  res
    .writeHead(200, { 'content-type': 'application/fhir+json' })
    .end('{"resourceType":"Bundle","type":"searchset","entry":[{"resour');
};

describe('JSON that breaks off', () => {
  it('is asked for again', async () => {
    const stub = await answering(() => [cut, json(bundle([encounter('e1')]))]);
    const { ehr, waits } = connect(stub.url);
    expect(await drained(ehr.finishedEncounters())).toHaveLength(1);
    expect(waits).toHaveLength(1);
  });

  it('and never comes whole is a fault that may be gone the next time', async () => {
    const stub = await answering(() => [cut]);
    const { ehr } = connect(stub.url, { retries: 2 });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2002' });
    expect(stub.seen).toHaveLength(3);
  });
});

describe('a server that stalls', () => {
  it('is waited for no longer than half a minute, unless told', () => {
    expect(CONNECT_DEFAULTS.timeout).toBe(30_000);
  });
});

describe('pages that lead back', () => {
  it('keep the mark of a poll, so that the rest comes with the next one', async () => {
    const clock = frozenClock('2026-06-01T12:00:00Z');
    const marks = memoryMarks(clock);
    const accepted: string[] = [];
    let whole = false;
    const stub = await startStub((seen, base) => {
      const second = seen.path.includes('page=2');
      const next = `${base}/Encounter?page=${second && !whole ? '2' : second ? '3' : '2'}`;
      if (seen.path.includes('page=3')) return json(bundle([encounter('e3')]));
      return json(bundle([encounter(second ? 'e2' : 'e1')], next));
    });
    stubs.push(stub);
    const link = linkEhr({ id: 'test', baseUrl: stub.url, clock, retries: 0 });
    const poll = () =>
      pollOnce({ link, marks, holder: 'me', accept: async (ids) => void accepted.push(...ids) });
    expect(await poll()).toMatchObject({ outcome: 'restless' });
    expect(await marks.get('test', 'Encounter')).toBeUndefined();
    whole = true;
    expect(await poll()).toMatchObject({ outcome: 'done' });
    expect(new Set(accepted)).toEqual(new Set(['e1', 'e2', 'e3']));
  });
});

describe('an earlier visit', () => {
  const chartWith = async (found: readonly string[]) => {
    const stub = await startStub((seen) => {
      const [type = '', id] = (seen.path.split('?')[0] ?? '').split('/');
      if (type === 'Patient') return json({ resourceType: 'Patient', id: 'p1' });
      if (id) return json(encounter('e1'));
      return json(bundle(type === 'Encounter' ? found.map((f) => encounter(f)) : []));
    });
    stubs.push(stub);
    return connect(stub.url).ehr.readChart('e1');
  };

  it('is known to be none only where the list holds this visit', async () => {
    expect((await chartWith(['e1'])).historyFrom).toBe('2023-03-04');
    expect((await chartWith([])).historyFrom).toBeUndefined();
    expect((await chartWith(['e0'])).historyFrom).toBeUndefined();
  });
});
