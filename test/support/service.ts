/** A service for the tests of the faces: the example charts, an application on fakes, the whole service on free ports, and
 * requests that go out exactly as written. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { memorySubmissions } from '../../src/clearinghouse/index.ts';
import { composeCoding, composeService, composeValidator } from '../../src/compose.ts';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Bundle, CapabilityStatement, Encounter, Patient, Resource } from '../../src/fhir/index.ts';
import { caseCodec, processFinished, wordSearch } from '../../src/flow/index.ts';
import { createApp, type HttpDeps } from '../../src/http/index.ts';
import { frozenClock, memoryLog } from '../../src/kernel/index.ts';
import { readConfig } from '../../src/ops/index.ts';
import { memoryCaseStore } from '../../src/review/index.ts';
import { readConformance } from '../../src/store/index.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
export const CHARTS = join(ROOT, 'examples/charts');
export const NOW = '2026-11-24T12:00:00.000Z';

/** What `expected.json` of an example says, as far as these tests look at it. */
export interface Expected {
  /** `Encounter/id`. */
  readonly encounter: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly {
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly units: number;
  }[];
  readonly optional?: Readonly<Record<string, string>>;
  readonly outcome: 'claimed' | 'held' | 'review';
}

export interface Example {
  readonly slug: string;
  readonly text: string;
  readonly bundle: Bundle;
  readonly expected: Expected;
}

export function example(slug: string): Example {
  const text = readFileSync(join(CHARTS, slug, 'bundle.json'), 'utf8');
  const expected = JSON.parse(readFileSync(join(CHARTS, slug, 'expected.json'), 'utf8')) as Expected;
  return { slug, text, bundle: JSON.parse(text) as Bundle, expected };
}

export const examples = (): readonly Example[] =>
  readdirSync(CHARTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => example(entry.name));

export const resourcesOf = (bundle: Bundle): readonly Resource[] =>
  (bundle.entry ?? []).flatMap((e) => (e.resource ? [e.resource] : []));

/** The configuration of a test: free ports, a data folder of its own, and no releases but those of the repository. */
export const config = (more: Readonly<Record<string, string>> = {}) =>
  readConfig({
    CLAIMWRIGHT_PORT: '0',
    CLAIMWRIGHT_SANDBOX_PORT: '0',
    CLAIMWRIGHT_DATA_DIR: mkdtempSync(join(tmpdir(), 'claimwright-data-')),
    ...more,
  });

/** The shipped code sets, modules and charges, and a validator: a second to make, so once a test file. */
export async function standing() {
  const { knowledge, modules } = await composeCoding(config());
  return { knowledge, modules, validator: composeValidator() };
}

export type Standing = Awaited<ReturnType<typeof standing>>;

/** Stands in for the service's own, which only the whole service has. */
const CAPABILITY = { resourceType: 'CapabilityStatement' } as CapabilityStatement;

/** The Express application on fakes. */
export function appOn(base: Pick<Standing, 'knowledge' | 'validator'>, over: Partial<HttpDeps> = {}) {
  const ehr = over.ehr ?? fakeEhr(resourcesOf(example('uri-simple-visit').bundle));
  const cases = over.cases ?? memoryCaseStore(caseCodec);
  const log = memoryLog();
  const clock = over.clock ?? frozenClock(NOW);
  const deps: HttpDeps = {
    ...base,
    submissions: memorySubmissions(),
    search: wordSearch(base.knowledge.terminology),
    ehr,
    cases,
    conformance: { definitions: readConformance(), capability: CAPABILITY },
    clock,
    log,
    process: () => processFinished({ ehr, cases, clock, knowledge: base.knowledge }),
    status: () => ({ version: 'test' }),
    workbench: join(ROOT, 'src/workbench/public'),
    ...over,
  };
  return { app: createApp(deps), deps, log };
}

/** The whole service with the sandbox EHR, on free ports. */
export async function startService(more: Readonly<Record<string, string>> = {}) {
  const log = memoryLog();
  const service = await composeService(config(more), { clock: frozenClock(NOW), log });
  return { ...service, log };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

/** A request whose path and headers go out as they are written: an HTTP client would tidy `..` and `%2e` away. */
export function raw(
  base: string,
  method: string,
  path: string,
  sent: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((done, failed) => {
    const out = request(
      { hostname, port, method, path, headers: sent.headers ?? {}, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', failed);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          done({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: jsonOf(text) });
        });
      },
    );
    out.on('error', failed);
    out.end(sent.body);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A finished office visit of one patient with a recorded diagnosis; what a test adds or changes is given. */
export function smallVisit(id: string, more: readonly Resource[] = []): readonly Resource[] {
  const patient: Patient = {
    resourceType: 'Patient',
    id: `${id}-patient`,
    name: [{ family: 'Example', given: ['Ada'] }],
    gender: 'female',
    birthDate: '1980-02-03',
  };
  const encounter: Encounter = {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: `Patient/${patient.id}` },
    period: { start: '2026-03-04T10:00:00-05:00', end: '2026-03-04T10:25:00-05:00' },
  };
  const condition: Resource = {
    resourceType: 'Condition',
    id: `${id}-condition`,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J06.9' }] },
    subject: { reference: `Patient/${patient.id}` },
    encounter: { reference: `Encounter/${id}` },
  };
  return [patient, encounter, condition, ...more];
}

export const bundleOf = (resources: readonly Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
