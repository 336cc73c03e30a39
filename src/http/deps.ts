/** What the routes are given; compose.ts plugs it. */
import type { FhirValidator, Resource } from '../fhir/index.ts';
import type {
  Cases,
  Clearing,
  CodeSearch,
  DeadLetters,
  Ehr,
  PipelineKnowledge,
  Submissions,
} from '../flow/index.ts';
import type { Clock, Log } from '../kernel/index.ts';
import type { AuditDeps } from './audit.ts';
import type { AccessRules } from './auth/authenticate.ts';
import type { CdsHttpDeps } from './cds/model.ts';
import type { NotifyDeps } from './notify/model.ts';
import type { OwnHttpDeps } from './own/model.ts';

export interface Conformance {
  readonly capability: Resource;
  readonly definitions: readonly Resource[];
}

export interface JobsDeps {
  readonly letters: DeadLetters;
  /** How much waits, and since when. */
  readonly status: () => Promise<Readonly<Record<string, unknown>>>;
}

export interface HttpDeps extends AuditDeps {
  readonly ehr: Ehr;
  /** All connections, where there are several; `ehr` is the first of them. */
  readonly ehrs?: readonly Ehr[];
  readonly cases: Cases;
  readonly knowledge: PipelineKnowledge;
  /** The typeahead over ICD-10-CM. */
  readonly search: CodeSearch;
  /** Claims on their way to payers, and their answers; not served where there is nothing of them. */
  readonly clearing?: Clearing;
  /** Claims that were submitted from outside. */
  readonly submissions: Submissions;
  readonly validator: FhirValidator;
  readonly conformance: Conformance;
  readonly clock: Clock;
  readonly log: Log;
  /** Processes the connection's finished encounters now; answers counts by state. */
  readonly process: () => Promise<Readonly<Record<string, number>>>;
  readonly status: () => Readonly<Record<string, unknown>>;
  /** The queue and what it gave up. */
  readonly jobs?: JobsDeps;
  /** Who may ask; undefined: whoever is on this machine. */
  readonly access?: AccessRules;
  /** The CDS Hooks services; not served where there are none. */
  readonly cds?: CdsHttpDeps;
  /** Our own resources, to be read and searched; not served where there are none. */
  readonly own?: OwnHttpDeps;
  /** The connections whose EHRs notify; not served where there are none. */
  readonly notify?: NotifyDeps;
  /** The public keys this service proves itself with, as a JWKS. */
  readonly ownKeys?: () => Promise<object>;
  /** Folder of the workbench's static files. */
  readonly workbench: string;
}
