/** The port by which encounters come in, whoever noticed them: a poll, a notification, a bulk export, a batch, a person. */

export interface Arrival {
  /** The connection's id. */
  readonly connection: string;
  /** `Encounter.id` in the EHR. */
  readonly encounter: string;
  readonly from: 'poll' | 'notification' | 'bulk' | 'batch' | 'person';
}

export interface Intake {
  /**
   * Resolves once every arrival is kept where a crash does not lose it: only then may a notification be answered or a
   * high-water mark move. The same encounter may arrive any number of times.
   */
  accept(arrivals: readonly Arrival[]): Promise<void>;
}

/** Keeps them in memory, in the order they came, for tests. */
export function memoryIntake(): Intake & { readonly arrived: readonly Arrival[] } {
  const arrived: Arrival[] = [];
  return {
    arrived,
    accept: async (arrivals) => {
      arrived.push(...arrivals);
    },
  };
}
