/** No address that an EHR sends leads this service anywhere but to the hosts of the connection, however it is written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { baseOf } from '../../../src/ehr/http/base.ts';
import {
  checkEhr,
  exportInto,
  linkEhr,
  memoryMarks,
  memorySubscriptions,
  pollOnce,
  receiveNotification,
  remoteKeys,
} from '../../../src/ehr/index.ts';
import { allowedHosts } from '../../../src/ehr/smart/allowed.ts';
import type { Resource } from '../../../src/fhir/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { bundle, json, type Stub, startStub, text } from '../stub.ts';
import { bulkServer } from '../support/bulk-server.ts';
import { connect, encounter, serving } from '../support.ts';

const clock = frozenClock('2026-06-01T00:00:00Z');
let evil: Stub;
beforeAll(async () => {
  evil = await startStub(() => json({ resourceType: 'Practitioner', id: 'dr' }));
});
afterAll(() => evil.close());
const stubs: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
  expect(evil.seen).toEqual([]);
});

/** The evil server by each way of writing its address, and addresses of machines that are none of ours. */
const ways = (): readonly string[] => {
  const { port } = new URL(evil.url);
  return [
    evil.url,
    `http://localhost:${port}/fhir`,
    `http://127.1:${port}/fhir`,
    `http://2130706433:${port}/fhir`,
    `http://0x7f000001:${port}/fhir`,
    `http://0177.0.0.1:${port}/fhir`,
    `http://[::1]:${port}/fhir`,
    `http://[::ffff:127.0.0.1]:${port}/fhir`,
    `http://[::ffff:7f00:1]:${port}/fhir`,
    `http://127.0.0.1.:${port}/fhir`,
    `http://①②⑦.⓪.⓪.①:${port}/fhir`,
    `//127.0.0.1:${port}/fhir`,
    `http:\\\\127.0.0.1:${port}\\fhir`,
    `http://127.0.0.1@127.0.0.1:${port}/fhir`,
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00:ec2::254]/latest',
    'http://metadata.google.internal/computeMetadata/v1',
    'http://localtest.me/fhir',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
  ];
};

async function ehrWith(make: (base: string) => readonly Resource[]): Promise<Stub> {
  const stub = await startStub((seen, base) => serving(make(base))(seen));
  stubs.push(stub);
  return stub;
}

describe('addresses in a chart', () => {
  it('as references and attachments are asked for nowhere, and are gaps', async () => {
    const links = ways();
    const stub = await ehrWith(() => [
      encounter('e1', {
        participant: links.map((l) => ({ individual: { reference: `${l}/Practitioner/dr` } })),
      }),
      { resourceType: 'Patient', id: 'p1' },
      {
        resourceType: 'DocumentReference',
        id: 'd',
        status: 'current',
        content: links.map((l) => ({ attachment: { contentType: 'text/plain', url: `${l}/Binary/b` } })),
      },
    ]);
    const { ehr } = connect(stub.url, { retries: 0 });
    const { gaps, resources } = await ehr.readChart('e1');
    expect(resources.filter((r) => r.resourceType === 'Practitioner' || r.resourceType === 'Binary')).toEqual(
      [],
    );
    expect(gaps.length).toBe(2 * links.length);
  });

  it('as the next page, of a search and of a poll', async () => {
    for (const link of ways()) {
      const stub = await startStub(() => json(bundle([encounter('e1')], `${link}/Encounter?page=2`)));
      stubs.push(stub);
      const accepted: string[] = [];
      const poll = pollOnce({
        link: linkEhr({ id: 'test', baseUrl: stub.url, clock, retries: 0 }),
        marks: memoryMarks(clock),
        holder: 'me',
        accept: async (ids) => void accepted.push(...ids),
      });
      await expect(poll).rejects.toMatchObject({ code: 'CW-2004' });
      // What was read before is not lost.
      expect(accepted).toEqual(['e1']);
      expect(stub.seen).toHaveLength(1);
    }
  });

  it('as a redirect', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const stub = await startStub(() => text('', status, { location: `${evil.url}/Encounter/e1` }));
      stubs.push(stub);
      await expect(connect(stub.url, { retries: 0 }).ehr.readChart('e1')).rejects.toMatchObject({ status });
    }
  });
});

describe('addresses of authorization', () => {
  it('as token endpoint, issuer or key set are refused unless the connection names the host', () => {
    const hosts = allowedHosts(['https://ehr.example.org/fhir'], ['login.example.org']);
    expect(hosts.check('https://login.example.org/token', 'x')).toBe('https://login.example.org/token');
    const hostile = [
      ...ways(),
      'https://ehr.example.org.evil.example/token',
      'https://ehr.example.org@evil.example/token',
      'https://evil.example/ehr.example.org',
      'http://ehr.example.org/token',
      'https://ehr.example.org:8443/token',
      'https://ehr.example.org./token',
      'HTTPS://EVIL.example/',
    ];
    for (const address of hostile)
      expect(() => hosts.check(address, 'x')).toThrow(expect.objectContaining({ code: 'CW-2103' }));
  });

  it('as the keys of an issuer whose own document names another host', async () => {
    const issuer = await startStub(() => json({ jwks_uri: `${evil.url}/jwks` }));
    stubs.push(issuer);
    const keys = remoteKeys({ issuer: issuer.url }, { clock });
    await expect(keys({ alg: 'RS384', kid: 'k' }, {} as never)).rejects.toMatchObject({ code: 'CW-1103' });
  });
});

describe('addresses of files and notifications', () => {
  it('as files of a bulk export', async () => {
    for (const url of ways()) {
      const server = await bulkServer();
      stubs.push(server);
      const folder = mkdtempSync(join(tmpdir(), 'claimwright-ssrf-'));
      server.files = [{ type: 'Encounter', text: '', url: `${url}/file` }];
      const link = linkEhr({ id: 'test', baseUrl: server.url, clock, retries: 0 });
      const request = { level: 'patient' } as const;
      await expect(exportInto(request, { link, folder })).rejects.toMatchObject({
        code: expect.stringMatching(/^CW-/),
      });
      rmSync(folder, { recursive: true });
    }
  });

  it('in a notification name no encounter of ours', async () => {
    const stub = await ehrWith(() => [encounter('e1')]);
    const link = linkEhr({ id: 'test', baseUrl: stub.url, clock, retries: 0 });
    const accepted: string[] = [];
    for (const way of ways()) {
      const event = [{ name: 'focus', valueReference: { reference: `${way}/Encounter/e1` } }];
      const parameter = [
        { name: 'type', valueCode: 'event-notification' },
        { name: 'subscription', valueReference: { reference: `${way}/Subscription/s` } },
        { name: 'notification-event', part: event },
      ];
      await receiveNotification(
        { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Parameters', parameter } }] },
        {
          link,
          kept: memorySubscriptions(),
          accept: async (ids) => void accepted.push(...ids),
          poll: () => undefined,
          ended: () => undefined,
        },
      );
    }
    expect(accepted).toEqual([]);
  });

  it('are not followed by a check of the connection, which says why', async () => {
    const stub = await startStub((seen) =>
      seen.path === 'metadata'
        ? json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
        : json(bundle([encounter('e1')], `${evil.url}/Encounter?page=2`)),
    );
    stubs.push(stub);
    const options = { id: 'test', baseUrl: stub.url, clock };
    const { rows } = await checkEhr({ options, auth: 'none', samples: 5 });
    expect(rows.find((r) => r.id === 'finished-encounters')?.found).toMatch(/leads outside the base URL/);
  });
});

describe('the base URL', () => {
  it.each([
    ['https://ehr.example.org/fhir', 'https://ehr.example.org/fhir2/Patient/1'],
    ['https://ehr.example.org/fhir', 'https://ehr.example.org/fhir/../admin'],
    ['https://ehr.example.org/fhir', 'https://ehr.example.org/fhir/%2e%2e/admin'],
    ['https://ehr.example.org/fhir', 'https://ehr.example.org:444/fhir/Patient/1'],
    ['https://ehr.example.org/fhir', 'http://ehr.example.org/fhir/Patient/1'],
    ['https://10.0.0.5/fhir', 'https://10.0.0.6/fhir/Patient/1'],
    ['https://[2001:db8::1]/fhir', 'https://[2001:db8::2]/fhir/Patient/1'],
  ])('%s does not hold %s', (base, link) => {
    expect(baseOf(base).inside(link)).toBeUndefined();
  });

  it.each([
    ['https://10.0.0.5/fhir', 'https://167772165/fhir/Patient/1'],
    ['https://[2001:db8::1]/fhir', 'https://[2001:0db8:0:0:0:0:0:1]/fhir/Patient/1'],
    ['https://ehr.example.org/fhir', 'HTTPS://EHR.example.org:443/fhir/Patient/1'],
  ])('%s holds %s, which is another way to write the same', (base, link) => {
    expect(baseOf(base).inside(link)).toBe(`${base}/Patient/1`);
  });
});
