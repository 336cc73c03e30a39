/** The only wiring: configuration in, a running service (or what one command needs of it) out. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLAIM_CONSTRAINTS, parseChargeTable } from './claim/index.ts';
import { folderSubmissions, type Submissions } from './clearinghouse/index.ts';
import { composeAccess } from './compose-access.ts';
import { composeAudit } from './compose-audit.ts';
import { composeConformance } from './compose-capability.ts';
import { composeCds } from './compose-cds.ts';
import { composeClearinghouse, composePast } from './compose-clearinghouse.ts';
import { composeConnections, hasEhr } from './compose-connections.ts';
import { narrowed } from './compose-editions.ts';
import { composeOwn } from './compose-own.ts';
import { composeTriggers, type TriggeredConnection } from './compose-triggers.ts';
import { composeVoids } from './compose-voids.ts';
import { composeWork } from './compose-work.ts';
import { parseEditPolicy } from './edits/index.ts';
import { connectEhr, type Ehr, type Notice, publishedKeys, type SigningKey } from './ehr/index.ts';
import { createFhirValidator, type FhirValidator } from './fhir/index.ts';
import {
  AUTHOR,
  type Cases,
  caseCodec,
  type Editions,
  editionsOf,
  type PipelineKnowledge,
  type ProcessDeps,
  wordSearch,
} from './flow/index.ts';
import { createApp } from './http/index.ts';
import {
  ClaimwrightError,
  type Clock,
  faultFields,
  invariant,
  type Log,
  systemClock,
} from './kernel/index.ts';
import { type Config, createLog, secretIn } from './ops/index.ts';
import { remoteReader } from './reader/index.ts';
import type { AuditFilter, AuditTrail } from './review/index.ts';
import { readCharts, type Sandbox, startSandbox } from './sandbox/index.ts';
import {
  type Database,
  databaseAuditTrail,
  databaseCaseStore,
  databaseSubmissions,
  editionsIn,
  type KeptSummary,
  type LoadedModule,
  loadCalibration,
  loadCodeSets,
  loadModules,
  openDatabase,
  readFhirDefinitions,
  verifyAudit,
} from './store/index.ts';
import { terminologyOf } from './terminology/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const CODES_FOLDER = 'codes';
const SUBMISSIONS_FOLDER = 'submissions';

/** Code sets, modules and charges: what coding stands on, without any server. */
export interface Coding {
  readonly knowledge: PipelineKnowledge;
  readonly modules: readonly LoadedModule[];
}

/** `within`: only these releases and modules, as a case names them; all unless told. */
export async function composeCoding(config: Config, within?: Editions): Promise<Coding> {
  const own = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
  const site = config.mappings ? await loadModules(config.mappings, { trustCode: false }) : [];
  const every = { sets: loadCodeSets(join(config.dataDir, CODES_FOLDER)), modules: [...own, ...site] };
  const { sets, modules } = within ? narrowed(within, every) : every;
  const terminology = terminologyOf(sets);
  const charges = parseChargeTable(chargeText(config));
  const calibration = loadCalibration();
  const edits = editPolicy(config);
  const knowledge = {
    modules: modules.map((m) => m.module),
    terminology,
    charges,
    calibration,
    ...(edits ? { edits } : {}),
  };
  const editions = editionsOf({
    program: AUTHOR.version,
    releases: editionsIn(sets),
    modules: modules.map(({ module: { manifest }, hash }) => ({ ...manifest, hash })),
    charges,
    calibration,
    edits,
  });
  return { modules, knowledge: { ...knowledge, editions } };
}

function editPolicy({ editPolicy: path }: Config): ReturnType<typeof parseEditPolicy> | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const detail = 'CLAIMWRIGHT_EDIT_POLICY names a file that cannot be read';
    throw new ClaimwrightError('CW-5001', { detail }, { cause });
  }
  return parseEditPolicy(text, 'CLAIMWRIGHT_EDIT_POLICY');
}

function chargeText(config: Config): string {
  const path = config.charges ?? join(ROOT, 'examples', 'charge-table.csv');
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ClaimwrightError(
      'CW-5001',
      { detail: 'CLAIMWRIGHT_CHARGES names a file that cannot be read' },
      { cause },
    );
  }
}

export function composeValidator(): FhirValidator {
  return createFhirValidator({ ...readFhirDefinitions(), constraints: CLAIM_CONSTRAINTS });
}

/** The EHR of the configuration, or the sandbox with the example charts. */
export interface Connected {
  /** The first of all connections. */
  readonly ehr: Ehr;
  readonly ehrs: readonly Ehr[];
  readonly triggered: readonly TriggeredConnection[];
  /** What this service signs with, for its own JWKS. */
  readonly keys: () => Promise<readonly SigningKey[]>;
  /** Undefined when a real EHR is configured. */
  readonly sandbox: Sandbox | undefined;
  /** The sandbox's worklist: its other finished encounters are the patients' history. */
  readonly worklist: ReadonlySet<string> | undefined;
}

export async function composeEhr(config: Config, clock: Clock, log?: Log): Promise<Connected> {
  if (hasEhr(config)) {
    const { ehrs, triggered, keys } = await composeConnections(config, clock, log);
    const [ehr] = ehrs;
    invariant(ehr, 'no connection is configured');
    return { ehr, ehrs, triggered, keys, sandbox: undefined, worklist: undefined };
  }
  const charts = await readCharts(join(ROOT, 'examples', 'charts'));
  const sandbox = await startSandbox({
    charts: charts.map((c) => c.bundle),
    port: config.sandboxPort,
    clock,
  });
  const worklist = new Set(charts.flatMap((c) => encounterOf(c.expected) ?? []));
  const notice = ({ interaction, reason }: Notice): void => log?.warn('ehr-notice', { interaction, reason });
  const ehr = connectEhr({ id: 'sandbox', baseUrl: sandbox.url, clock, notice });
  return { ehr, ehrs: [ehr], triggered: [], keys: async () => [], sandbox, worklist };
}

/** The encounter an example is about, as `Encounter.id`. */
function encounterOf(expected: unknown): string | undefined {
  const { encounter } = (expected ?? {}) as { encounter?: unknown };
  return typeof encounter === 'string' ? encounter.split('/')[1] : undefined;
}

async function* codesOf(summaries: AsyncIterable<KeptSummary>) {
  for await (const { id, summary } of summaries) {
    const { diagnoses, services } = summary as ReturnType<typeof caseCodec.summary>;
    yield { id, codes: [...diagnoses, ...services] };
  }
}

/** Where cases are kept; undefined for the sandbox, whose EHR forgets as well. */
export async function composeDatabase(config: Config): Promise<Database | undefined> {
  if (config.databaseUrl === undefined && !hasEhr(config)) return undefined;
  return openDatabase({ url: config.databaseUrl, folder: join(config.dataDir, DATABASE_FOLDER) });
}

const DATABASE_FOLDER = 'database';

/** The kept cases alone, for commands that look after them. */
export async function composeKeptCases(config: Config) {
  const database = await composeDatabase(config);
  if (!database) return undefined;
  const store = databaseCaseStore(database, caseCodec);
  return {
    count: () => store.count(),
    codes: () => codesOf(store.summaries()),
    verify: () => store.verify(),
    verifyAudit: () => verifyAudit(database),
    auditEvents: (filter: AuditFilter) => databaseAuditTrail(database).events(filter),
    close: () => database.close(),
  };
}

/** A running service. */
export interface Service {
  readonly url: string;
  readonly ehrUrl: string;
  readonly sandbox: Sandbox | undefined;
  readonly cases: Cases;
  readonly audit: AuditTrail;
  readonly knowledge: PipelineKnowledge;
  /** Processes the finished encounters now; a call while one runs joins it. */
  process(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export async function composeService(
  config: Config,
  options: { readonly clock?: Clock; readonly log?: Log; readonly onCase?: () => void } = {},
): Promise<Service> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(config.logLevel);
  const { knowledge } = await composeCoding(config);
  const validator = composeValidator();
  const connected = await composeEhr(config, clock, log);
  const access = await guarded(connected, () =>
    composeAccess(config, clock, {
      sandbox: connected.sandbox !== undefined,
      connections: connected.ehrs.map((e) => e.id),
    }),
  );
  const database = await composeDatabase(config);
  let url: string | undefined;
  const audit = composeAudit(database, clock);
  const own = composeOwn(database, clock, audit.trail, () => access?.auth.publicUrl ?? url);
  const sandbox = connected.sandbox !== undefined;
  const { cases, inputs } = composePast({ database, cases: own.cases, clock, sandbox });
  const { overResults } = own;
  const clearinghouse = await guarded(
    connected,
    () =>
      composeClearinghouse(config, {
        ...{ database, cases, clock, log, overResults },
        terminology: async () => knowledge.terminology,
      }),
    database,
  );
  const deps: Omit<ProcessDeps, 'ehr'> = {
    cases,
    clock,
    knowledge,
    validator,
    inputs,
    report: reporter(log, options.onCase),
    ...(clearinghouse.payers ? { payers: clearinghouse.payers } : {}),
    ...readerOf(config, knowledge, log),
  };
  const { worklist } = connected;
  const ehrs = connected.ehrs.map(audit.over);
  const work = await composeWork({ config, database, ehrs, deps, log, worklist });
  const run = joined(work.process);
  const { process } = run;
  try {
    const { intake } = work;
    const { dataDir } = config;
    const connections = connected.triggered;
    const voids = composeVoids({ ehrs, deps, log });
    const { cancelled, deleted } = voids;
    const triggers = composeTriggers({
      ...{ connections, intake, database, dataDir, clock, log, cancelled, deleted },
      audited: audit.overLink,
    });
    await own.ready();
    const app = createApp({
      ehr: audit.over(connected.ehr),
      ehrs,
      audit: audit.trail,
      cases,
      knowledge,
      submissions: own.overSubmissions(submissionsOf(config, database)),
      clearing: clearinghouse.clearing,
      own: own.http,
      search: wordSearch(knowledge.terminology),
      validator,
      conformance: composeConformance(clock),
      clock,
      log,
      process,
      cds: audit.overCds(composeCds(ehrs, access, clock, () => url, database)),
      ownKeys: async () => publishedKeys(await connected.keys()),
      ...(access ? { access: access.rules } : {}),
      status: () => ({ ...statusOf(connected, knowledge), processing: run.busy() }),
      workbench: join(ROOT, 'src', 'workbench', 'public'),
      jobs: work,
      ...(triggers.notify ? { notify: triggers.notify } : {}),
    });
    const server = await listen(createServer(app), config);
    const { port } = server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    url = `http://${host}:${port}`;
    work.start();
    triggers.start();
    clearinghouse.start();
    // The sandbox forgets with this process, and asks at each run.
    if (!sandbox) voids.start();
    return {
      url,
      ehrUrl: ehrs.map((e) => e.baseUrl).join(', '),
      sandbox: connected.sandbox,
      cases,
      audit: audit.trail,
      knowledge,
      process,
      close: async () => {
        await closeServer(server);
        await clearinghouse.stop();
        await triggers.stop();
        await voids.stop();
        await work.close();
        await connected.sandbox?.close();
        await database?.close();
      },
    };
  } catch (fault) {
    await work.close();
    await database?.close();
    await connected.sandbox?.close();
    throw fault;
  }
}

/** The sandbox keeps them in a folder, so that they outlive it. */
const submissionsOf = ({ dataDir }: Config, database: Database | undefined): Submissions =>
  database ? databaseSubmissions(database) : folderSubmissions(join(dataDir, SUBMISSIONS_FOLDER));

/** A configuration that is refused leaves no sandbox running. */
async function guarded<T>({ sandbox }: Connected, make: () => T, database?: Database): Promise<T> {
  try {
    return make();
  } catch (fault) {
    await database?.close();
    await sandbox?.close();
    throw fault;
  }
}

/** One run at a time: whoever asks while one is under way is answered by it. */
function joined<T>(run: () => Promise<T>): {
  readonly process: () => Promise<T>;
  readonly busy: () => boolean;
} {
  let current: Promise<T> | undefined;
  const process = (): Promise<T> => {
    current ??= run().finally(() => {
      current = undefined;
    });
    return current;
  };
  return { process, busy: () => current !== undefined };
}

/** Off unless configured. What it left out is logged in counts: a reason may not quote the note. */
export function readerOf(
  config: Config,
  { terminology }: PipelineKnowledge,
  log: Log,
): Pick<ProcessDeps, 'reader' | 'onReading'> {
  const { readerUrl: url, readerModel: model, readerKeyFile } = config;
  if (url === undefined || model === undefined) return {};
  const key = (): string | undefined => secretIn(readerKeyFile, 'CLAIMWRIGHT_READER_KEY_FILE');
  return {
    reader: remoteReader({ url, model, key, timeout: READER_TIMEOUT }, terminology),
    onReading: ({ mentions, dropped, failures }) =>
      log.info('notes-read', { mentions: mentions.length, failures: failures.length, ...dropped }),
  };
}

const READER_TIMEOUT = 30_000;

/** Ids, states and counts only: never a name, a code's words or a message that may quote the record. */
export function reporter(log: Log, onCase: () => void = () => undefined): NonNullable<ProcessDeps['report']> {
  return (outcome, details, fault) => {
    onCase();
    const fields = {
      case: outcome.id,
      state: outcome.state,
      diagnoses: details.coded?.set.diagnoses.length ?? 0,
    };
    if (fault === undefined) return log.info('case', fields);
    const ours = !(fault instanceof ClaimwrightError);
    log[ours ? 'error' : 'warn']('case-stopped', {
      ...fields,
      ...faultFields(fault),
      code: details.fault?.code,
    });
  };
}

function statusOf(connected: Connected, knowledge: PipelineKnowledge): Readonly<Record<string, unknown>> {
  return {
    version: AUTHOR.version,
    ehr: connected.ehr.baseUrl,
    connections: connected.ehrs.map(({ id, baseUrl }) => ({ id, baseUrl })),
    sandbox: connected.sandbox !== undefined,
    releases: knowledge.terminology
      .releases()
      .map(({ id, title, version, complete }) => ({ id, title, version, complete })),
    modules: knowledge.modules.map((m) => `${m.manifest.id}@${m.manifest.version}`),
  };
}

function listen(server: Server, config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is in use; set CLAIMWRIGHT_PORT' : `cannot be used (${cause.code})`;
      reject(new ClaimwrightError('CW-5001', { detail: `port ${config.port} ${why}` }, { cause }));
    });
    server.listen(config.port, config.host, () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
    // A client that stalls in the middle of a request must not keep the service from stopping.
    server.closeAllConnections();
  });
}
