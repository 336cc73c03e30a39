/** Our own FHIR endpoint: what is kept of our resources, and how it is read, searched and followed through its versions. */
export { historyOwn } from './history-own.ts';
export type { Pair } from './links.ts';
export { type Indexed, indexed, memoryOwnResources, type OwnResources, UNDATED } from './own-resources.ts';
export * from './project-case.ts';
export * from './project-result.ts';
export * from './projecting.ts';
export { unknownParameter } from './read-search.ts';
export { type OwnRequest, searchOwn } from './search-own.ts';
export { allParameters, type ServedType } from './served-type.ts';
export { SERVED_TYPES, servedType } from './served-types.ts';
export { withAuditTrail } from './with-audit-trail.ts';
