export * from './author-claim.ts';
export * from './charge-table.ts';
export * from './claim-number.ts';
export * from './constraints.ts';
export type * from './model.ts';
