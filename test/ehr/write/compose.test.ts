/** A configured way back, from the connections file to what the EHR is sent; told at the start when it is not offered. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { composeConnections } from '../../../src/compose-connections.ts';
import { frozenClock, memoryLog } from '../../../src/kernel/index.ts';
import { config, NOW } from '../../support/service.ts';
import { issue, json, type Reply, reset, type Seen, type Stub, startStub } from '../stub.ts';
import { transactionFor } from '../support/write-back.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

async function composed(writeBack: string | undefined, answer: (seen: Seen) => Reply) {
  const stub = await startStub(answer);
  stubs.push(stub);
  const path = join(mkdtempSync(join(tmpdir(), 'connections-')), 'connections.json');
  const one = { id: 'clinic', baseUrl: stub.url, auth: { kind: 'none' }, limits: { retries: 0 } };
  writeFileSync(path, JSON.stringify({ connections: [{ ...one, ...(writeBack ? { writeBack } : {}) }] }));
  const log = memoryLog();
  const { ehrs } = await composeConnections(config({ CLAIMWRIGHT_CONNECTIONS: path }), frozenClock(NOW), log);
  return { stub, log, ehr: ehrs[0] };
}

const statement = (...types: readonly string[]): Reply =>
  json({
    resourceType: 'CapabilityStatement',
    rest: [
      {
        mode: 'server',
        resource: types.map((type) => ({ type, interaction: [{ code: 'create' }], conditionalCreate: true })),
      },
    ],
  });

const EHR =
  (...types: readonly string[]) =>
  ({ path }: Seen): Reply => {
    if (path === 'metadata') return statement(...types);
    return path === '' ? issue(404, 'not-found') : json({ resourceType: path, id: '7' }, 201);
  };

it('is the one that is written, though the EHR offers another first', async () => {
  const { stub, ehr } = await composed('task', EHR('Claim', 'Task', 'Provenance'));
  expect(await ehr?.writeClaim(transactionFor())).toEqual({ outcome: 'created', claim: 'Task/7' });
  expect(stub.seen.filter((s) => s.path === 'Claim')).toEqual([]);
});

it('that the EHR does not offer is told at the start, in one sentence', async () => {
  const { log } = await composed('charge', EHR('Task'));
  await vi.waitFor(() =>
    expect(log.lines).toEqual([
      {
        level: 'warn',
        event: 'write-back',
        fields: {
          connection: 'clinic',
          mode: 'charge',
          why: 'The EHR does not offer to create a ChargeItem, which the write-back as charge needs; it will be tried.',
        },
      },
    ]),
  );
});

it('of an EHR that is away at the start is told so, and keeps nothing from starting', async () => {
  const { log, ehr } = await composed('charge', () => reset);
  expect(ehr?.id).toBe('clinic');
  await vi.waitFor(() =>
    expect(log.lines).toMatchObject([
      { event: 'write-back', fields: { connection: 'clinic', code: 'CW-2002' } },
    ]),
  );
});

it('that is left to the EHR asks nothing before there is a claim', async () => {
  const { stub, ehr } = await composed(undefined, EHR('Task', 'Provenance'));
  expect(stub.seen).toEqual([]);
  expect(await ehr?.writeClaim(transactionFor())).toEqual({ outcome: 'created', claim: 'Task/7' });
});
