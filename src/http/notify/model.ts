/** What the notification routes are given; compose plugs it. */

export interface NotifyConnection {
  /** The secret that its EHR was told, and those before it that are still believed; read anew each time. */
  readonly secrets: () => readonly string[];
  /** Resolves when what the notification names is kept, or a poll will find it. `body` is undefined when there was none. */
  readonly receive: (body: unknown) => Promise<{ readonly kind: string; readonly arrivals: number }>;
}

/** By the connection's id. */
export type NotifyDeps = ReadonlyMap<string, NotifyConnection>;
