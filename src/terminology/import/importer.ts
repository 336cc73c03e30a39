/** What an importer of official files is: which files it knows, and how it reads all of its kind that were given together. */
import type { CodeSetKind } from '../code-sets.ts';
import type { ReleaseInfo } from '../model.ts';
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';

/** Which official file a member is, and of which edition, as far as its name tells. */
export interface MemberKind {
  /** One of the kinds of the importer that knows it. */
  readonly kind: string;
  /** Undefined where the name does not say; the content then does. */
  readonly year: number | undefined;
  /** A mid-year update, in force from 1 April. */
  readonly april: boolean;
}

/** One official text, unpacked. */
export interface Member extends MemberKind {
  /** The name a person knows it by: the file, and the member within it. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  /** An edition already kept; a mid-year update and lone addenda need the one they belong to. */
  readonly kept: (id: string) => Icd10CmRelease | undefined;
  /** Told of progress within one member. */
  readonly progress?: (label: string, done: number, total: number) => void;
}

/** What an importer hands on to be kept: a described edition and its sealed content. */
export interface StoredTable {
  readonly kind: CodeSetKind;
  readonly info: ReleaseInfo;
  /** The sealed table, or nothing where it is kept as bytes. */
  readonly text: string;
  /** A table that is not text, sealed in its own way. */
  readonly bytes?: Uint8Array;
}

export interface Importer {
  /** The kinds of member it reads; no other importer has them. */
  readonly kinds: readonly string[];
  /** What it reads, for the sentence that refuses a file nobody knows. */
  readonly reads: string;
  /**
   * The kind of a file by its name, which may have a path before it, or, when that says nothing, by its content. A member
   * of a zip is unpacked only when its name alone is known.
   */
  recognises(path: string, bytes?: Uint8Array): MemberKind | undefined;
  /** Reads and checks all members of its kinds; refuses (CW-3002) the first that is at fault. */
  read(members: readonly Member[], options: ReadOptions): readonly StoredTable[];
}
