export * from './build.ts';
export * from './bundle.ts';
export type * from './chart.ts';
export * from './evidence.ts';
export type * from './facts.ts';
export * from './facts-of.ts';
