/** Wires the clearinghouses: what is kept of claims and answers, the channels of the configuration, and their intervals. */
import {
  type Channel,
  directoryChannel,
  directoryPoller,
  fhirSubmitChannel,
  httpX12Channel,
  memoryControlNumbers,
  memoryInbox,
  memoryPastLines,
  memoryResults,
  memorySentClaims,
  type PastLines,
  type PostOptions,
  type Results,
} from './clearinghouse/index.ts';
import { composeOwn } from './compose-own.ts';
import {
  type Cases,
  type ClaimRoute,
  type Clearing,
  caseLookup,
  clearingOf,
  type InputsOf,
  inputsFrom,
  keepingPast,
  type Poller,
  payerVoids,
  receiveAnswer,
  type VoidChannel,
} from './flow/index.ts';
import { type Clock, faultFields, type Log } from './kernel/index.ts';
import {
  type ChannelConfig,
  type ClearinghouseConfig,
  type Config,
  readClearinghouse,
  secretIn,
  type X12Config,
} from './ops/index.ts';
import {
  type Database,
  databaseAuditTrail,
  databaseControlNumbers,
  databaseInbox,
  databasePastLines,
  databaseResults,
  databaseSentClaims,
} from './store/index.ts';
import type { Terminology } from './terminology/index.ts';

export interface ClearinghouseParts {
  readonly database: Database | undefined;
  readonly cases: Cases;
  readonly clock: Clock;
  readonly log: Log;
  /** Keeps what is read at our own endpoint along with the results. */
  readonly overResults: (results: Results) => Results;
  /** For the codes of an 837 before it leaves; asked for when there is one. */
  readonly terminology?: () => Promise<Terminology>;
}

/** The patient's earlier claims: in the database beside the cases, or in memory for the sandbox. */
export interface PastParts {
  readonly past: PastLines;
  /** The same cases, whose claims are added to the history. */
  readonly cases: Cases;
  readonly inputs: InputsOf;
}

export interface PastOf extends Pick<ClearinghouseParts, 'database' | 'cases' | 'clock'> {
  readonly sandbox: boolean;
}

export function composePast({ database, cases, clock, sandbox }: PastOf): PastParts {
  const past = database ? databasePastLines(database) : memoryPastLines();
  return {
    past,
    cases: database ? cases : keepingPast(cases, past),
    // The charts of the sandbox stand still while the days go by: none of them is ever filed late.
    inputs: inputsFrom({ past, clock: sandbox ? undefined : clock }),
  };
}

export interface ComposedClearinghouse {
  readonly clearing: Clearing;
  /** The way to the payer by which claims are voided; undefined where none is configured. */
  readonly payers: VoidChannel | undefined;
  /** Delivers what was left, then runs the intervals of the configuration; does nothing without one. */
  start(): void;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

export function composeClearinghouse(config: Config, parts: ClearinghouseParts): ComposedClearinghouse {
  const site = config.clearinghouse === undefined ? undefined : readClearinghouse(config.clearinghouse);
  const { database, cases, clock, log, terminology } = parts;
  const results = parts.overResults(database ? databaseResults(database) : memoryResults());
  const sent = database ? databaseSentClaims(database) : memorySentClaims();
  const lookup = caseLookup(cases);
  const channels = site?.channels ?? [];
  const routes = channels.map((c) =>
    routeOf(c, site as ClearinghouseConfig, { cases, clock, lookup, results, sent }),
  );
  const numbers = database ? databaseControlNumbers(database) : memoryControlNumbers();
  const clearing = clearingOf({
    ...{ cases, clock, lookup, results, routes, sent, numbers, terminology },
    inbox: database ? databaseInbox(database) : memoryInbox(),
    pollers: new Map(channels.flatMap(pollerOf)),
    fault: ({ id, severity, segment, number }) =>
      log.warn('response-fault', { fault: id, severity, segment, number }),
  });
  const payers = site && payerVoids({ cases, clock, results, routes, sent, numbers });
  return { clearing, payers, ...intervals(clearing, site, { clock, log }) };
}

type ChannelParts = Parameters<typeof receiveAnswer>[2];

function routeOf(channel: ChannelConfig, site: ClearinghouseConfig, parts: ChannelParts): ClaimRoute {
  const x12 = channel.kind === 'fhir-submit' ? undefined : partnerOf(channel.x12, site);
  return { channel: channelOf(channel, parts), x12, payers: channel.payers };
}

function channelOf(channel: ChannelConfig, parts: ChannelParts): Channel {
  const { clock } = parts;
  switch (channel.kind) {
    case 'directory':
      return directoryChannel({ id: channel.id, folder: channel.folder, clock });
    case 'http-x12':
      return httpX12Channel(channel.id, { url: channel.url, ...posting(channel, channel.url, clock) });
    case 'fhir-submit':
      return fhirSubmitChannel(channel.id, {
        baseUrl: channel.baseUrl,
        ...posting(channel, channel.baseUrl, clock),
        answered: (response, payload) => receiveAnswer(response, payload, parts),
      });
  }
}

/** Only the host that the configuration names, with a token that is read at each use, so that it can be replaced. */
function posting(
  { id, tokenFile }: { readonly id: string; readonly tokenFile?: string },
  address: string,
  clock: Clock,
): Omit<PostOptions, 'url'> {
  const name = `the tokenFile of the channel ${id}`;
  const headers = async () => ({ authorization: `Bearer ${secretIn(tokenFile, name)}` });
  return {
    clock,
    allowedHosts: [new URL(address).host],
    ...(tokenFile === undefined ? {} : { headers }),
  };
}

function partnerOf(x12: X12Config, { submitter }: ClearinghouseConfig): NonNullable<ClaimRoute['x12']> {
  const party = ({ qualifier = 'ZZ', id }: X12Config['sender']) => ({ qualifier, id });
  const { phone, email, name } = submitter.contact;
  return {
    sender: party(x12.sender),
    receiver: party(x12.receiver),
    applicationSender: x12.applicationSender ?? x12.sender.id,
    applicationReceiver: x12.applicationReceiver ?? x12.receiver.id,
    usage: x12.usage,
    receiverName: x12.receiverName,
    receiverId: x12.receiverId ?? x12.receiver.id,
    submitter: {
      name: submitter.name,
      id: submitter.id,
      contact: {
        name: { text: name },
        telecom: [
          ...(phone === undefined ? [] : [{ system: 'phone' as const, value: phone }]),
          ...(email === undefined ? [] : [{ system: 'email' as const, value: email }]),
        ],
      },
    },
  };
}

const pollerOf = (channel: ChannelConfig): readonly (readonly [string, Poller])[] =>
  channel.kind === 'directory' ? [[channel.id, directoryPoller({ folder: channel.folder })]] : [];

/** One at a time, whatever it is: the next wait begins when the last run has ended. */
function intervals(
  clearing: Clearing,
  site: ClearinghouseConfig | undefined,
  { clock, log }: Pick<ClearinghouseParts, 'clock' | 'log'>,
): Pick<ComposedClearinghouse, 'start' | 'stop'> {
  const stopped = new AbortController();
  const running: Promise<void>[] = [];
  const told = (what: string) => (fault: unknown) => log.warn(what, faultFields(fault));
  const every = async (seconds: number, run: () => Promise<void>): Promise<void> => {
    while (!stopped.signal.aborted) {
      await clock.wait(seconds * 1_000, stopped.signal);
      if (!stopped.signal.aborted) await run().catch(told('clearinghouse-run'));
    }
  };
  const send = async (): Promise<void> => {
    for (const { fault } of await clearing.resume()) if (fault) told('claims-not-delivered')(fault);
    await clearing.send({}, ({ channel, batch, numbers, fault }) => {
      log.info('claims-sent', { channel, batch, claims: numbers.length, delivered: fault === undefined });
      if (fault) told('claims-not-delivered')(fault);
    });
  };
  const receive = async (): Promise<void> => {
    for (const { channel, files, fault } of await clearing.poll()) {
      if (fault) told('responses-not-read')(fault);
      if (files.length > 0) log.info('responses-read', { channel, files: files.length });
    }
  };
  return {
    start: () => {
      if (!site) return;
      const resume = async (): Promise<void> => {
        for (const { fault } of await clearing.resume()) if (fault) told('claims-not-delivered')(fault);
      };
      running.push(resume().catch(told('clearinghouse-run')));
      if (site.sendEvery !== undefined) running.push(every(site.sendEvery, send));
      if (site.receiveEvery !== undefined) running.push(every(site.receiveEvery, receive));
    },
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

/** For a command: the clearinghouse over the configured database; undefined where there is none. */
export async function composeClaims(
  config: Config,
  database: Database | undefined,
  parts: Pick<ClearinghouseParts, 'clock' | 'log' | 'terminology'>,
): Promise<(Clearing & { close(): Promise<void> }) | undefined> {
  if (!database) return undefined;
  try {
    const trail = databaseAuditTrail(database);
    const { cases, overResults } = composeOwn(database, parts.clock, trail, () => undefined);
    const { clearing } = composeClearinghouse(config, { ...parts, database, cases, overResults });
    return { ...clearing, close: () => database.close() };
  } catch (fault) {
    await database.close();
    throw fault;
  }
}
