export * from './http-downloads.ts';
export type * from './model.ts';
