/** `$suggest-codes` over HTTP beside a bare Express route that parses the same body and echoes it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import express from 'express';
import { composeService } from '../src/compose.ts';
import { memoryLog } from '../src/kernel/index.ts';
import { readConfig } from '../src/ops/index.ts';
import { examples } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { median, percentile } from './support/timing.ts';

export const name = '$suggest-codes over HTTP beside an echo';

const ROUNDS = 40;

export async function run(): Promise<readonly Figure[]> {
  const config = readConfig({
    CLAIMWRIGHT_PORT: '0',
    CLAIMWRIGHT_SANDBOX_PORT: '0',
    CLAIMWRIGHT_DATA_DIR: `${tmpdir()}/none`,
  });
  const service = await composeService(config, { log: memoryLog() });
  const echo = await echoServer();
  try {
    const bodies = examples().map(
      (e) =>
        `{"resourceType":"Parameters","parameter":[{"name":"encounter","valueReference":{"reference":"${e.encounter}"}},{"name":"chart","resource":${e.text}}]}`,
    );
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = -ROUNDS / 2; round < ROUNDS; round += 1) {
      for (const body of bodies) {
        const ours = await post(`${service.url}/fhir/$suggest-codes`, body);
        const theirs = await post(echo.url, body);
        if (round >= 0) {
          times.ours.push(ours);
          times.theirs.push(theirs);
        }
      }
    }
    return figures(times);
  } finally {
    await Promise.all([service.close(), new Promise((done) => echo.server.close(done))]);
  }
}

function figures({
  ours,
  theirs,
}: Readonly<Record<'ours' | 'theirs', readonly number[]>>): readonly Figure[] {
  return [
    { label: 'median', value: median(ours) / median(theirs), unit: '× echo' },
    { label: '$suggest-codes p50', value: median(ours), unit: 'ms' },
    { label: '$suggest-codes p99', value: percentile(ours, 0.99), unit: 'ms' },
    { label: 'echo p50', value: median(theirs), unit: 'ms' },
    { label: 'echo p99', value: percentile(theirs, 0.99), unit: 'ms' },
  ];
}

async function post(url: string, body: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/fhir+json' },
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - start;
}

async function echoServer(): Promise<{ readonly url: string; readonly server: Server }> {
  const app = express();
  app.post('/', express.json({ type: 'application/fhir+json', limit: '25mb' }), (request, response) => {
    response.json(request.body);
  });
  const server = createServer(app);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
