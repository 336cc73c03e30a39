/** A brief check-in of five to ten minutes, called so by the record: 98016 in place of a visit code (CPT 2025). */
import {
  evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type ServiceSuggestion,
  type Sourced,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { checkInQuery } from './queries.ts';
import type { Tables } from './tables.ts';

const CHECK_IN = /\bcheck[- ]?in\b/i;

/** Undefined unless both the name and the minutes are there: a short visit is not a check-in by itself. */
export function checkIn(
  lines: readonly ServiceSuggestion[],
  facts: Facts,
  context: ModuleContext,
  { checkIn: table, byOffice }: Tables,
): ModuleOutput | undefined {
  const { visit } = facts;
  const minutes = discussed(facts) ?? visit.documentedMinutes;
  const [from, to] = table.minutes;
  const named = [...visit.types, ...visit.reasons].some((c) => CHECK_IN.test(c.words));
  const office = lines.find((l) => byOffice.has(l.code));
  if (!office || !named || visit.patientStatus.value !== 'established' || context.on < table.from)
    return undefined;
  if (!minutes || minutes.value < from || minutes.value > to) return undefined;
  return {
    services: [
      service({
        system: SYSTEM.cpt,
        code: table.code,
        label: 'brief check-in by telephone or video',
        date: office.date,
        problems: office.problems,
        confidence: 0.75,
        evidence: [...visit.modality.evidence, ...minutes.evidence],
        rule: context.rule('check-in', { source: 'CPT 2025', section: 'Telemedicine Services' }),
        replaces: [office.code],
      }),
    ],
    queries: [checkInQuery(facts)],
  };
}

const DISCUSSED = /\b(\d{1,3})[ -]?min(?:ute)?s? of (?:\w+ )?discussion\b/i;

/** What counts is the discussion, not the charting (CPT 98016). */
function discussed({ notes }: Facts): Sourced<number> | undefined {
  for (const note of notes) {
    const [words, minutes] = DISCUSSED.exec(note.text) ?? [];
    if (words) {
      const said = evidence(note.id, 'content.attachment.data', words);
      return { value: Number(minutes), evidence: [said] };
    }
  }
  return undefined;
}
