/** Total time on the date of the encounter: the level whose minimum it meets (CPT E/M guidelines 2024: "must be met or exceeded"). */
import type { Facts } from '../../chart/index.ts';
import type { WorksheetRow } from '../model.ts';
import { LEVELS, type MdmLevel } from './levels.ts';

/** Codes and minimum minutes by level; a level without a code of its own is left out. */
export interface EmFamily {
  readonly codes: Readonly<Partial<Record<MdmLevel, string>>>;
  readonly minutes: Readonly<Partial<Record<MdmLevel, number>>>;
}

export interface TimeRating {
  readonly minutes: number;
  /** Undefined: below the lowest level's minimum. */
  readonly level: MdmLevel | undefined;
  readonly row: WorksheetRow;
}

/** Undefined when no clinician time is documented; the length of the visit is not the clinician's time. */
export function rateTime(facts: Facts, family: EmFamily): TimeRating | undefined {
  const documented = facts.visit.documentedMinutes;
  if (!documented) return undefined;
  const met = LEVELS.filter((l) => documented.value >= (family.minutes[l] ?? Number.POSITIVE_INFINITY));
  const level = met.at(-1);
  const why = level
    ? `${family.minutes[level]} minutes are needed for ${family.codes[level]}`
    : 'below every minimum';
  return {
    minutes: documented.value,
    level,
    row: { element: 'Total time', rating: `${documented.value} min`, why, evidence: documented.evidence },
  };
}

/** The code of a level, or of the next lower level that has one (99221 covers straightforward and low). */
export function codeAt(family: EmFamily, level: MdmLevel): string | undefined {
  return [...LEVELS]
    .slice(0, LEVELS.indexOf(level) + 1)
    .reverse()
    .map((l) => family.codes[l])
    .find(Boolean);
}
