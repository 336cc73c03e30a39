/** X12 005010: claims written and read, checked; responses read. */

export * from './check/check-claims.ts';
export type * from './claim/claim-loops.ts';
export { claimsOf, readClaims } from './claim/read-claims.ts';
export * from './claim/write-837.ts';
export * from './fhir/dossier.ts';
export { claimBundle } from './fhir/to-claim.ts';
export * from './responses/index.ts';
export * from './syntax/delimiters.ts';
export * from './syntax/envelope.ts';
export type * from './syntax/fault.ts';
export * from './syntax/read-segments.ts';
export * from './syntax/segment.ts';
export * from './syntax/write-envelope.ts';
export * from './syntax/write-segment.ts';
