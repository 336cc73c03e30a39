/** A PostgreSQL database, embedded or served: all that the rest of the store asks of one. */

export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  /** One statement with its parameters; answers its rows. */
  query<R extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]>;
}

export interface Database extends Queries {
  readonly kind: 'embedded' | 'postgresql';
  /** Statements without parameters, one after the other, as a migration has them. */
  execute(sql: string): Promise<void>;
  /** As `execute`, with the rows of every statement; a transaction that it begins and does not end is undone. */
  script(sql: string): Promise<readonly Row[]>;
  /** All or nothing; what `work` throws is thrown on once everything is undone. */
  transaction<T>(work: (queries: Queries & Pick<Database, 'execute'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
