export * from './case.ts';
export * from './case-store.ts';
export * from './policy.ts';
