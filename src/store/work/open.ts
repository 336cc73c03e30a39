/** The job queue of a database, loaded when it is used: a command that only looks needs no queue. */
import type { Database } from '../db/database.ts';
import type { BossOptions } from './boss-queue.ts';
import type { WorkQueue } from './model.ts';

export async function openWorkQueue(database: Database, options: BossOptions = {}): Promise<WorkQueue> {
  return (await import('./boss-queue.ts')).bossQueue(database, options);
}
