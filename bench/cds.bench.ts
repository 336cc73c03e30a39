/** CDS Hooks at the end of an encounter: 50 calls a second with prefetch, each sent on time whether or not others are answered. */
import { tmpdir } from 'node:os';
import { composeService } from '../src/compose.ts';
import { memoryLog } from '../src/kernel/index.ts';
import { readConfig } from '../src/ops/index.ts';
import { examples } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { median, percentile } from './support/timing.ts';

export const name = 'CDS Hooks encounter-discharge at 50 requests a second';

const RATE = 50;
const SECONDS = 10;
const WARM = 100;

interface Loose {
  readonly resourceType: string;
  readonly id: string;
  readonly subject?: { readonly reference?: string };
}

export async function run(): Promise<readonly Figure[]> {
  const config = readConfig({
    CLAIMWRIGHT_PORT: '0',
    CLAIMWRIGHT_SANDBOX_PORT: '0',
    CLAIMWRIGHT_DATA_DIR: `${tmpdir()}/none`,
  });
  const service = await composeService(config, { log: memoryLog() });
  try {
    const url = `${service.url}/cds-services/coding-at-discharge`;
    const bodies = examples().map((e) => requestOf(e.encounter, JSON.parse(e.text)));
    const call = (n: number): Promise<number> => post(url, bodies[n % bodies.length] ?? '');
    for (let n = 0; n < WARM; n += 1) await call(n);
    const calls: Promise<number>[] = [];
    const start = performance.now();
    for (let n = 0; n < RATE * SECONDS; n += 1) {
      const due = start + (n * 1000) / RATE;
      await new Promise((sent) => setTimeout(sent, Math.max(0, due - performance.now())));
      calls.push(call(n));
    }
    const times = await Promise.all(calls);
    return [
      { label: 'p50', value: median(times), unit: 'ms' },
      { label: 'p99', value: percentile(times, 0.99), unit: 'ms', aim: 150 },
    ];
  } finally {
    await service.close();
  }
}

/** The chart as the prefetch of its patient; the other patients of an example stay away. */
function requestOf(
  reference: string,
  bundle: { readonly entry: readonly { readonly resource: Loose }[] },
): string {
  const all = bundle.entry.map((e) => e.resource);
  const encounterId = reference.split('/')[1] ?? '';
  const encounter = all.find((r) => r.resourceType === 'Encounter' && r.id === encounterId);
  const patientId = encounter?.subject?.reference?.split('/')[1] ?? '';
  const keys = [
    'conditions',
    'coverages',
    'observations',
    'procedures',
    'medications',
    'orders',
    'reports',
    'notes',
  ];
  const types = [
    'Condition',
    'Coverage',
    'Observation',
    'Procedure',
    'MedicationRequest',
    'ServiceRequest',
    'DiagnosticReport',
    'DocumentReference',
  ];
  const found = keys.map((key, i) => [
    key,
    {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: all.filter((r) => r.resourceType === types[i]).map((resource) => ({ resource })),
    },
  ]);
  return JSON.stringify({
    hook: 'encounter-discharge',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: { userId: 'Practitioner/1', patientId, encounterId },
    prefetch: {
      patient: all.find((r) => r.resourceType === 'Patient' && r.id === patientId),
      encounter,
      ...Object.fromEntries(found),
    },
  });
}

async function post(url: string, body: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status} ${text.slice(0, 200)}`);
  return performance.now() - start;
}
