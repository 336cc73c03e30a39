/** The ports of clearinghouse/ on the database. */
export * from './control-numbers.ts';
export * from './inbox.ts';
export { databasePastLines } from './past-lines.ts';
export * from './results.ts';
export * from './sent-claims.ts';
export * from './submissions.ts';
