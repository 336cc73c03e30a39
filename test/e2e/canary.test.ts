/** A patient whose every word is a canary goes through everything: no log line, error, event or address may sing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { composeService, type Service } from '../../src/compose.ts';
import type { Bundle, Claim, Resource } from '../../src/fhir/index.ts';
import { frozenClock, memoryLog } from '../../src/kernel/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { FHIR, listening } from '../http/support.ts';
import {
  appOn,
  bundleOf,
  config,
  example,
  NOW,
  raw,
  resourcesOf,
  smallVisit,
  standing,
} from '../support/service.ts';

const BIRD = 'Zzcanary';
const base = await standing();
const sings = (value: unknown): boolean =>
  new RegExp(BIRD, 'i').test(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Every word of a record that is not a code, a date, an address or an id, replaced by the canary. */
function caged<T>(value: T, key = ''): T {
  if (Array.isArray(value)) return value.map((v) => caged(v, key)) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, caged(v, k)])) as T;
  return WORDS.has(key) && typeof value === 'string' ? (`${BIRD} ${value}` as T) : value;
}
const WORDS = new Set([
  'text',
  'display',
  'family',
  'given',
  'line',
  'city',
  'title',
  'valueString',
  'description',
]);

function canaryChart(slug: string): Bundle {
  const note = Buffer.from(`${BIRD} was seen for a cold.`).toString('base64');
  return bundleOf(resourcesOf(example(slug).bundle).flatMap((r) => [caged(named(r)), ...noteOf(r, note)]));
}

function named(resource: Resource): Resource {
  if (resource.resourceType === 'Patient')
    return {
      ...resource,
      name: [{ family: BIRD, given: [BIRD], text: BIRD }],
      address: [{ line: [BIRD], city: BIRD, postalCode: BIRD }],
      telecom: [{ system: 'phone', value: BIRD }],
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: BIRD }],
      contact: [{ name: { text: BIRD } }],
    };
  if (resource.resourceType === 'Condition') return { ...resource, note: [{ text: BIRD }] };
  if (resource.resourceType === 'Coverage') return { ...resource, subscriberId: BIRD };
  return resource;
}

/** A note beside each Encounter. */
function noteOf(resource: Resource, data: string): readonly Resource[] {
  if (resource.resourceType !== 'Encounter') return [];
  return [
    {
      resourceType: 'DocumentReference',
      id: `${resource.id}-note`.slice(-64),
      status: 'current',
      subject: resource.subject ?? {},
      context: { encounter: [{ reference: `Encounter/${resource.id}` }] },
      content: [{ attachment: { contentType: 'text/plain', data, title: BIRD } }],
    },
  ];
}

const SLUGS = [
  'diabetes-ckd-office-visit',
  'uri-simple-visit',
  'text-only-conditions',
  'wrong-code',
  'missing-elements',
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a patient of canaries', () => {
  const log = memoryLog();
  const asked: string[] = [];
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let service: Service;
  beforeAll(async () => {
    sandbox = await startSandbox({ charts: SLUGS.map(canaryChart), clock: frozenClock(NOW) });
    service = await composeService(
      config({ CLAIMWRIGHT_EHR_URL: sandbox.url, CLAIMWRIGHT_OPEN_LOOPBACK: 'true' }),
      {
        clock: frozenClock(NOW),
        log,
      },
    );
  });
  afterAll(() => service.close());

  it('is read, coded and claimed with every word in its place', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    const counts = await service.process();
    asked.push(
      ...fetching.mock.calls.map(([request]) => (request instanceof Request ? request.url : String(request))),
    );
    expect(counts.claimed).toBeGreaterThan(0);
    expect(counts.held).toBeGreaterThan(0);
    const view = await raw(service.url, 'GET', '/api/cases');
    expect(sings(view.text)).toBe(true);
  });

  it('leaves no word in the events of its cases', async () => {
    const cases = await service.cases.list();
    expect(cases.length).toBeGreaterThanOrEqual(SLUGS.length);
    for (const { case: c } of cases) expect(c.events.filter((e) => sings(e.why))).toEqual([]);
  });

  it('leaves no word in an address that the EHR is asked for', () => {
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(sings)).toEqual([]);
  });

  it('leaves no word in the Provenance: its words stay in the record', async () => {
    const answer = await fetch(`${sandbox.url}/Provenance?_count=1000`);
    const text = await answer.text();
    expect(text).toContain('"Provenance"');
    expect(sings(text)).toBe(false);
  });

  it('is shown to whoever asks for codes, and only there', async () => {
    const { bundle, expected } = { ...example('uri-simple-visit'), bundle: canaryChart('uri-simple-visit') };
    const inline = await raw(service.url, 'POST', '/fhir/$suggest-codes', {
      headers: FHIR,
      body: JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'chart', resource: bundle },
          { name: 'encounter', valueReference: { reference: expected.encounter } },
        ],
      }),
    });
    expect([inline.status, sings(inline.text)]).toEqual([200, true]);
    expect((await raw(service.url, 'POST', `/fhir/${expected.encounter}/$suggest-codes`)).status).toBe(200);
  });

  it('is not quoted in what is said of a claim', async () => {
    const { draft } =
      (await service.cases.list()).flatMap((k) => k.details.coded ?? []).find((c) => c.draft) ?? {};
    const claim = draft?.claim as Claim;
    const broken = { ...claim, patient: { reference: BIRD }, diagnosis: [{ sequence: BIRD }], created: BIRD };
    for (const body of [broken, { ...claim, identifier: [{ value: BIRD }] }, { ...claim, item: [BIRD] }]) {
      const answer = await raw(service.url, 'POST', '/fhir/Claim/$validate', {
        headers: FHIR,
        body: JSON.stringify(body),
      });
      expect([answer.status, sings(answer.text)]).toEqual([200, false]);
    }
  });

  const post = (path: string, body: string) => raw(service.url, 'POST', path, { headers: FHIR, body });

  it.each([
    ['that is not JSON', `{"name": "${BIRD}"`],
    ['that is a text', `"${BIRD}"`],
    ['of a type of its own', JSON.stringify({ resourceType: BIRD })],
    [
      'with a resource of its own',
      JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { resourceType: BIRD } }] }),
    ],
    ['with a canary for an object', JSON.stringify({ resourceType: 'Bundle', entry: BIRD })],
    [
      'with elements of its own',
      JSON.stringify(bundleOf([{ resourceType: 'Patient', [BIRD]: BIRD, name: BIRD } as never])),
    ],
    [
      'without an encounter',
      JSON.stringify(bundleOf([{ resourceType: 'Patient', name: [{ family: BIRD }] }])),
    ],
    [
      'that names an encounter',
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'chart', resource: bundleOf(smallVisit('a')) },
          { name: 'encounter', valueReference: { reference: BIRD } },
        ],
      }),
    ],
  ])('is not quoted in the refusal of a body %s', async (_name, body) => {
    for (const path of [
      '/fhir/$suggest-codes',
      '/fhir/Claim/$validate',
      '/fhir/Encounter/uri-encounter/$suggest-codes',
    ]) {
      const answer = await post(path, body);
      if (answer.status >= 400) expect(sings(answer.text)).toBe(false);
      expect(sings(answer.headers)).toBe(false);
    }
  });

  it.each([
    `/fhir/${BIRD}`,
    `/${BIRD}`,
    `/api/cases/${BIRD}`,
    `/api/${BIRD}?name=${BIRD}`,
    `/fhir/OperationDefinition/${BIRD}`,
    `/fhir/Encounter/${BIRD}%20${BIRD}/$suggest-codes`,
  ])('is not repeated from an address that does not exist: %s', async (path) => {
    const answer = await raw(service.url, path.includes('$') ? 'POST' : 'GET', path);
    expect([answer.status, sings(answer.text)]).toEqual([404, false]);
  });

  it('is held without a word of it when the EHR is gone', async () => {
    await sandbox.close();
    await expect(service.process()).rejects.toMatchObject({ code: 'CW-2002' });
    for (const path of ['/fhir/Encounter/uri-encounter/$suggest-codes', '/api/process']) {
      const answer = await raw(service.url, 'POST', path);
      expect([answer.status, sings(answer.text)]).toEqual([502, false]);
    }
  });

  it('has left no word in the log', () => {
    expect(log.lines.length).toBeGreaterThan(10);
    expect(log.lines.filter(sings)).toEqual([]);
  });
});

describe('an EHR that answers with canaries', () => {
  const outcome = JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: BIRD, diagnostics: BIRD, details: { text: BIRD } }],
  });
  const searchset = (resource: unknown) =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource }],
      link: [{ relation: 'next', url: `http://${BIRD}.example` }],
    });

  it.each([
    ['an error page', 500, 'text/html', `<h1>${BIRD}</h1>`],
    ['an outcome', 500, 'application/fhir+json', outcome],
    ['a refusal', 403, 'application/fhir+json', outcome],
    ['not found', 404, 'application/fhir+json', outcome],
    ['an outcome for a search', 200, 'application/fhir+json', outcome],
    ['text', 200, 'text/plain', BIRD],
    ['JSON that breaks off', 200, 'application/fhir+json', `{"name":"${BIRD}`],
    ['another resource', 200, 'application/fhir+json', JSON.stringify({ resourceType: 'Patient', id: BIRD })],
    [
      'a next link that leads away',
      200,
      'application/fhir+json',
      searchset({ resourceType: 'Encounter', id: 'a', status: 'finished', note: BIRD }),
    ],
    ['a redirect', 302, 'text/plain', ''],
  ])('as %s is not quoted', async (_name, status, type, body) => {
    const ehr = await serving((response) => {
      response.writeHead(status, { 'content-type': type, location: `http://${BIRD}.example/` });
      response.end(body);
    });
    const log = memoryLog();
    const service = await composeService(
      config({ CLAIMWRIGHT_EHR_URL: ehr.url, CLAIMWRIGHT_OPEN_LOOPBACK: 'true' }),
      {
        clock: frozenClock(NOW),
        log,
      },
    );
    const answers = [
      await raw(service.url, 'POST', '/fhir/Encounter/a/$suggest-codes'),
      await raw(service.url, 'POST', '/api/process'),
    ];
    for (const answer of answers) {
      expect(answer.status).not.toBe(500);
      if (answer.status >= 400) expect(sings(answer.text)).toBe(false);
    }
    for (const { case: c, details } of await service.cases.list())
      expect(sings([c.events, details.fault])).toBe(false);
    expect(log.lines.filter(sings)).toEqual([]);
    await service.close();
    await ehr.close();
  });
});

async function serving(answer: (response: import('node:http').ServerResponse) => void) {
  const server: Server = createServer((_request, response) => answer(response));
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

describe('a fault of ours with a canary in its message', () => {
  const MESSAGES = [
    BIRD,
    `Cannot read properties of undefined (reading '${BIRD}')`,
    `Unexpected token in JSON at /src/${BIRD}.json`,
    `first line\n    at ${BIRD} (/src/${BIRD}.ts:1:1)`,
    `Failed to parse URL from http://ehr/mappings/${BIRD}`,
  ];

  it.each(MESSAGES)('%j is not in the answer or the log', async (message) => {
    const faults: readonly (() => unknown)[] = [
      () => new Error(message),
      () => new TypeError(message, { cause: new Error(message) }),
      () => Object.assign(new Error(message), { status: 500, body: message }),
      () => message,
    ];
    for (const fault of faults) {
      const ehr = appOn(base).deps.ehr;
      const { app, log } = appOn(base, {
        ehr: { ...ehr, readChart: () => Promise.reject(fault()) },
        process: () => Promise.reject(fault()),
      });
      const server = await listening(app);
      for (const path of ['/fhir/Encounter/a/$suggest-codes', '/api/process']) {
        const answer = await raw(server.url, 'POST', path);
        expect([answer.status, sings(answer.text)]).toEqual([500, false]);
      }
      expect(log.lines).toHaveLength(2);
      expect(log.lines.filter(sings)).toEqual([]);
      await server.close();
    }
  });
});
