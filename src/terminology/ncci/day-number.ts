/** Days as whole numbers, 0 on 1 January 1970, so that a date of an edit takes two bytes; and the two ways NCCI files write dates. */
import type { ServiceDate } from '../../kernel/index.ts';

/** Stands for "no deletion date": later than every day, the last of which is in 2149. */
export const NEVER = 0xffff;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2148;
const DAY = 86_400_000;
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

const LEAPS_BEFORE_FIRST = (FIRST_YEAR - 1) >> 2;

/** −1 for a day that does not exist, or of a year outside 1970–2148. */
function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12)) return -1;
  const leap = isLeap(year);
  const start = (BEFORE_MONTH[month - 1] ?? 0) + (leap && month > 2 ? 1 : 0);
  const end = (BEFORE_MONTH[month] ?? 0) + (leap && month > 1 ? 1 : 0);
  if (!(day >= 1 && day <= end - start)) return -1;
  return yearStart(year) + start + day - 1;
}

// Integer arithmetic throughout: this runs at every look-up.
const isLeap = (year: number): boolean => (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The first of January. Of the years that are not leap years though divisible by four, only 2100 is in range. */
const yearStart = (year: number): number =>
  (year - FIRST_YEAR) * 365 + ((year - 1) >> 2) - LEAPS_BEFORE_FIRST - (year > 2100 ? 1 : 0);

/** The whole number that `length` digits make; below zero when one is not a digit. */
function digits(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The day of `YYYY-MM-DD`. */
export const dayOf = (date: ServiceDate): number =>
  dayNumber(digits(date, 0, 4), digits(date, 5, 2), digits(date, 8, 2));

/** The day that stands as `YYYYMMDD` at a place within a text; −1 when none does. */
export const compactDay = (text: string, at = 0): number =>
  dayNumber(digits(text, at, 4), digits(text, at + 4, 2), digits(text, at + 6, 2));

/** The day of `YYYYDDD`, year and day of the year, as the add-on code file writes it; −1 when it is not one. */
export function ordinalDay(text: string): number {
  const year = text.length === 7 ? digits(text, 0, 4) : -1;
  const day = digits(text, 4, 3);
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= (isLeap(year) ? 366 : 365);
  return exists ? yearStart(year) + day - 1 : -1;
}

export const dateOf = (day: number): ServiceDate =>
  new Date(day * DAY).toISOString().slice(0, 10) as ServiceDate;
