/** The procedure-edit tables, for the rest of the room. */
export { isBinaryTable } from './binary-table.ts';
export type * from './model.ts';
export { ncciTables } from './ncci.ts';
export { isNcciSet, type NcciSet, readNcciBinary, readNcciText } from './ncci-set.ts';
