/** Starts the sandbox EHR: a FHIR R4 server with sample charts that only this machine can reach. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from '../fhir/index.ts';
import { ClaimwrightError, type Clock, systemClock } from '../kernel/index.ts';
import { addressBook } from './addresses.ts';
import { sandboxApp } from './app.ts';
import { capabilityStatement } from './capability.ts';
import { loadParameters } from './parameters.ts';
import { SandboxRepository } from './repository.ts';
import { seed } from './seed.ts';

export interface SandboxOptions {
  readonly charts: readonly Bundle[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  readonly clock?: Clock;
}

export interface Sandbox {
  /** The FHIR base URL, ending in `/fhir`. */
  readonly url: string;
  /** How many resources it holds, by type. */
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, clock = systemClock } = options;
  // It asks nobody who they are, so nobody else may reach it, whatever a configuration says.
  if (host !== '127.0.0.1') throw unusable('the sandbox EHR binds to 127.0.0.1 only');
  const server = createServer();
  await listening(server, host, port);
  const base = `http://${host}:${(server.address() as AddressInfo).port}/fhir`;
  try {
    const repository = serve(server, base, options.charts, clock);
    return { url: base, counts: () => repository.counts(), close: () => closed(server) };
  } catch (fault) {
    await closed(server);
    throw fault;
  }
}

function serve(server: Server, base: string, charts: readonly Bundle[], clock: Clock): SandboxRepository {
  const parameters = loadParameters();
  const addresses = addressBook(base);
  const repository = new SandboxRepository({ base, parameters, addresses, clock });
  seed(charts, { base, repository, addresses, clock });
  const capability = capabilityStatement(base, parameters, clock.now());
  server.on('request', sandboxApp({ base, repository, parameters, capability }));
  return repository;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(unusable(`the sandbox EHR cannot use port ${port} (${fault.code})`)),
    );
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const unusable = (detail: string): ClaimwrightError => new ClaimwrightError('CW-5001', { detail });
