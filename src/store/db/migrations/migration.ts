/** One step of the schema. */

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Table → columns it makes or adds, for the drift check. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}
