export * from './connect.ts';
export * from './fake.ts';
export type * from './model.ts';
export type { Notice } from './read/encounters.ts';
