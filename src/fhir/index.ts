export * from './coding.ts';
export * from './definitions.ts';
export * from './npi.ts';
export * from './outcome.ts';
export type * from './r4.ts';
export * from './reference.ts';
export * from './systems.ts';
export * from './validate.ts';
export type * from './validation-issue.ts';
