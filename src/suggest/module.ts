/** The mapping-module contract: all that a module may see and say. `mappings/*` import only this file. */
import type { Facts, Problem } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { Terminology } from '../terminology/index.ts';
import type { Citation, DiagnosisSuggestion, Query, RuleRef, ServiceSuggestion, Uncoded } from './model.ts';

/**
 * When a module runs. `problems`: each problem to its codes. `combinations`: sees the codes so far and may replace or
 * add. `services`: sees the consolidated diagnoses, suggests CPT and HCPCS. `modifiers`: sees the services, too.
 */
export type Stage = 'problems' | 'combinations' | 'services' | 'modifiers';

export interface ModuleTable {
  /** The interpreter that reads it; `data` is read by the module's own index.ts. */
  readonly kind: 'concept-map' | 'not-diagnoses' | 'combinations' | 'data';
  readonly file: string;
}

/** `module.json`. */
export interface ModuleManifest {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly stage: Stage;
  /** Kinds of facts it reads, for the reader of the listing: Problem, Visit, Service, Measurement… */
  readonly reads: readonly string[];
  /** Canonical code systems it suggests from. */
  readonly suggests: readonly string[];
  /** Inclusive dates of service for which the module speaks; outside them it is not run. */
  readonly effective: { readonly from: string; readonly to?: string };
  readonly tables?: readonly ModuleTable[];
  readonly sources: readonly {
    readonly title: string;
    readonly section?: string;
    readonly licence?: string;
  }[];
}

/** What a module is given besides the facts. Deterministic: no clock, no I/O. */
export interface ModuleContext {
  readonly on: ServiceDate;
  readonly terminology: Terminology;
  /** The reportable problems (already selected: see select.ts), strongest link first. */
  readonly problems: readonly Problem[];
  /** From `combinations` on: the diagnoses so far, consolidated. Empty before. */
  readonly diagnoses: readonly DiagnosisSuggestion[];
  /** In `modifiers`: the services so far, consolidated. Empty before. */
  readonly services: readonly ServiceSuggestion[];
  /** The module's own tables, by file name, parsed. */
  readonly tables: Readonly<Record<string, unknown>>;
  /** Makes the rule reference of this module. */
  rule(id: string, citation: Citation): RuleRef;
}

/** Everything a module says. */
export interface ModuleOutput {
  readonly diagnoses?: readonly DiagnosisSuggestion[];
  readonly services?: readonly ServiceSuggestion[];
  readonly uncoded?: readonly Uncoded[];
  readonly queries?: readonly Query[];
}

export type SuggestFunction = (facts: Facts, context: ModuleContext) => ModuleOutput;

/** What a module's index.ts exports as `prepare`: called once at load, so that tables are compiled once. */
export type PrepareFunction = (tables: Readonly<Record<string, unknown>>) => SuggestFunction;

/** A module ready to run: its manifest, its parsed tables, its logic (own, or interpreters of its tables). */
export interface MappingModule {
  readonly manifest: ModuleManifest;
  readonly tables: Readonly<Record<string, unknown>>;
  readonly suggest: SuggestFunction;
}

export * from '../chart/index.ts';
export * from '../fhir/index.ts';
export * from '../kernel/index.ts';
export * from '../terminology/index.ts';
export * from './anatomic.ts';
export { underAny } from './consolidate.ts';
export * from './draft.ts';
export { HISTORY } from './history-table.ts';
export { stated } from './interpreters/words.ts';
export { withoutMarkers } from './markers.ts';
export * from './mdm/index.ts';
export type * from './model.ts';
export * from './narrow.ts';
export * from './procedure-label.ts';
export * from './resting.ts';
export { problemsSpokenFor } from './spoken.ts';
export * from './spoken-service.ts';
export { unlessRecorded } from './unless-recorded.ts';
export * from './visit-kind.ts';
