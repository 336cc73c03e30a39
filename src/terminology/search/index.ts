/** Typeahead over ICD-10-CM, for the rest of the house. */
export { createCodeSearch } from './code-search.ts';
export type { CodeHit, CodeSearch, CodeSearchOptions, InclusionTerm, SearchTables } from './model.ts';
export { readSearchTables } from './tables.ts';
