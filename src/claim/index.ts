export * from './author-claim.ts';
export * from './charge-table.ts';
export * from './claim-number.ts';
export * from './constraints.ts';
export * from './institutional/author-institutional.ts';
export * from './institutional/kind.ts';
export type * from './model.ts';
