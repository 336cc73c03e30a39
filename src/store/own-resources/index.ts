export * from './keep.ts';
export * from './own-resources.ts';
