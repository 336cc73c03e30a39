/** The job queue of the service. */
export * from './memory-queue.ts';
export type * from './model.ts';
export { openWorkQueue } from './open.ts';
