/** What the commands are given; main.ts plugs it. Each is made only by the command that needs it. */
import type { FhirValidator } from '../fhir/index.ts';
import type {
  AuditFilter,
  AuditVerdict,
  BatchPeriod,
  BatchProgress,
  BrokenCase,
  CaseDetails,
  Cases,
  Clearing,
  DeadLetters,
  DeliveryCounts,
  Downloads,
  Editions,
  Ehr,
  KeptAuditEntry,
  LoadedModule,
  OfficialManifest,
  PipelineKnowledge,
  QueueCounts,
  Readiness,
  ReleaseFolder,
  ReplayDeps,
  StoredCase,
} from '../flow/index.ts';

export interface CliDeps {
  readonly io: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream };
  /** `onCase` is told of each encounter as it is done. */
  readonly serve: (onCase: () => void) => Promise<RunningService>;
  readonly coding: () => Promise<{
    readonly knowledge: PipelineKnowledge;
    readonly modules: readonly LoadedModule[];
  }>;
  readonly validator: () => FhirValidator;
  readonly connect: () => Promise<{
    /** Every connection; the first is the one that is meant where none is named. */
    readonly ehrs: readonly Ehr[];
    readonly sandbox: { close(): Promise<void> } | undefined;
  }>;
  /** Tries what coding needs of a connection; the only one where none is named. */
  readonly ehrCheck: (asked: EhrCheckAsked) => Promise<Readiness>;
  /** The cases of the configured database; undefined where there is none. */
  readonly keptCases: () => Promise<KeptCases | undefined>;
  /** The same, to be coded again. */
  readonly replays: () => Promise<Replays | undefined>;
  readonly backups: () => Promise<Backups | undefined>;
  /** Claims of the configured database on their way to payers; undefined where there is none. */
  readonly claims: () => Promise<(Clearing & { close(): Promise<void> }) | undefined>;
  readonly releases: () => ReleaseFolder;
  /** The manifest of official files: the program's own, or the file that is named. */
  readonly officialFiles: (path?: string) => OfficialManifest;
  readonly downloads: () => Downloads;
  readonly untilStopped: () => Promise<void>;
  /** A worker on the configured database. */
  readonly work: (concurrency: number | undefined) => Promise<Working>;
  readonly jobs: () => Promise<Jobs | undefined>;
  readonly folderBatch: (asked: FolderBatchAsked) => Promise<BatchDone>;
  readonly periodBatch: (asked: PeriodBatchAsked) => Promise<BatchDone>;
}

interface BatchAsked {
  /** The folder that is written into. */
  readonly out: string;
  readonly onProgress: (progress: BatchProgress) => void;
}

export interface FolderBatchAsked extends BatchAsked {
  readonly folder: string;
  /** What absolute references in the files begin with. */
  readonly baseUrl: string | undefined;
}

export interface PeriodBatchAsked extends BatchAsked {
  readonly connection: string | undefined;
  readonly period: BatchPeriod;
}

export interface BatchDone {
  /** Encounters by state. */
  readonly states: Readonly<Record<string, number>>;
  /** Lines of the files that hold no resource. */
  readonly unreadable: number;
}

export interface EhrCheckAsked {
  readonly connection: string | undefined;
  readonly samples: number;
  readonly encounters: readonly string[] | undefined;
}

export interface Working {
  readonly concurrency: number;
  start(): void;
  close(): Promise<void>;
}

export interface Jobs {
  readonly letters: DeadLetters;
  counts(): Promise<{ readonly jobs: QueueCounts; readonly deliveries: DeliveryCounts }>;
  close(): Promise<void>;
}

export interface KeptCases {
  count(): Promise<number>;
  /** Each case with the codes it carries. */
  codes(): AsyncIterable<{ readonly id: string; readonly codes: readonly string[] }>;
  /** Every case whose events are not as they were written. */
  verify(): AsyncIterable<BrokenCase>;
  /** Whether the audit trail is as it was written. */
  verifyAudit(): Promise<AuditVerdict>;
  auditEvents(filter: AuditFilter): AsyncIterable<KeptAuditEntry>;
  close(): Promise<void>;
}

export interface Replays {
  /** By the case's id or the number of one of its claims. */
  find(name: string): Promise<StoredCase<CaseDetails> | undefined>;
  /** What the case was coded with, as far as it is there. */
  codingWith(editions: Editions): Promise<Pick<ReplayDeps, 'knowledge' | 'editions'>>;
  close(): Promise<void>;
}

export interface Backups {
  /** Rows of each table. */
  write(path: string): Promise<Readonly<Record<string, number>>>;
  restore(path: string): Promise<Readonly<Record<string, number>>>;
  verify(): AsyncIterable<BrokenCase>;
  verifyAudit(): Promise<AuditVerdict>;
  close(): Promise<void>;
}

export interface RunningService {
  readonly url: string;
  readonly ehrUrl: string;
  readonly sandbox: { counts(): Readonly<Record<string, number>> } | undefined;
  readonly cases: Pick<Cases, 'page' | 'count'>;
  process(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}
