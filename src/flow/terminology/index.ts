export { bodyParameters, queryParameters } from './input.ts';
export type { CodeHit, CodeSearch, TerminologyContext } from './model.ts';
export { runOperation, TERMINOLOGY_OPERATIONS, type TerminologyOperation } from './operations.ts';
export * from './release-diff.ts';
export * from './touched.ts';
export { wordSearch } from './word-search.ts';
