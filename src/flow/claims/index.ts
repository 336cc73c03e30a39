/** Claims on their way to clearinghouses, and what comes back, as use cases. */
export * from './claim-status.ts';
export * from './clearing.ts';
export * from './payer-voids.ts';
export * from './receive-responses.ts';
export * from './resume.ts';
export * from './route.ts';
export * from './send-claims.ts';
