export type * from './chart.ts';
export * from './evidence.ts';
export type * from './facts.ts';
