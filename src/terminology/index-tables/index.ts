export { INDEX_BOOKS, type IndexSet, icd10CmIndex } from './icd10cm-index.ts';
export { type IndexEdition, indexEdition } from './index-edition.ts';
