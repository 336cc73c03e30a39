/** Use case: the encounters of one connection in a period, through the queue of the database: an interrupted batch goes on in it. */
import type { Ehr } from '../../ehr/index.ts';
import type { Encounter } from '../../fhir/index.ts';
import { addDays, type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { Arrival, Intake } from '../intake/index.ts';

/** Days of the encounters themselves, the first and the last of them included. */
export interface BatchPeriod {
  readonly from: ServiceDate;
  readonly to: ServiceDate;
}

const PART = 500;

/** Answers how many were put into the queue. */
export async function queuePeriod(ehr: Ehr, { from, to }: BatchPeriod, intake: Intake): Promise<number> {
  let queued = 0;
  let part: Arrival[] = [];
  const flush = async (): Promise<void> => {
    await intake.accept(part);
    queued += part.length;
    part = [];
  };
  // What ended on a day was written on it or later; a day before leaves room for time zones.
  const since = `${addDays(from, -1)}T00:00:00Z`;
  for await (const encounter of ehr.finishedEncounters({ since })) {
    const { id } = encounter;
    const day = dayOf(encounter);
    if (!id || !day || day < from || day > to) continue;
    part.push({ connection: ehr.id, encounter: id, from: 'batch' });
    if (part.length >= PART) await flush();
  }
  if (part.length > 0) await flush();
  return queued;
}

const dayOf = ({ period }: Encounter): ServiceDate | undefined =>
  serviceDate(period?.end) ?? serviceDate(period?.start);
