/** The port of control numbers: unique and rising for each pair of partners (005010 Appendix B.1.1.4.1). */

export interface ControlNumbers {
  /** The next number of a sequence; it is never given again, also when what it was for is not sent. */
  next(sequence: string): Promise<number>;
}

/** ISA13 has nine digits; after the last the first follows. */
export const HIGHEST_CONTROL_NUMBER = 999_999_999;

export function memoryControlNumbers(last: Readonly<Record<string, number>> = {}): ControlNumbers {
  const given = new Map(Object.entries(last));
  return {
    next: async (sequence) => {
      const number = ((given.get(sequence) ?? 0) % HIGHEST_CONTROL_NUMBER) + 1;
      given.set(sequence, number);
      return number;
    },
  };
}
