/** Wires what makes encounters come in: polls, Subscriptions and bulk exports of each connection that has them configured. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ConnectOptions,
  checkSubscription,
  type EhrLink,
  exportChanges,
  linkEhr,
  type Marks,
  memoryMarks,
  memorySubscriptions,
  pollOnce,
  type Repeating,
  receiveNotification,
  repeat,
  type SubscriptionSettings,
  type Subscriptions,
} from './ehr/index.ts';
import type { Arrival, AuditedLink, Intake } from './flow/index.ts';
import type { NotifyConnection, NotifyDeps } from './http/index.ts';
import { ClaimwrightError, type Clock, faultFields, type Log } from './kernel/index.ts';
import type { BulkSettings, PollSettings, SubscribeSettings, TriggerSettings } from './ops/index.ts';
import { type Database, databaseMarks, databaseSubscriptions } from './store/index.ts';

/** A connection and what is to make its encounters come in. */
export interface TriggeredConnection {
  readonly options: ConnectOptions;
  readonly triggers: TriggerSettings;
}

export interface TriggerDeps {
  readonly connections: readonly TriggeredConnection[];
  readonly intake: Intake;
  /** Where marks are kept; in memory without one, which takes everything in again after a restart. */
  readonly database: Database | undefined;
  /** For the files of bulk exports. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  /** Told of encounters that were cancelled or entered in error. */
  readonly cancelled?: (connection: string, encounters: readonly string[]) => Promise<void>;
  /** Told of encounters that an export calls deleted. */
  readonly deleted?: (connection: string, encounters: readonly string[]) => Promise<void>;
  /** Records what is read; nothing is recorded without it. */
  readonly audited?: (link: EhrLink) => AuditedLink;
}

export interface Triggers {
  /** For the HTTP routes; undefined where no connection has a Subscription. */
  readonly notify: NotifyDeps | undefined;
  /** Begins; secrets are read before. An address must be served by then for the EHR's handshake. */
  start(): void;
  /** Resolves when everything under way has ended, or would take too long: what it did not take in comes again. */
  stop(): Promise<void>;
}

/** Seconds: where only a Subscription is configured, a poll finds what it lost. */
const SAFETY_POLL = 3600;
/** Seconds between looks at a Subscription, unless its heartbeat asks for more. */
const LOOK = 900;

/** Milliseconds: an EHR that does not answer must not keep the service from stopping. */
const DRAIN = 5000;

interface Context extends TriggerDeps {
  readonly marks: Marks;
  readonly kept: Subscriptions;
  readonly holder: string;
}

/** Throws CW-5001 when a secret cannot be read. */
export function composeTriggers(deps: TriggerDeps): Triggers {
  const { database, clock } = deps;
  const context: Context = {
    ...deps,
    marks: database ? databaseMarks(database) : memoryMarks(clock),
    kept: database ? databaseSubscriptions(database) : memorySubscriptions(),
    holder: randomUUID(),
  };
  const all = deps.connections.map((c) => connectionTriggers(c, context));
  const notify = all.flatMap((t) => (t.notify ? [[t.id, t.notify] as const] : []));
  let running: readonly Repeating[] = [];
  return {
    notify: notify.length > 0 ? new Map(notify) : undefined,
    start() {
      if (running.length === 0) running = all.flatMap((t) => t.start());
    },
    async stop() {
      const waited = new AbortController();
      const ended = Promise.all(running.map((r) => r.stop()));
      await Promise.race([ended, clock.wait(DRAIN, waited.signal)]);
      waited.abort();
      running = [];
    },
  };
}

interface ConnectionTriggers {
  readonly id: string;
  readonly notify: NotifyConnection | undefined;
  start(): readonly Repeating[];
}

function connectionTriggers(
  { options, triggers }: TriggeredConnection,
  context: Context,
): ConnectionTriggers {
  const unrecorded = { link: linkEhr(options), listed: async () => undefined };
  const read: AuditedLink = context.audited?.(unrecorded.link) ?? unrecorded;
  const { link } = read;
  const { subscription, bulk } = triggers;
  const poll = triggers.poll ?? (subscription ? { every: SAFETY_POLL } : undefined);
  const running: { poll?: Repeating; keep?: Repeating } = {};
  const nudge = { poll: () => running.poll?.nudge(), keep: () => running.keep?.nudge() };
  const secrets = subscription && secretsOf(subscription, link.id);
  return {
    id: link.id,
    notify: secrets && {
      secrets,
      receive: (body) =>
        receiveNotification(body, {
          ...{ link, kept: context.kept, poll: nudge.poll, ended: nudge.keep },
          accept: acceptOf(link.id, 'notification', context.intake),
        }),
    },
    start() {
      if (poll) running.poll = startPoll(link, poll, context);
      if (subscription && secrets) running.keep = startKeep(link, subscription, secrets, nudge.poll, context);
      const exporting = bulk ? [startBulk(read, bulk, context)] : [];
      return [...exporting, ...[running.poll, running.keep].flatMap((r) => r ?? [])];
    },
  };
}

const acceptOf =
  (connection: string, from: Arrival['from'], intake: Intake) =>
  (encounters: readonly string[]): Promise<void> =>
    intake.accept(encounters.map((encounter) => ({ connection, encounter, from })));

const paceOf = (trigger: string, link: EhrLink, seconds: number, { clock, log }: Context) => ({
  ...{ clock, random: link.random, every: seconds * 1000 },
  failed: (fault: unknown) =>
    log.warn('trigger-failed', { trigger, connection: link.id, ...faultFields(fault) }),
});

function startPoll(link: EhrLink, { every, also, from }: PollSettings, context: Context): Repeating {
  const { marks, holder, intake, log, cancelled } = context;
  const connection = link.id;
  return repeat(paceOf('poll', link, every, context), async () => {
    const polled = await pollOnce({
      ...{ link, marks, holder, from, accept: acceptOf(connection, 'poll', intake) },
      ...(also ? { also } : {}),
      ...(cancelled ? { cancelled: (ids: readonly string[]) => cancelled(connection, ids) } : {}),
    });
    if (polled.arrivals > 0) log.info('polled', { connection, ...polled });
  });
}

function startKeep(
  link: EhrLink,
  subscribe: SubscribeSettings,
  secrets: () => readonly string[],
  poll: () => void,
  context: Context,
): Repeating {
  const { publicUrl, secretFile: _file, ...rest } = subscribe;
  const settings: SubscriptionSettings = {
    ...rest,
    endpoint: `${publicUrl.replace(/\/+$/, '')}/fhir-notify/${link.id}`,
  };
  const { kept, marks, holder } = context;
  const heartbeat = subscribe.kind === 'backport' ? subscribe.heartbeat : undefined;
  return repeat(paceOf('subscription', link, Math.min(LOOK, (heartbeat ?? LOOK) * 2), context), () =>
    checkSubscription({ ...{ link, settings, kept, marks, holder, poll }, secret: () => secrets()[0] ?? '' }),
  );
}

function startBulk({ link, listed }: AuditedLink, bulk: BulkSettings, context: Context): Repeating {
  const { every, level = 'patient', group, method, hosts } = bulk;
  const { marks, holder, dataDir, log, deleted, intake } = context;
  const connection = link.id;
  return repeat(paceOf('bulk', link, every, context), async (signal) => {
    const accept = acceptOf(connection, 'bulk', intake);
    const recorded = once(() => listed(`${exportPath(bulk)}$export?_type=Encounter`));
    const taken = await exportChanges({
      ...{ link, marks, holder, hosts, signal, folder: join(dataDir, 'bulk', connection) },
      request: { level: group === undefined ? level : { group }, method },
      accept: async (ids) => {
        await recorded();
        await accept(ids);
      },
      deleted: deleted && ((ids) => deleted(connection, ids)),
    });
    if (taken === 'elsewhere') return;
    await recorded();
    const { arrivals, unreadable, errors } = taken;
    log.info('exported', { connection, arrivals, unreadable, errors, deleted: taken.deleted.length });
  });
}

/** As an address of the EHR: whose data was asked for. */
const exportPath = ({ group, level = 'patient' }: BulkSettings): string => {
  if (group !== undefined) return `Group/${group}/`;
  return level === 'patient' ? 'Patient/' : '';
};

/** One that failed is tried again. */
function once(run: () => Promise<void>): () => Promise<void> {
  let done = false;
  return async () => {
    if (!done) await run();
    done = true;
  };
}

/** The first line is sent, all are believed; read at each use, so that it is changed without a restart. */
function secretsOf({ secretFile }: SubscribeSettings, id: string): () => readonly string[] {
  const read = (): readonly string[] => {
    const lines = textOf(secretFile, id)
      .split('\n')
      .map((line) => line.trim());
    const secrets = lines.filter((line) => line !== '');
    if (secrets.length > 0 && secrets.every((s) => SECRET.test(s))) return secrets;
    const detail = `the secretFile of the connection ${id} needs lines of 32 or more letters, digits, - and _`;
    throw new ClaimwrightError('CW-5001', { detail });
  };
  read();
  return read;
}

/** What fits into a header, and is not guessed. */
const SECRET = /^[A-Za-z0-9_-]{32,512}$/;

function textOf(path: string, id: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const detail = `the secretFile of the connection ${id} cannot be read`;
    throw new ClaimwrightError('CW-5001', { detail }, { cause });
  }
}
