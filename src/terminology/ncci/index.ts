/** The procedure-edit tables, for the rest of the room. */
export { isBinaryTable } from './binary-table.ts';
export { type NcciFile, ncciFile } from './file-name.ts';
export type * from './model.ts';
export { ncciTables } from './ncci.ts';
export { type NcciSet, readNcciBinary, readNcciText } from './ncci-set.ts';
