/** What processing is given, and what it keeps of a case. */
import type { NoteReader, NoteReading } from '../chart/index.ts';
import type { Ehr, WriteBack } from '../ehr/index.ts';
import type { Bundle, FhirValidator } from '../fhir/index.ts';
import type { Clock, ErrorCode } from '../kernel/index.ts';
import type { Case, CaseStore } from '../review/index.ts';
import type { InputsOf } from './history/inputs.ts';
import type { CodedEncounter, PipelineKnowledge } from './pipeline.ts';
import type { Basis, KnowledgeBasis } from './process-basis.ts';
import type { VoidChannel } from './void-channel.ts';

/** What is kept of a case besides its events. */
export interface CaseDetails {
  /** Undefined when the chart could not be read. */
  readonly coded: CodedEncounter | undefined;
  /** `Claim/id` in the EHR, once written. */
  readonly claim: string | undefined;
  readonly writeBack: WriteBack['outcome'] | undefined;
  /** The fault that stopped the case: catalogue code and sentence. */
  readonly fault: CaseFault | undefined;
  /** What the coding stands on. */
  readonly basis?: Basis | undefined;
  /** What the last coding changed of the one before it, or of the claim that was made. */
  readonly recoded?: Recoded | undefined;
  /** The claim that was made: a later coding is compared with it, and never makes another. */
  readonly made?: MadeClaim | undefined;
}

export interface Recoded {
  /** Codes that were not there; a service with its modifiers, as `99213-25`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly because: 'chart' | 'release' | 'modules';
}

/** A claim as it was made, for comparison. */
export interface MadeClaim {
  readonly sha256: string;
  readonly codes: readonly string[];
  /** As it was written: what may replace it, or take it back, begins with it. */
  readonly transaction?: Bundle | undefined;
}

export interface CaseFault {
  readonly code: ErrorCode;
  readonly message: string;
}

export type Cases = CaseStore<CaseDetails>;

/** What deliveries need. */
export interface DeliverDeps {
  readonly ehr: Ehr;
  readonly cases: Cases;
  readonly clock: Clock;
  /** Between 0 and 1, for the time between attempts. */
  readonly random?: () => number;
  /** Told of each finished case, and of a fault with its error. */
  readonly report?: (outcome: Case, details: CaseDetails, fault?: unknown) => void;
}

export interface ProcessDeps extends DeliverDeps {
  readonly knowledge: PipelineKnowledge;
  /** `knowledgeBasis(knowledge)`, where it was asked once for many encounters. */
  readonly standing?: KnowledgeBasis;
  /** Checks each claim against base R4 and our profile before it leaves; without one the edits alone decide. */
  readonly validator?: FhirValidator;
  /** Reads notes outside this process; off unless configured. */
  readonly reader?: NoteReader;
  /** What is known beside the chart: today, and the patient's earlier claims; nothing unless wired. */
  readonly inputs?: InputsOf;
  /** The way to the payer, by which claims that were sent are voided; undefined where claims leave by the EHR alone. */
  readonly payers?: VoidChannel;
  /** Told what a reading left out and where it failed, in counts. */
  readonly onReading?: (reading: NoteReading) => void;
}

/** What a run of one encounter comes to. `fault`: the error that stopped it, for the log and for whoever tries again. */
export interface Processed {
  readonly case: Case;
  readonly fault?: unknown;
  /** The same may go well later; a delivery that waits is tried again by itself. */
  readonly again?: boolean;
}
