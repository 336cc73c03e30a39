export * from './audit-entry.ts';
export * from './audit-trail.ts';
export * from './case.ts';
export * from './case-page.ts';
export * from './case-store.ts';
export * from './delivery.ts';
export * from './policy.ts';
