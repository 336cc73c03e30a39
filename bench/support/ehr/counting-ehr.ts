/** A FHIR R4 EHR of many encounters that counts the Claims it is sent, and at times is away or loses its answer. A process of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memorySource } from '../../../src/ehr/index.ts';
import type { Bundle, BundleEntry, Claim, Resource } from '../../../src/fhir/index.ts';
import { capabilityStatement } from '../../../src/sandbox/capability.ts';
import { loadParameters } from '../../../src/sandbox/parameters.ts';
import { type ManyCharts, manyCharts } from './many-charts.ts';
import { seeded } from './seeded.ts';

export interface CountingEhrOptions {
  readonly encounters: number;
  /** Of what goes wrong: the same seed, the same faults in the same order of requests. */
  readonly seed?: number;
  /** One of so many transactions is done and its answer lost; none unless told. */
  readonly lost?: number;
}

/** What it was sent, by the encounter that the Claim names. */
export interface Tally {
  /** Encounters with so many Claims: `{"1": 1990}`. */
  readonly claims: Readonly<Record<string, number>>;
  /** Claims that were asked for again and were there. */
  readonly existing: number;
  readonly requests: number;
  readonly refused: number;
  readonly lost: number;
}

const PAGE = 200;
const JSON_TYPE = { 'content-type': 'application/fhir+json' };

export function countingEhr({ encounters, seed = 1, lost = 0 }: CountingEhrOptions) {
  const charts = manyCharts();
  const random = seeded(seed);
  const byNumber = new Map<string, string>();
  const byEncounter = new Map<string, number>();
  const tally = { existing: 0, requests: 0, refused: 0, lost: 0 };
  let away = false;
  let base = '';

  const create = ({ resource, request }: BundleEntry): BundleEntry => {
    const token = new URLSearchParams(request?.ifNoneExist ?? '').get('identifier') ?? '';
    const key = `${resource?.resourceType} ${token}`;
    const there = byNumber.get(key);
    if (there !== undefined) {
      if (resource?.resourceType === 'Claim') tally.existing += 1;
      return { response: { status: '200 OK', location: there } };
    }
    const location = `${resource?.resourceType}/${byNumber.size + 1}`;
    byNumber.set(key, location);
    if (resource?.resourceType === 'Claim') {
      const encounter = encounterOf(resource);
      byEncounter.set(encounter, (byEncounter.get(encounter) ?? 0) + 1);
    }
    return { response: { status: '201 Created', location: `${location}/_history/1` } };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', base);
    const path = url.pathname.replace(/^\/fhir\/?/, '');
    if (path === '_tally') return sent(response, 200, tallied());
    if (path === '_away') {
      away = url.searchParams.get('is') === 'true';
      return sent(response, 200, {});
    }
    tally.requests += 1;
    if (away) {
      tally.refused += 1;
      return sent(response, 503, outcome('transient'));
    }
    if (request.method === 'POST') {
      const bundle = JSON.parse(await bodyOf(request)) as Bundle;
      const entry = (bundle.entry ?? []).map(create);
      if (lost > 0 && random() < 1 / lost) {
        tally.lost += 1;
        request.socket.destroy();
        return;
      }
      return sent(response, 200, { resourceType: 'Bundle', type: 'transaction-response', entry });
    }
    const found = await got(path, url, { charts, encounters, base });
    return sent(response, found ? 200 : 404, found ?? outcome('not-found'));
  };

  const tallied = (): Tally => ({
    ...tally,
    claims: Object.fromEntries(
      [...Map.groupBy(byEncounter.values(), (n) => n)].map(([n, all]) => [n, all.length]),
    ),
  });

  const server = createServer((request, response) => {
    answer(request, response).catch(() => sent(response, 500, outcome('exception')));
  });
  return {
    listen: (port: number) =>
      new Promise<string>((resolve) =>
        server.listen(port, '127.0.0.1', () => {
          base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
          resolve(base);
        }),
      ),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Held {
  readonly charts: ManyCharts;
  readonly encounters: number;
  readonly base: string;
}

async function got(
  path: string,
  url: URL,
  { charts, encounters, base }: Held,
): Promise<Resource | undefined> {
  if (path === 'metadata')
    return capabilityStatement(base, loadParameters(), '2026-01-01T00:00:00Z') as Resource;
  const [type = '', id] = path.split('/');
  const params = url.searchParams;
  const n = charts.of(id ?? params.toString());
  if (type === 'Encounter' && id === undefined && n === undefined)
    return page(url, { charts, encounters, base });
  const resources = n !== undefined && n < encounters ? charts.resources(n) : [];
  if (id !== undefined) return resources.find((r) => r.resourceType === type && r.id === id);
  const asked = Object.fromEntries([...new Set(params.keys())].map((k) => [k, params.getAll(k)]));
  const found = await memorySource(resources, base).search(type, asked);
  return bundle(found.resources, undefined);
}

/** The finished encounters, in their order; nothing is ever cancelled here. */
function page(url: URL, { charts, encounters, base }: Held): Bundle {
  const from = Number(url.searchParams.get('_offset') ?? 0);
  if (url.searchParams.get('status') !== 'finished') return bundle([], undefined);
  const to = Math.min(encounters, from + PAGE);
  const found = Array.from({ length: to - from }, (_, i) => {
    const id = charts.id(from + i);
    return charts.resources(from + i).find((r) => r.id === id) as Resource;
  });
  return bundle(found, to < encounters ? `${base}/Encounter?status=finished&_offset=${to}` : undefined);
}

const bundle = (resources: readonly Resource[], next: string | undefined): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' as const } })),
});

const encounterOf = (claim: Claim): string =>
  claim.item?.[0]?.encounter?.[0]?.reference ?? `of ${claim.patient?.reference}`;

const outcome = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code }],
});

function sent(response: ServerResponse, status: number, body: unknown): void {
  if (!response.headersSent) response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

if (import.meta.main) {
  const [encounters = '100', port = '0', lost = '0', seed = '1'] = process.argv.slice(2);
  const ehr = countingEhr({ encounters: Number(encounters), lost: Number(lost), seed: Number(seed) });
  console.log(`EHR ${await ehr.listen(Number(port))} `);
}
