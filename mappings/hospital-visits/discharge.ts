/** The discharge day: by the minutes documented for it, the shorter code where none are (CPT, discharge services). */
import {
  type Evidence,
  evidence,
  type Facts,
  type ModuleContext,
  minutesAbout,
  type ServiceDate,
  type ServiceSuggestion,
  SYSTEM,
  service,
  statements,
} from '../../src/suggest/module.ts';
import { HOSPITAL } from './citations.ts';

export interface DischargeTable {
  readonly short: string;
  readonly long: string;
  /** The longer code takes more than so many minutes. */
  readonly over: number;
}

const MATTER = /\b(?:discharge|discharging|dismissal)\b|\btotal time\b|\bi spent\b|\btime spent\b/i;

const MORE_THAN =
  /(?:(?<!\b(?:not|no|never) )\b(?:more than|over|greater than|in excess of|exceeding|above)|>) ?\d{1,3} ?-?(?:minutes?|mins?)\b/i;

/** "I spent more than 30 minutes on discharge": the number is a bound, not the time. */
const isMoreThan = (text: string, minutes: number): boolean =>
  statements(text).some((s) => MATTER.test(s) && MORE_THAN.exec(s)?.[0].includes(String(minutes)));

export function dischargeDay(
  day: ServiceDate,
  facts: Facts,
  context: ModuleContext,
  table: DischargeTable,
): ServiceSuggestion {
  const documents = (facts.visit.documents ?? []).filter((d) => d.kind === 'discharge' && d.date === day);
  const told = facts.notes
    .filter((n) => documents.some((d) => d.id === n.id))
    .flatMap((n) => {
      const said = minutesAbout(n.text, MATTER);
      if (!said) return [];
      const beyond = isMoreThan(n.text, said.minutes);
      return [{ minutes: said.minutes, beyond, seen: evidence(n.id, 'text', said.words) }];
    })[0];
  const long =
    told !== undefined && (told.minutes > table.over || (told.beyond && told.minutes === table.over));
  const code = long ? table.long : table.short;
  const written: readonly Evidence[] = documents
    .slice(0, 1)
    .map((d) => evidence(d.id, 'DocumentReference.type', 'discharge summary'));
  return service({
    system: SYSTEM.cpt,
    code,
    label: `hospital discharge day, ${long ? 'over' : 'up to'} ${table.over} minutes`,
    date: day,
    confidence: told ? 0.93 : 0.85,
    evidence: [...written, ...(told ? [told.seen] : [])],
    worksheet: {
      title: 'Discharge day by documented time',
      rows: [
        {
          element: 'Time on the discharge',
          rating: told ? `${told.beyond ? 'more than ' : ''}${told.minutes} min` : 'not documented',
          why: `more than ${table.over} minutes are needed for ${table.long}`,
          evidence: told ? [told.seen] : [],
        },
      ],
      conclusion: `${code}: ${told ? 'by the documented time' : 'no time is documented'}.`,
    },
    rule: context.rule('discharge-time', HOSPITAL),
  });
}
