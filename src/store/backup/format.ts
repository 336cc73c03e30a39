/** The file of a backup: gzip over lines of JSON; a head, every row as the database writes it as text, and a foot with counts and hash. */
import { createHash } from 'node:crypto';

export const FORMAT = 'claimwright-backup';
export const VERSION = 1;

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A step of the schema, as the database knows it. */
export interface SchemaStep {
  readonly name: string;
  readonly checksum: string;
}

export interface BackupHead {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly madeAt: string;
  readonly schema: readonly SchemaStep[];
  /** In an order in which each stands after those it refers to. */
  readonly tables: readonly BackupTable[];
}

export interface BackupFoot {
  readonly counts: Readonly<Record<string, number>>;
  /** Over every line before this one. */
  readonly sha256: string;
}

/** The number of the table in the head, and a value for each column, null or as the database writes it. */
export type BackupRow = readonly [table: number, values: readonly (string | null)[]];

export const lineOf = (value: BackupHead | BackupRow | BackupFoot): string => `${JSON.stringify(value)}\n`;

/** The seal over the lines, added up as they come. */
export function lineHash(): { add(line: string): void; end(): string } {
  const hash = createHash('sha256');
  return { add: (line) => void hash.update(line), end: () => hash.digest('hex') };
}
