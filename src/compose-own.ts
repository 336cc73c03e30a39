/** Wires our own FHIR resources: where they are kept, and the stores that keep them along with what they hold. */

import type { Results } from './clearinghouse/index.ts';
import {
  type CaseDetails,
  type Cases,
  caseCodec,
  catchUpCases,
  indexed,
  memoryOwnResources,
  projectCase,
  projectingCases,
  projectingResults,
  projectingSubmissions,
  type Submissions,
  withAuditTrail,
} from './flow/index.ts';
import type { OwnHttpDeps } from './http/index.ts';
import type { Clock } from './kernel/index.ts';
import { type AuditTrail, memoryCaseStore, type StoredCase } from './review/index.ts';
import { type Database, databaseCaseStore, databaseOwnResources, keepResources } from './store/index.ts';

export interface Own {
  /** The cases, which bring their claims along. */
  readonly cases: Cases;
  readonly overResults: (results: Results) => Results;
  readonly overSubmissions: (submissions: Submissions) => Submissions;
  readonly http: OwnHttpDeps;
  /** Brings in what was kept by a program that had no endpoint; once. */
  readonly ready: () => Promise<void>;
}

export function composeOwn(
  database: Database | undefined,
  clock: Clock,
  trail: AuditTrail,
  publicUrl: () => string | undefined,
): Own {
  const kept = database ? databaseOwnResources(database) : memoryOwnResources();
  const both = {
    overResults: (results: Results) => projectingResults(results, kept, clock),
    overSubmissions: (submissions: Submissions) => projectingSubmissions(submissions, kept, clock),
    http: { resources: withAuditTrail(kept, trail, clock), publicUrl },
  };
  if (!database) {
    const cases = projectingCases(memoryCaseStore(caseCodec), kept, clock);
    return { ...both, cases, ready: async () => undefined };
  }
  const store = databaseCaseStore(database, caseCodec, (tx, stored: StoredCase<CaseDetails>) =>
    keepResources(tx, projectCase(stored).map(indexed), clock.now()),
  );
  return { ...both, cases: store, ready: () => catchUpCases(store, kept, clock) };
}
