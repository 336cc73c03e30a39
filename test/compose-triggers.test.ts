/** The triggers as they are wired: a poll at the start, notifications, the Subscription, exports, secrets, and the end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeTriggers, type TriggerDeps, type Triggers } from '../src/compose-triggers.ts';
import { type Arrival, memoryIntake } from '../src/flow/index.ts';
import { type Clock, memoryLog } from '../src/kernel/index.ts';
import type { TriggerSettings } from '../src/ops/index.ts';
import { json } from './ehr/stub.ts';
import { type BulkServer, bulkServer } from './ehr/support/bulk-server.ts';
import { type ChangingServer, changingServer } from './ehr/support/changing-server.ts';
import { encounter } from './ehr/support.ts';

const SECRET = 'a'.repeat(40);
let folder: string;
let server: ChangingServer;
let log: ReturnType<typeof memoryLog>;
let running: Triggers | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-triggers-'));
  server = await changingServer();
  log = memoryLog();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await server.stub.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits end only when they are not needed any more: everything happens once, and then again when it is asked for. */
const clock: Clock = {
  now: () => '2026-06-01T12:00:00.000Z',
  wait: (ms, signal) =>
    new Promise((resolve) => {
      // The breath between two that were asked for passes at once.
      if (ms <= 1000 || signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve());
    }),
};

/** Intake that tells when a number of encounters has arrived. */
function watched() {
  const intake = memoryIntake();
  const waiting: { readonly n: number; readonly go: (all: readonly Arrival[]) => void }[] = [];
  return {
    accept: async (arrivals: readonly Arrival[]) => {
      await intake.accept(arrivals);
      for (const { n, go } of waiting) if (intake.arrived.length >= n) go(intake.arrived);
    },
    arrived: (n: number): Promise<readonly Arrival[]> =>
      new Promise((go) => {
        if (intake.arrived.length >= n) go(intake.arrived);
        else waiting.push({ n, go });
      }),
  };
}

const secretFile = (text: string): string => {
  writeFileSync(join(folder, 'secret'), text);
  return join(folder, 'secret');
};

function compose(
  triggers: TriggerSettings,
  over: Partial<TriggerDeps> = {},
  baseUrl = server.stub.url,
): Triggers {
  const options = { id: 'clinic', baseUrl, clock, random: () => 0.5, retries: 0 };
  running = composeTriggers({
    ...{ connections: [{ options, triggers }], intake: memoryIntake(), database: undefined },
    ...{ dataDir: folder, clock, log, ...over },
  });
  return running;
}

describe('triggers', () => {
  it('poll at the start', async () => {
    server.put(encounter('e1'));
    const intake = watched();
    const triggers = compose({ poll: { every: 60 } }, { intake });
    expect(triggers.notify).toBeUndefined();
    triggers.start();
    triggers.start();
    expect(await intake.arrived(1)).toEqual([{ connection: 'clinic', encounter: 'e1', from: 'poll' }]);
  });

  it('tell of a poll that fails, without anything of the answer', async () => {
    const told = new Promise<void>((resolve) => {
      const { warn } = log;
      log.warn = (event, fields) => {
        warn(event, fields);
        resolve();
      };
    });
    server.special = () => (res) => void res.writeHead(500).end('Jane Canary');
    compose({ poll: { every: 60 } }).start();
    await told;
    expect(log.lines).toEqual([
      {
        level: 'warn',
        event: 'trigger-failed',
        fields: expect.objectContaining({ trigger: 'poll', connection: 'clinic', code: 'CW-2002' }),
      },
    ]);
  });

  it('keep a Subscription, take its notifications in, and poll for what it does not name', async () => {
    const created = new Promise<string>((resolve) => {
      server.special = (seen) => {
        if (seen.method !== 'POST') return undefined;
        resolve(seen.body);
        return json({ ...JSON.parse(seen.body), id: 's1', status: 'active' }, 201);
      };
    });
    const intake = watched();
    const triggers = compose(
      {
        subscription: {
          kind: 'r4',
          publicUrl: 'https://claims.example.org/',
          secretFile: secretFile(`${SECRET}\n${'b'.repeat(32)}\n`),
        },
      },
      { intake },
    );
    triggers.start();
    expect(JSON.parse(await created).channel).toMatchObject({
      endpoint: 'https://claims.example.org/fhir-notify/clinic',
      header: [`Authorization: Bearer ${SECRET}`],
    });
    const clinic = triggers.notify?.get('clinic');
    expect(clinic?.secrets()).toEqual([SECRET, 'b'.repeat(32)]);
    server.put(encounter('e1'));
    expect(await clinic?.receive(encounter('e1'))).toEqual({ kind: 'event', arrivals: 1 });
    expect(await intake.arrived(1)).toEqual([
      { connection: 'clinic', encounter: 'e1', from: 'notification' },
    ]);
    server.put(encounter('e2'));
    await clinic?.receive(undefined);
    const from = (await intake.arrived(3)).map((a) => `${a.from} ${a.encounter}`);
    expect(from).toContain('poll e2');
  });

  it.each([
    ['is not there', undefined],
    ['is empty', '\n'],
    ['is easily guessed', 'hunter2'],
    ['would not fit into a header', `${SECRET} ${SECRET}`],
  ])('do not start with a secret that %s', (_, text) => {
    const file = text === undefined ? join(folder, 'none') : secretFile(text);
    const settings = { kind: 'r4' as const, publicUrl: 'https://claims.example.org', secretFile: file };
    let message = '';
    try {
      compose({ subscription: settings });
    } catch (fault) {
      message = (fault as Error).message;
    }
    expect(message).toContain('secretFile of the connection clinic');
    if (text?.trim()) expect(message).not.toContain(text.trim());
  });

  it('export', async () => {
    const bulk: BulkServer = await bulkServer();
    bulk.files = [{ type: 'Encounter', text: JSON.stringify(encounter('e1')) }];
    const intake = watched();
    compose({ bulk: { every: 3600, group: 'g1' } }, { intake }, bulk.url).start();
    expect(await intake.arrived(1)).toEqual([{ connection: 'clinic', encounter: 'e1', from: 'bulk' }]);
    await running?.stop();
    expect(bulk.asked[0]?.path).toMatch(/^\/fhir\/Group\/g1\/\$export\?/);
    await bulk.close();
  });

  it('stop at once where nothing is under way, and twice', async () => {
    const triggers = compose({ poll: { every: 60 } });
    await triggers.stop();
    triggers.start();
    await triggers.stop();
    await triggers.stop();
  });
});
