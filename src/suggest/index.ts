export * from './draft.ts';
export type * from './model.ts';
export type {
  MappingModule,
  ModuleContext,
  ModuleManifest,
  ModuleOutput,
  ModuleTable,
  Stage,
  SuggestFunction,
} from './module.ts';
export * from './run.ts';
export { inRange, isExternalCause } from './sequence.ts';
export * from './cases.ts';
export * from './manifest.ts';
export type { PrepareFunction } from './module.ts';
