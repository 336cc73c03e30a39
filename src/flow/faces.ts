/** What the faces (http, cli) may use of the rooms behind the flow: models to show, and the readers of what they are sent. */
export { type Chart, chartFromBundle, chartsFromBundle, type Evidence, type Facts } from '../chart/index.ts';
export type { Submissions } from '../clearinghouse/index.ts';
export { type EditRun, editOutcome, type Finding } from '../edits/index.ts';
export type { Ehr, Readiness, ReadinessRow } from '../ehr/index.ts';
export type { Downloads } from '../fetch/index.ts';
export type {
  AuditEntry,
  AuditFilter,
  AuditTrail,
  AuditUser,
  Case,
  CaseState,
  DeliveryCounts,
  KeptAuditEntry,
  StoredCase,
  SummarisedCase,
} from '../review/index.ts';
export { isCaseState } from '../review/index.ts';
export type { AuditVerdict, BrokenCase, LoadedModule, QueueCounts, ReleaseFolder } from '../store/index.ts';
export { type CoverageFiles, readCoverage } from '../store/index.ts';
export type {
  Alternative,
  DiagnosisSuggestion,
  Query,
  ServiceSuggestion,
  Suggestion,
  Uncoded,
  Worksheet,
} from '../suggest/index.ts';
export { runCase } from '../suggest/index.ts';
export type { OfficialFile, OfficialManifest } from '../terminology/index.ts';
