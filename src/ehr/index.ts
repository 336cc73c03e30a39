export * from './connect.ts';
export * from './fake.ts';
export type { Notice } from './http/pages.ts';
export type * from './model.ts';
