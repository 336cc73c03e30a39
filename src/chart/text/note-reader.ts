/** The port of a reader of notes that is not this program: what it is handed and what of its answer is kept with the case. */
import type { ServiceDate } from '../../kernel/index.ts';

/** Words of a note that a reader gives a code. Checked: the words stand there, and the code may be billed on the date. */
export interface ReadMention {
  /** `NoteText.id`. */
  readonly note: string;
  /** Offsets into the note's text. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
  /** ICD-10-CM, dotted. */
  readonly code: string;
}

export interface NoteReading {
  readonly mentions: readonly ReadMention[];
  /** What was left out, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Why a note could not be read at all; empty when all were. Without patient data. */
  readonly failures: readonly string[];
}

export type DropReason = 'malformed' | 'words-not-in-note' | 'unknown-code' | 'not-billable' | 'too-many';

export interface ReadableNote {
  readonly id: string;
  readonly text: string;
}

/** Its answer is data of the case: coding it again takes what was kept and asks nobody. */
export interface NoteReader {
  read(notes: readonly ReadableNote[], on: ServiceDate): Promise<NoteReading>;
}
