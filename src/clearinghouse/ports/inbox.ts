/** The port of received files: each is known by its hash, so that a file that comes twice does nothing. */

export interface ReceivedFile {
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly at: string;
}

export interface Inbox {
  /** Whether a file of this content was read to its end. */
  isDone(sha256: string): Promise<boolean>;
  /** Notes that it came, before anything of it is used. */
  arrived(file: ReceivedFile): Promise<void>;
  /** All its results are kept. */
  done(sha256: string, summary: FileSummary): Promise<void>;
  list(): Promise<readonly (ReceivedFile & { readonly summary: FileSummary | undefined })[]>;
}

/** Counts only. */
export interface FileSummary {
  readonly results: number;
  readonly unmatched: number;
  readonly faults: number;
  readonly payments: number;
  readonly balanced: boolean;
}

export function memoryInbox(): Inbox {
  const files = new Map<string, ReceivedFile & { readonly summary: FileSummary | undefined }>();
  return {
    isDone: async (sha256) => files.get(sha256)?.summary !== undefined,
    arrived: async (file) => {
      if (!files.has(file.sha256)) files.set(file.sha256, { ...file, summary: undefined });
    },
    done: async (sha256, summary) => {
      const file = files.get(sha256);
      if (file) files.set(sha256, { ...file, summary });
    },
    list: async () => [...files.values()],
  };
}
