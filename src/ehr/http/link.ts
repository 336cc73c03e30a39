/** One connection's way to its server: what polling, subscriptions and bulk exports share, beside the port of `model.ts`. */
import type { Client } from 'fhir-kit-client';
import type { Clock } from '../../kernel/index.ts';
import { CONNECT_DEFAULTS, type ConnectOptions } from '../connect.ts';
import { type Base, baseOf } from './base.ts';
import { fhirClient } from './client.ts';
import { type Notice, type Page, readPages, type SearchParams } from './pages.ts';
import { type Transport, transport } from './transport.ts';

export interface EhrLink {
  /** The connection's name in the configuration. */
  readonly id: string;
  readonly base: Base;
  readonly client: Client;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  /** Headers that prove who asks, for what is streamed past the transport. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Told of headers that were answered 401. */
  readonly refused: (sent: Readonly<Record<string, string>>) => void;
  readonly notice: (notice: Notice) => void;
  pages(type: string, params: SearchParams): AsyncIterable<Page>;
}

/** A few requests at a time: what runs in the background leaves the connection's places to the reading of charts. */
const CONCURRENCY = 2;

export function linkEhr(options: ConnectOptions): EhrLink {
  const concurrency = Math.min(CONCURRENCY, options.concurrency ?? CONCURRENCY);
  const settings = { ...CONNECT_DEFAULTS, ...options, concurrency };
  const base = baseOf(options.baseUrl);
  const way = transport({ ...settings, base });
  const client = fhirClient(base, way);
  const { id, clock, random, headers, notice, maxPages, refused = () => undefined } = settings;
  return {
    ...{ id, base, client, transport: way, clock, random, headers, refused, notice },
    pages: (type, params) => readPages({ client, base, maxPages }, type, params),
  };
}
