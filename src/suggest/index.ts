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
