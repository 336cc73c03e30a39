/** The clearinghouses of a site (CLAIMWRIGHT_CLEARINGHOUSE): who sends, and the channels by which claims go and answers come; secrets in files. */
import { dirname, resolve } from 'node:path';
import { badKeys, readJsonFile } from './json-file.ts';

export interface SubmitterConfig {
  readonly name: string;
  /** As the receivers know it (NM109 of 1000A). */
  readonly id: string;
  readonly contact: { readonly name: string; readonly phone?: string; readonly email?: string };
}

export interface PartyConfig {
  /** ISA05 or ISA07, `ZZ` unless told. */
  readonly qualifier?: string;
  readonly id: string;
}

export interface X12Config {
  /** ISA06 and ISA08. */
  readonly sender: PartyConfig;
  readonly receiver: PartyConfig;
  /** GS02 and GS03: those of the interchange unless told. */
  readonly applicationSender?: string;
  readonly applicationReceiver?: string;
  readonly receiverName: string;
  /** NM109 of 1000B; that of the interchange unless told. */
  readonly receiverId?: string;
  /** ISA15: test or production. */
  readonly usage: 'T' | 'P';
}

interface ChannelBase {
  readonly id: string;
  /** Payer ids whose claims go here; left out: all that no other channel names. */
  readonly payers?: readonly string[];
}

export type ChannelConfig =
  | (ChannelBase & { readonly kind: 'directory'; readonly folder: string; readonly x12: X12Config })
  | (ChannelBase & {
      readonly kind: 'http-x12';
      readonly url: string;
      readonly tokenFile?: string;
      readonly x12: X12Config;
    })
  | (ChannelBase & { readonly kind: 'fhir-submit'; readonly baseUrl: string; readonly tokenFile?: string });

export interface ClearinghouseConfig {
  readonly submitter: SubmitterConfig;
  readonly channels: readonly ChannelConfig[];
  /** Seconds between two runs; left out: only when it is asked for. */
  readonly sendEvery?: number;
  readonly receiveEvery?: number;
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const;
/** Blanks at an end of a fixed field are no part of it, and a delimiter must not get in. */
const edi = (maxLength: number) => ({
  type: 'string',
  pattern: `^[A-Za-z0-9][A-Za-z0-9 ._/&-]{0,${maxLength - 1}}$`,
});
const SECONDS = { type: 'integer', minimum: 10, maximum: 604_800 } as const;
const PARTY = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { qualifier: { type: 'string', pattern: '^[0-9A-Z]{2}$' }, id: edi(15) },
};
const X12 = {
  type: 'object',
  required: ['sender', 'receiver', 'receiverName', 'usage'],
  additionalProperties: false,
  properties: {
    sender: PARTY,
    receiver: PARTY,
    applicationSender: edi(15),
    applicationReceiver: edi(15),
    receiverName: edi(60),
    receiverId: edi(80),
    usage: { enum: ['T', 'P'] },
  },
};
const BASE = {
  // It is part of logs, events and the address of the store.
  id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,31}$' },
  payers: { type: 'array', minItems: 1, items: text(80) },
};
const kind = (name: string, properties: object, required: readonly string[]) => ({
  properties: { ...BASE, kind: { const: name }, ...properties },
  required: ['id', ...required],
  additionalProperties: false,
});

const SCHEMA = {
  type: 'object',
  required: ['submitter', 'channels'],
  additionalProperties: false,
  properties: {
    sendEvery: SECONDS,
    receiveEvery: SECONDS,
    submitter: {
      type: 'object',
      required: ['name', 'id', 'contact'],
      additionalProperties: false,
      properties: {
        name: edi(60),
        id: edi(80),
        contact: {
          type: 'object',
          required: ['name'],
          anyOf: [{ required: ['phone'] }, { required: ['email'] }],
          additionalProperties: false,
          properties: {
            name: edi(60),
            phone: { type: 'string', pattern: '^\\d{10}$' },
            email: { type: 'string', pattern: '^[^\\s@*~:^]{1,64}@[^\\s@*~:^]{1,190}$' },
          },
        },
      },
    },
    channels: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        required: ['kind'],
        oneOf: [
          kind('directory', { folder: text(1_000), x12: X12 }, ['folder', 'x12']),
          kind(
            'http-x12',
            { url: { type: 'string', format: 'http-base' }, tokenFile: text(1_000), x12: X12 },
            ['url', 'x12'],
          ),
          kind('fhir-submit', { baseUrl: { type: 'string', format: 'http-base' }, tokenFile: text(1_000) }, [
            'baseUrl',
          ]),
        ],
      },
    },
  },
};

const VARIABLE = 'CLAIMWRIGHT_CLEARINGHOUSE';

/** Throws CW-5001 naming every bad key. Files and folders are named from the folder of this file. */
export function readClearinghouse(path: string): ClearinghouseConfig {
  const read = readJsonFile<ClearinghouseConfig>({ variable: VARIABLE, path }, SCHEMA);
  const bad = [...twice(read.channels), ...unsafe(read.channels)];
  if (bad.length > 0) throw badKeys({ variable: VARIABLE }, bad);
  return { ...read, channels: read.channels.map((channel) => located(channel, dirname(path))) };
}

function twice(channels: readonly ChannelConfig[]): readonly string[] {
  const repeated = (all: readonly string[]): readonly string[] =>
    all.filter((one, i) => all.indexOf(one) < i);
  const open = channels.filter(({ payers }) => payers === undefined).map(({ id }) => id);
  return [
    ...repeated(channels.map(({ id }) => id)).map((id) => `the id ${id} is used twice`),
    ...(open.length > 1 ? [`${open.join(' and ')} both take what no channel names`] : []),
    ...repeated(channels.flatMap(({ payers = [] }) => payers)).map(() => 'a payer is named by two channels'),
    ...repeated(channels.flatMap((c) => (c.kind === 'directory' ? [c.folder] : []))).map(
      () => 'a folder is used by two channels',
    ),
  ];
}

/** Claims leave only encrypted, or not at all. */
function unsafe(channels: readonly ChannelConfig[]): readonly string[] {
  return channels.flatMap((channel) => {
    const address = addressOf(channel);
    const url = address === undefined ? undefined : URL.parse(address);
    const safe = !url || url.protocol === 'https:' || LOOPBACK.test(url.hostname);
    return safe ? [] : [`the address of ${channel.id} must be https, because claims are sent to it`];
  });
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

const addressOf = (channel: ChannelConfig): string | undefined => {
  if (channel.kind === 'http-x12') return channel.url;
  return channel.kind === 'fhir-submit' ? channel.baseUrl : undefined;
};

function located(channel: ChannelConfig, folder: string): ChannelConfig {
  if (channel.kind === 'directory') return { ...channel, folder: resolve(folder, channel.folder) };
  return channel.tokenFile === undefined
    ? channel
    : { ...channel, tokenFile: resolve(folder, channel.tokenFile) };
}
