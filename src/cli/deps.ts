/** What the commands are given; main.ts plugs it. Each is made only by the command that needs it. */
import type { FhirValidator } from '../fhir/index.ts';
import type {
  CaseDetails,
  Downloads,
  Ehr,
  LoadedModule,
  OfficialManifest,
  PipelineKnowledge,
  ReleaseFolder,
  StoredCase,
} from '../flow/index.ts';

export interface CliDeps {
  readonly io: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream };
  /** `onCase` is told of each encounter as it is done. */
  readonly serve: (onCase: () => void) => Promise<RunningService>;
  readonly coding: () => Promise<{
    readonly knowledge: PipelineKnowledge;
    readonly modules: readonly LoadedModule[];
  }>;
  readonly validator: () => FhirValidator;
  readonly connect: () => Promise<{
    readonly ehr: Ehr;
    readonly sandbox: { close(): Promise<void> } | undefined;
  }>;
  /** The cases of the configured database; undefined where there is none. */
  readonly keptCases: () => Promise<KeptCases | undefined>;
  readonly releases: () => ReleaseFolder;
  /** The manifest of official files: the program's own, or the file that is named. */
  readonly officialFiles: (path?: string) => OfficialManifest;
  readonly downloads: () => Downloads;
  readonly untilStopped: () => Promise<void>;
}

export interface KeptCases {
  count(): Promise<number>;
  /** Each case with the codes it carries. */
  codes(): AsyncIterable<{ readonly id: string; readonly codes: readonly string[] }>;
  /** Every case whose events are not as they were written. */
  verify(): AsyncIterable<{ readonly id: string; readonly event: number; readonly why: string }>;
  close(): Promise<void>;
}

export interface RunningService {
  readonly url: string;
  readonly ehrUrl: string;
  readonly sandbox: { counts(): Readonly<Record<string, number>> } | undefined;
  readonly cases: { list(): Promise<readonly StoredCase<CaseDetails>[]> };
  process(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}
