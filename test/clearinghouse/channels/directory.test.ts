import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  directoryChannel,
  directoryPoller,
  diskFiles,
  type Files,
  memorySentClaims,
  resumeDeliveries,
  type SentBatch,
  sendBatch,
} from '../../../src/clearinghouse/index.ts';
import { frozenClock, sha256 } from '../../../src/kernel/index.ts';
import { REMITTANCE_LINES, response } from '../../x12/responses/support.ts';
import { AT, batchOf, CW1, CW2, clearinghouse, undelivered } from '../support.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channel-'));
});
afterEach(() => rm(folder, { recursive: true }));

const clock = frozenClock(AT);
const names = (inner: string): Promise<string[]> => readdir(join(folder, inner)).then((all) => all.sort());

/** Stops at the nth change of the disk, before it or right after it. */
function faulty(stopAt: number, when: 'before' | 'after'): Files & { readonly changes: () => number } {
  let count = 0;
  const step = async <T>(change: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count === stopAt && when === 'before') throw new Error('crash');
    const done = await change();
    if (count === stopAt) throw new Error('crash');
    return done;
  };
  return {
    ...diskFiles,
    ensure: (path) => step(() => diskFiles.ensure(path)),
    write: (path, bytes) => step(() => diskFiles.write(path, bytes)),
    move: (from, to) => step(() => diskFiles.move(from, to)),
    changes: () => count,
  };
}

const channel = (files?: Files) =>
  directoryChannel({ id: 'partner', folder, clock, ...(files ? { files } : {}) });

describe('a directory', () => {
  it('gets each file once and whole, and keeps its bytes', async () => {
    const batch = await batchOf([CW1, CW2]);
    const sent = memorySentClaims();
    const receipt = await sendBatch(batch, { sent, channel: channel() });
    const [payload] = batch.payloads;
    const out = await names('outbound');
    expect(out).toEqual([payload?.name]);
    expect(sha256(await readFile(join(folder, 'outbound', out[0] ?? '')))).toBe(payload?.sha256);
    expect(sha256(await readFile(join(folder, 'archive', out[0] ?? '')))).toBe(payload?.sha256);
    expect(receipt).toMatchObject({ channel: 'partner', payloads: [{ sha256: payload?.sha256 }] });
    expect(await undelivered(sent)).toEqual([]);
    expect(await names('staging')).toEqual([]);
  });

  /** The partner takes away what it finds, whenever it looks. */
  const taken: string[] = [];
  const partner = async (): Promise<void> => {
    for (const name of await names('outbound').catch(() => [])) {
      taken.push(name);
      await rm(join(folder, 'outbound', name));
    }
  };

  it.each(['before', 'after'] as const)(
    'gets it once, wherever the process stops (%s a change)',
    async (when) => {
      const counter = faulty(0, when);
      const batch = await batchOf([CW1]);
      await channel(counter).deliver(batch);
      const steps = counter.changes();
      expect(steps).toBeGreaterThan(6);
      for (let stopAt = 1; stopAt <= steps; stopAt += 1) {
        await rm(folder, { recursive: true });
        taken.length = 0;
        const sent = memorySentClaims();
        const crashing = sendBatch(batch, { sent, channel: channel(faulty(stopAt, when)) });
        await expect(crashing, `${stopAt}`).rejects.toThrow('crash');
        await partner();
        // A second crash at the same place, then a run that gets through.
        await resumeDeliveries({ sent, channel: channel(faulty(stopAt, when)) }).catch(() => undefined);
        await partner();
        await resumeDeliveries({ sent, channel: channel() });
        await partner();
        expect([stopAt, taken]).toEqual([stopAt, [batch.payloads[0]?.name]]);
        expect(await undelivered(sent)).toEqual([]);
      }
    },
  );

  it('gets nothing twice when the process stops before the receipt is kept', async () => {
    taken.length = 0;
    const batch: SentBatch = await batchOf([CW1]);
    const kept = memorySentClaims();
    const sent = {
      ...kept,
      delivered: async () => {
        throw new Error('crash');
      },
    };
    await expect(sendBatch(batch, { sent, channel: channel() })).rejects.toThrow('crash');
    await partner();
    expect(await resumeDeliveries({ sent: kept, channel: channel() })).toBe(1);
    await partner();
    expect(taken).toHaveLength(1);
    expect(await resumeDeliveries({ sent: kept, channel: channel() })).toBe(0);
  });
});

describe('a partner’s files', () => {
  const put = (name: string, text: string): Promise<void> =>
    writeFile(join(folder, 'inbound', name), text, 'latin1');
  const whole = response('835', REMITTANCE_LINES);
  const setUp = async () => {
    const house = await clearinghouse();
    const poller = directoryPoller({ folder });
    await poller.poll(house.deps);
    return { ...house, poll: () => poller.poll(house.deps) };
  };

  it('are read once and archived', async () => {
    const { poll, results } = await setUp();
    await put('a.835', whole);
    expect(await poll()).toEqual([{ name: 'a.835', kind: 'read' }]);
    expect(await poll()).toEqual([]);
    expect(await names('inbound')).toEqual([]);
    expect((await names('archive')).filter((n) => n.endsWith('a.835'))).toHaveLength(1);
    const before = await results.all();
    await put('b.835', whole);
    expect(await poll()).toEqual([{ name: 'b.835', kind: 'already' }]);
    expect(await results.all()).toEqual(before);
  });

  it('are left while they are being written', async () => {
    const { poll, results } = await setUp();
    await put('.a.835', whole);
    await put('a.835.tmp', whole);
    await put('b.835.part', whole);
    expect(await poll()).toEqual([]);
    await put('c.835', whole.slice(0, 500));
    expect(await poll()).toEqual([{ name: 'c.835', kind: 'waiting' }]);
    await put('c.835', whole.slice(0, 600));
    expect(await poll()).toEqual([{ name: 'c.835', kind: 'waiting' }]);
    expect(await results.all()).toEqual([]);
    await put('c.835', whole);
    expect(await poll()).toEqual([{ name: 'c.835', kind: 'read' }]);
  });

  it('that stay cut short are rejected with the reason', async () => {
    const { poll } = await setUp();
    await put('c.835', whole.slice(0, 500));
    await poll();
    expect(await poll()).toMatchObject([{ kind: 'rejected' }]);
    expect(await names('rejected')).toEqual(['c.835', 'c.835.reason']);
    expect(await readFile(join(folder, 'rejected', 'c.835.reason'), 'utf8')).toContain('ends before');
  });

  it('that are no responses are rejected, whatever they are called', async () => {
    const { poll, faults } = await setUp();
    await put('x\ny.txt', 'hello');
    const [outcome] = await poll();
    expect(outcome).toMatchObject({ kind: 'rejected' });
    expect((await names('rejected')).every((n) => /^unnamed-[0-9a-f]{16}(?:\.reason)?$/.test(n))).toBe(true);
    expect(faults.map((f) => f.id)).toEqual(['interchange-missing']);
  });

  it('that cannot be kept stay, and do not stop the others', async () => {
    const house = await clearinghouse();
    const poller = directoryPoller({ folder });
    await poller.poll(house.deps);
    await put('a.835', whole);
    await put('b.txt', 'hello');
    let fail = true;
    const results = {
      ...house.results,
      put: async (result: Parameters<typeof house.results.put>[0]) => {
        if (fail) throw new Error('crash');
        await house.results.put(result);
      },
    };
    expect(await poller.poll({ ...house.deps, results })).toMatchObject([
      { name: 'a.835', kind: 'failed' },
      { name: 'b.txt', kind: 'rejected' },
    ]);
    fail = false;
    expect(await poller.poll({ ...house.deps, results })).toEqual([{ name: 'a.835', kind: 'read' }]);
    expect(await house.results.all()).toHaveLength(3);
  });

  it('larger than allowed are not read', async () => {
    const house = await clearinghouse();
    const poller = directoryPoller({ folder, largest: 100 });
    await poller.poll(house.deps);
    await put('a.835', whole);
    expect(await poller.poll(house.deps)).toMatchObject([{ kind: 'rejected' }]);
    expect(await house.inbox.list()).toEqual([]);
  });
});
