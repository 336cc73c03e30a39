export type * from './deps.ts';
export * from './program.ts';
