/** The port of the job queue: who does what, when, and what becomes of a job that fails. */
import type { Queries } from '../db/database.ts';

/** `encounter`: read, code and claim one encounter. */
export type QueueName = 'encounter';

export interface NewJob {
  /** One of a key waits and one is under way, however often it is asked for; what is asked for meanwhile is done once more. */
  readonly key: string;
  /** JSON: ids only. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Jobs of a group share a limit: the connection. */
  readonly group: string;
  /** The higher, the sooner; 0 unless told. */
  readonly priority?: number;
  /** ISO instant before which it is not done. */
  readonly notBefore?: string;
}

export interface TakenJob {
  readonly id: string;
  readonly group: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Attempts before this one. */
  readonly failed: number;
}

export interface TakeOptions {
  readonly limit: number;
  /** Group → how many of it may be under way at once, among all workers. */
  readonly limits?: ReadonlyMap<string, number>;
  /** Groups that are to wait. */
  readonly without?: readonly string[];
}

export interface JobFault {
  readonly code: string;
  readonly message: string;
}

/** A job that failed too often. */
export interface DeadJob {
  readonly id: string;
  readonly queue: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly failed: number;
  readonly fault: JobFault | undefined;
  /** ISO instant at which it was given up. */
  readonly at: string;
}

export interface QueueCounts {
  /** To be done now, or at their time. */
  readonly queued: number;
  readonly active: number;
  readonly dead: number;
  /** ISO instant at which the longest waiting was asked for. */
  readonly oldest: string | undefined;
}

export interface WorkQueue {
  /** Resolves once they are kept. `within`: a transaction of the same database, with which they come or do not. */
  enqueue(queue: QueueName, jobs: readonly NewJob[], within?: Queries): Promise<void>;
  /** At most `limit`, by priority and age; nobody else is given them unless this worker falls silent. */
  take(queue: QueueName, options: TakeOptions): Promise<readonly TakenJob[]>;
  /** The worker is alive and has these under way. */
  touch(queue: QueueName, jobs: readonly TakenJob[]): Promise<void>;
  complete(queue: QueueName, jobs: readonly TakenJob[]): Promise<void>;
  /** Tried again later, each time later; after the last time it is dead. */
  fail(queue: QueueName, job: TakenJob, fault: JobFault): Promise<void>;
  /** Not done, and no fault of theirs: another worker may take them at once. */
  giveBack(queue: QueueName, jobs: readonly TakenJob[]): Promise<void>;
  /** The longest dead first. */
  dead(limit: number): Promise<readonly DeadJob[]>;
  /** Dead ones, all or these, wait again as if they had never failed. Answers how many. */
  redrive(ids: readonly string[] | 'all'): Promise<number>;
  /** A dead one is given up. Answers whether there was one. */
  drop(id: string): Promise<boolean>;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** For a process that alone works here: what an earlier one had under way when it ended has failed once. */
  reclaim(queue: QueueName): Promise<void>;
  /** Takes jobs from workers that fell silent, and sweeps away what is done. */
  tend(): Promise<void>;
  close(): Promise<void>;
}

/** Retries of one job: half a minute doubles to an hour, so most of a day; then a person is asked. */
export const RETRIES = { limit: 24, first: 30, longest: 3600 } as const;

/** Seconds after which a silent worker has lost its jobs, and after which any job is taken for lost. */
export const SILENCE = 60;
export const LONGEST_JOB = 900;
