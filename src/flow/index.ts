export * from './case-codec.ts';
export * from './check-claim.ts';
export * from './coverage.ts';
export * from './faces.ts';
export * from './pipeline.ts';
export * from './process.ts';
export * from './suggest-parameters.ts';
export * from './terminology/index.ts';
