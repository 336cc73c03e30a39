import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  fhirBatch,
  fhirSubmitChannel,
  httpX12Channel,
  memorySentClaims,
  resumeDeliveries,
  sendBatch,
} from '../../../src/clearinghouse/index.ts';
import type { Bundle, ClaimResponse } from '../../../src/fhir/index.ts';
import { frozenClock, sha256 } from '../../../src/kernel/index.ts';
import { dossierOf } from '../../../src/x12/index.ts';
import { AT, batchOf, CW1, CW2, undelivered } from '../support.ts';

interface Got {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

let server: Server | undefined;
afterEach(async () => {
  const open = server;
  server = undefined;
  if (!open) return;
  open.closeAllConnections();
  await new Promise<void>((done) => open.close(() => done()));
});

type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'drop';

/** Answers as told, the last answer again and again. */
async function receiver(replies: readonly Reply[]): Promise<{ url: string; host: string; got: Got[] }> {
  const got: Got[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const reply = replies[Math.min(got.length, replies.length) - 1];
      if (!reply || reply === 'drop') return request.socket.destroy();
      response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
    });
  });
  const listening = server;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, got };
}

const optionsOf = ({ url, host }: { url: string; host: string }, clock = frozenClock(AT)) => ({
  url: `${url}/claims`,
  allowedHosts: [host],
  clock,
});

describe('X12 by HTTP', () => {
  it('is posted with its hash and a key that is the same for the same bytes', async () => {
    const to = await receiver([{ status: 202 }]);
    const batch = await batchOf([CW1]);
    await httpX12Channel('http', optionsOf(to)).deliver(batch);
    await httpX12Channel('http', optionsOf(to)).deliver(batch);
    const [first, second] = to.got;
    const [payload] = batch.payloads;
    expect(first?.headers).toMatchObject({
      'content-type': 'application/edi-x12',
      'idempotency-key': payload?.idempotencyKey,
      'content-sha256': payload?.sha256,
    });
    expect(payload?.idempotencyKey).toBe(`000000001-${payload?.sha256}`);
    expect(sha256(first?.body ?? '')).toBe(payload?.sha256);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  it.each<[string, Reply[], number[]]>([
    ['an error of the server', [{ status: 503 }, { status: 500 }, { status: 200 }], [1_000, 2_000]],
    [
      'too many requests, as long as it asks',
      [{ status: 429, headers: { 'retry-after': '7' } }, { status: 200 }],
      [7_000],
    ],
    [
      'a wait without end is cut',
      [{ status: 503, headers: { 'retry-after': '999999' } }, { status: 200 }],
      [120_000],
    ],
    ['a connection that breaks', ['drop', { status: 200 }], [1_000]],
  ])('is tried again after %s', async (_, replies, waits) => {
    const to = await receiver(replies);
    const clock = frozenClock(AT);
    await httpX12Channel('http', optionsOf(to, clock)).deliver(await batchOf([CW1]));
    expect(clock.waits).toEqual(waits);
    expect(to.got).toHaveLength(replies.length);
    expect(new Set(to.got.map((g) => g.headers['idempotency-key'])).size).toBe(1);
  });

  it.each<[string, Reply]>([
    ['a refusal', { status: 400 }],
    ['a missing permission', { status: 403 }],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('is not tried again after %s', async (_, reply) => {
    const to = await receiver([reply]);
    const delivering = httpX12Channel('http', optionsOf(to)).deliver(await batchOf([CW1]));
    await expect(delivering).rejects.toMatchObject({ code: 'CW-7002' });
    expect(to.got).toHaveLength(1);
  });

  it('stays undelivered when nobody answers, and is delivered at the next run', async () => {
    const to = await receiver(['drop', 'drop', 'drop', 'drop', 'drop', { status: 200 }]);
    const sent = memorySentClaims();
    const channel = httpX12Channel('partner', optionsOf(to));
    await expect(sendBatch(await batchOf([CW1]), { sent, channel })).rejects.toMatchObject({
      code: 'CW-7001',
    });
    expect(await undelivered(sent)).toHaveLength(1);
    expect(await resumeDeliveries({ sent, channel })).toBe(1);
    expect(await undelivered(sent)).toEqual([]);
  });

  it.each([
    ['another host', 'https://evil.example/claims', ['clearing.example']],
    ['a host that begins alike', 'https://clearing.example.evil/claims', ['clearing.example']],
    ['a user in the address', 'https://clearing.example@evil.example/', ['clearing.example']],
    ['a user before the host', 'https://me:secret@clearing.example/', ['clearing.example']],
    ['another port', 'https://clearing.example:8443/', ['clearing.example']],
    ['no encryption', 'http://clearing.example/', ['clearing.example']],
    ['a file', 'file:///etc/passwd', ['']],
    ['nothing', '', ['']],
  ])('never goes to %s', (_, url, allowedHosts) => {
    expect(() => httpX12Channel('http', { url, allowedHosts, clock: frozenClock(AT) })).toThrow(
      expect.objectContaining({ code: 'CW-5001' }),
    );
  });
});

describe('FHIR $submit', () => {
  const answer: ClaimResponse = {
    resourceType: 'ClaimResponse',
    status: 'active',
    type: { text: 'x' },
    use: 'claim',
    patient: { display: 'x' },
    created: AT,
    insurer: { display: 'x' },
    outcome: 'queued',
  };
  const dossier = dossierOf(CW1, [
    { resourceType: 'Patient', id: 'p1', managingOrganization: { reference: 'Organization/o2' } },
    { resourceType: 'Organization', id: 'o1' },
    { resourceType: 'Organization', id: 'o2' },
    { resourceType: 'Organization', id: 'o3' },
  ]);

  it('posts the Claim with everything it refers to, and nothing else', async () => {
    const to = await receiver([{ status: 200, body: JSON.stringify(answer) }]);
    const told: ClaimResponse[] = [];
    const channel = fhirSubmitChannel('fhir', {
      ...optionsOf(to),
      baseUrl: `${to.url}/fhir/`,
      answered: async (response) => void told.push(response),
    });
    const receipt = await channel.deliver(fhirBatch([dossier], 'fhir'));
    expect(to.got[0]?.url).toBe('/fhir/Claim/$submit');
    const bundle = JSON.parse(to.got[0]?.body.toString('utf8') ?? '') as Bundle;
    expect(bundle.entry?.map((e) => `${e.resource?.resourceType}/${e.resource?.id}`)).toEqual([
      'Claim/cw1',
      'Organization/o1',
      'Organization/o2',
      'Patient/p1',
    ]);
    expect(told).toEqual([answer]);
    expect(receipt.payloads[0]?.answer).toBe('queued');
  });

  it('is the same bytes again, and other bytes for another claim', () => {
    const [a, b, c] = [
      fhirBatch([dossier], 'fhir'),
      fhirBatch([dossier], 'fhir'),
      fhirBatch([dossierOf(CW2, [])], 'fhir'),
    ];
    expect(a.id).toBe(b.id);
    expect(a.payloads[0]?.sha256).toBe(b.payloads[0]?.sha256);
    expect(a.id).not.toBe(c.id);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another resource', '{"resourceType":"OperationOutcome"}'],
    ['an outcome that is none', '{"resourceType":"ClaimResponse","outcome":"maybe"}'],
    ['nothing', ''],
  ])('does not take %s for an answer', async (_, body) => {
    const to = await receiver([{ status: 200, body }]);
    const channel = fhirSubmitChannel('fhir', { ...optionsOf(to), baseUrl: `${to.url}/fhir` });
    await expect(channel.deliver(fhirBatch([dossier], 'fhir'))).rejects.toMatchObject({ code: 'CW-7002' });
  });
});
