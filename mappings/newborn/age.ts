/** Age in days, and whether the encounter is the birth itself (guideline I.C.16.a). */
import { daysBetween, type Facts } from '../../src/suggest/module.ts';

/** The perinatal period ends with the 28th day after birth. */
export const LAST_DAY = 28;

export function daysOld({ person, visit }: Facts): number | undefined {
  if (!person.birthDate || !visit.date) return undefined;
  const days = daysBetween(person.birthDate, visit.date);
  return days >= 0 ? days : undefined;
}
