/** The database of the service. */
export * from './case-store.ts';
export type { Database } from './database.ts';
export { openDatabase } from './open.ts';
