/** Which visits of a stay the record shows, on which days: one a day (CPT; CMS Pub. 100-04 ch. 12 §30.6.9). */
import type { ServiceDate, Visit } from '../../src/suggest/module.ts';

export interface Plan {
  readonly sameDay: boolean;
  readonly initial: ServiceDate | undefined;
  readonly subsequent: readonly ServiceDate[];
  readonly discharge: ServiceDate | undefined;
}

/** A visit without a note of its day is not assumed: the patient's being there is no visit. */
export function planOf(visit: Visit): Plan | undefined {
  const { date: start, endDate: end } = visit;
  if (!start) return undefined;
  const dated = (visit.documents ?? []).flatMap((d) => (d.date ? [{ kind: d.kind, date: d.date }] : []));
  const within = dated.filter((d) => d.date >= start && (!end || d.date <= end));
  const finished = visit.status === 'finished';
  const sameDay = finished && end === start;
  const admission = within.find((d) => d.kind === 'admission');
  // A first note under another name is the first visit when it was written on the first day.
  const other = within.find((d) => d.date === start && (d.kind === 'progress' || d.kind === 'other'));
  const initial = (admission ?? other)?.date;
  const left = finished ? within.find((d) => d.kind === 'discharge' && d.date === end)?.date : undefined;
  const discharge = left === initial && !sameDay ? undefined : left;
  const days = new Set(within.filter((d) => d.kind === 'progress' || d.kind === 'other').map((d) => d.date));
  const subsequent = [...days].filter((d) => d > (initial ?? start) && d !== discharge).sort();
  return { sameDay, initial, subsequent, discharge };
}
