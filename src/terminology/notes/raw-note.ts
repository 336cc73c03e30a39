/** What the tabular list says at a node, as its file has it. */
import type { NoteKind } from '../model.ts';

export interface RawNote {
  readonly kind: NoteKind;
  /** A dotted code, or for a block or a chapter its range: `E08-E13`. */
  readonly node: string;
  readonly text: string;
}

/** What the 7th character means for the codes below a node. */
export interface SeventhCharacters {
  readonly node: string;
  readonly characters: Readonly<Record<string, string>>;
}
