export * from './code.ts';
export type * from './model.ts';
