/** The port of downloads: one file at a time, whole and checked, or not at all. */

export interface DownloadRequest {
  /** The name to keep it under. */
  readonly name: string;
  readonly address: string;
  /** Content types that may be answered. */
  readonly types: readonly string[];
  readonly maxBytes: number;
  readonly sha256?: string;
  /** Why an address may not be asked, the first as well as one that a redirect names. */
  readonly wrongAddress: (address: string) => string | undefined;
  readonly timeoutMs: number;
  /** Bytes so far; the total where the server tells it. */
  readonly progress?: (done: number, total: number | undefined) => void;
}

/** A file that came whole, beside its place until it is kept. */
export interface Download {
  readonly bytes: Uint8Array;
  /** Puts it into its place by one rename. */
  keep(): void;
  /** Takes it away; what was there before stays. */
  discard(): void;
}

export interface Downloads {
  /** CW-3005 names the address when the file cannot be had as the manifest expects it; nothing is left behind. */
  download(request: DownloadRequest): Promise<Download>;
}
