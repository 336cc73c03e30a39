/** Days and years of the patient's age on a day, where the date of birth is known. */
import { ageInYears, daysBetween, type ServiceDate } from '../kernel/index.ts';
import type { EditSubject } from './model.ts';

export interface Age {
  readonly years: number;
  /** Undefined when only the years are known. */
  readonly days: number | undefined;
}

export function ageAt({ patient, facts }: EditSubject, on: ServiceDate): Age | undefined {
  const birth = patient.birthDate;
  if (birth) return { years: ageInYears(birth, on), days: daysBetween(birth, on) };
  return facts?.person.age === undefined ? undefined : { years: facts.person.age, days: undefined };
}
