export { type MceSet, mce } from './mce.ts';
export { mceEdition } from './mce-edition.ts';
