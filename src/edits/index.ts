export type { Resolve } from './claim-records.ts';
export * from './list.ts';
export type * from './model.ts';
export * from './outcome.ts';
export * from './policy.ts';
export * from './run.ts';
export * from './subject.ts';
export * from './subject-of-codes.ts';
