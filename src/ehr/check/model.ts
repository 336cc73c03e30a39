/** What a check of a connection says: one row for each thing coding needs of an EHR. It holds no id and no word of a record. */

export type Verdict = 'works' | 'works-around' | 'missing' | 'not-tried';

export type Area = 'connection' | 'reading' | 'record' | 'write-back';

export interface ReadinessRow {
  readonly area: Area;
  /** Stable, for programs: `encounter-class`, `search:Condition?encounter=`. */
  readonly id: string;
  readonly what: string;
  readonly verdict: Verdict;
  /** What was found, without a full stop. */
  readonly found: string;
  /** What it means for coding, in one sentence. */
  readonly effect: string;
  /** Of how many samples it was so; only where samples were measured. */
  readonly counts?: Counts;
}

export interface Counts {
  readonly works: number;
  readonly worksAround: number;
  readonly missing: number;
}

/** What the server says of itself. */
export interface Software {
  readonly name?: string;
  readonly version?: string;
  readonly fhirVersion?: string;
}

export interface Readiness {
  /** Of this report's shape; see `schema.ts`. */
  readonly report: 'claimwright-ehr-readiness-1';
  readonly connection: string;
  readonly at: string;
  readonly software: Software;
  /** The worst of the rows that were tried. */
  readonly verdict: 'works' | 'works-around' | 'missing';
  readonly samples: { readonly asked: number; readonly found: number; readonly read: number };
  readonly requests: number;
  readonly rows: readonly ReadinessRow[];
}

/** Words of a server that may be shown: printable, and not long. */
export const plainWords = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value.replace(/[^\x20-\x7e]/g, ' ').trim() : '';
  return text === '' ? undefined : text.slice(0, 80);
};
