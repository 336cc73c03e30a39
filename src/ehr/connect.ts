/** Connects to any FHIR R4 EHR: the port of `model.ts` over HTTP. */
import { ClaimwrightError, type Clock } from '../kernel/index.ts';
import { baseOf } from './http/base.ts';
import { fhirClient } from './http/client.ts';
import type { Notice } from './http/pages.ts';
import { transport } from './http/transport.ts';
import type { Ehr } from './model.ts';
import { CANCELLED, encountersIn, FINISHED } from './read/encounters.ts';
import { readChart } from './read/read-chart.ts';
import { fhirSource } from './read/source.ts';
import { turns } from './write/in-turn.ts';
import type { WriteBackMode } from './write/mode.ts';
import { writeBack } from './write/write-back.ts';
import { readWriteCapability, type WriteCapability } from './write/write-capability.ts';

export interface ConnectOptions {
  readonly id: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  /** For jitter, 0 ≤ x < 1. */
  readonly random?: () => number;
  /** Requests at once, over everything this connection does. */
  readonly concurrency?: number;
  /** Pages of one search. */
  readonly maxPages?: number;
  /** Attempts after the first one. */
  readonly retries?: number;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  /** Bytes of one answer, uncompressed. */
  readonly maxBytes?: number;
  /** Headers for each attempt, such as `authorization`. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
  /** Told of headers that were answered 401, before one more try. */
  readonly refused?: (sent: Readonly<Record<string, string>>) => void;
  /** How claims are written back; chosen from the CapabilityStatement when it is not given. */
  readonly writeBack?: WriteBackMode;
  /** Told what is odd about this EHR and stops nothing. */
  readonly notice?: (notice: Notice) => void;
}

export const CONNECT_DEFAULTS = {
  random: Math.random,
  concurrency: 4,
  maxPages: 1000,
  retries: 4,
  timeout: 30_000,
  maxBytes: 64 * 1024 * 1024,
  headers: async () => ({}),
  notice: () => undefined,
} as const satisfies Partial<ConnectOptions>;

export function connectEhr(options: ConnectOptions): Ehr {
  const settings = { ...CONNECT_DEFAULTS, ...options };
  if (settings.concurrency < 1) throw new ClaimwrightError('CW-5001', { detail: 'concurrency is below 1' });
  const { clock, random, maxPages, notice } = settings;
  const base = baseOf(options.baseUrl);
  const client = fhirClient(base, transport({ ...settings, base }));
  const source = fhirSource({ client, base, maxPages });
  const pages = { client, base, maxPages };
  const capability = once(() => readWriteCapability(client));
  return {
    id: options.id,
    baseUrl: base.url,
    finishedEncounters: (query) => encountersIn(FINISHED, pages, query?.since, notice),
    cancelledEncounters: (query) => encountersIn(CANCELLED, pages, query?.since, notice),
    readChart: (encounterId) => readChart(source, encounterId),
    ...writeBack({ ...pages, clock, random, notice, turns: turns(), capability }, options.writeBack),
  };
}

/** One reading serves all; a reading that failed is not kept. */
function once(read: () => Promise<WriteCapability>): () => Promise<WriteCapability> {
  let known: Promise<WriteCapability> | undefined;
  return () => {
    known ??= read().catch((fault: unknown) => {
      known = undefined;
      throw fault;
    });
    return known;
  };
}
