export * from './calibrate.ts';
export * from './cases.ts';
export * from './coverage.ts';
export * from './draft.ts';
export * from './guideline-case.ts';
export * from './manifest.ts';
export type * from './model.ts';
export type {
  MappingModule,
  ModuleContext,
  ModuleManifest,
  ModuleOutput,
  ModuleTable,
  PrepareFunction,
  Stage,
  SuggestFunction,
} from './module.ts';
export {
  type AdmissionIndicator,
  type PresentOnAdmission,
  presentOnAdmission,
} from './present-on-admission.ts';
export * from './run.ts';
export { isExternalCause } from './sequence.ts';
