export * from './check-claim.ts';
export * from './pipeline.ts';
export * from './process.ts';
