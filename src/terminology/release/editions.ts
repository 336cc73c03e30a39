/** Editions of one code system side by side: which is in force on a day, which had begun, which are still to come. */
import { type ServiceDate, within } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';

interface Dated {
  readonly info: ReleaseInfo;
}

export interface Editions<T extends Dated> {
  /** The latest of those in force. */
  inForce(on: ServiceDate): T | undefined;
  /** Those that had begun by a day, the latest first. */
  begun(on: ServiceDate): readonly T[];
  /** Those that begin after a day, the earliest first. */
  toCome(on: ServiceDate): readonly T[];
}

export function editions<T extends Dated>(all: readonly T[]): Editions<T> {
  const ascending = [...all].sort((a, b) => (a.info.effective.from < b.info.effective.from ? -1 : 1));
  const descending = [...ascending].reverse();
  return {
    inForce: (on) => descending.find(({ info }) => within(on, info.effective)),
    begun: (on) => descending.filter(({ info }) => info.effective.from <= on),
    toCome: (on) => ascending.filter(({ info }) => info.effective.from > on),
  };
}

/** The earlier of days, those not known left out. */
export const earliest = (...days: readonly (ServiceDate | undefined)[]): ServiceDate | undefined =>
  days.filter((day) => day !== undefined).sort()[0];
