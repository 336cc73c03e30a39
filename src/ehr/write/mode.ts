/** The ways a coded encounter gets back into an EHR, and the R4 type that each one writes. */

export type WriteBackMode = 'claim' | 'charge' | 'document' | 'task' | 'pull';

/** In the order of what a biller can do with it; `pull` writes nothing. */
export const WRITTEN_TYPE = {
  claim: 'Claim',
  charge: 'ChargeItem',
  document: 'DocumentReference',
  task: 'Task',
} as const satisfies Readonly<Record<Exclude<WriteBackMode, 'pull'>, string>>;

export type WritingMode = keyof typeof WRITTEN_TYPE;

export const WRITING_MODES = Object.keys(WRITTEN_TYPE) as readonly WritingMode[];
