/** Calendar dates of the place of service. Coding is right for a date, so a date never passes through a time zone. */
import type { Brand } from './brand.ts';

/** `YYYY-MM-DD`, a day that exists, as written at the place of service. Compares correctly as text. */
export type ServiceDate = Brand<string, 'ServiceDate'>;

const DAY = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/;

/**
 * The calendar day of a FHIR date, dateTime or instant **as written**: 2026-09-30T23:30:00-07:00 is 30 September,
 * though it is October in UTC, because a claim bears the day of the place of service.
 * Undefined for a partial date (`2026-09`) or a day that does not exist.
 */
export function serviceDate(fhir: string | undefined): ServiceDate | undefined {
  const match = SHAPE.exec(fhir ?? '');
  if (!match) return undefined;
  const [, y, m, d] = match;
  return exists(Number(y), Number(m), Number(d)) ? (`${y}-${m}-${d}` as ServiceDate) : undefined;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether the Gregorian calendar has the day; arithmetic, because every fact of a chart asks. */
function exists(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : DAYS[month - 1];
  return last !== undefined && day >= 1 && day <= last;
}

/** The day `n` days later (earlier when negative). */
export function addDays(date: ServiceDate, n: number): ServiceDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10) as ServiceDate;
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: ServiceDate, b: ServiceDate): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / DAY);
}

/** Completed years of age on a day. A birthday on 29 February is kept on 1 March in other years. */
export function ageInYears(birth: ServiceDate, on: ServiceDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The same day `n` years earlier or later; 29 February becomes 28 February where it must. */
export function addYears(date: ServiceDate, n: number): ServiceDate {
  const year = String(Number(date.slice(0, 4)) + n).padStart(4, '0');
  return serviceDate(`${year}${date.slice(4)}`) ?? (`${year}-02-28` as ServiceDate);
}

/** Minutes between two FHIR dateTimes that both carry a time; undefined when either does not. */
export function minutesBetween(start: string | undefined, end: string | undefined): number | undefined {
  if (!start?.includes('T') || !end?.includes('T')) return undefined;
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  return Number.isFinite(minutes) && minutes >= 0 ? minutes : undefined;
}

/** Whether `date` lies in a period whose ends are inclusive and may be open. */
export function within(
  date: ServiceDate,
  period: { readonly from: string; readonly to?: string | undefined },
): boolean {
  return period.from <= date && (period.to === undefined || date <= period.to);
}

/** The US government fiscal year of a day, which is the year of the ICD-10 releases: 1 October 2025 is FY 2026. */
export const fiscalYear = (date: ServiceDate): number =>
  Number(date.slice(0, 4)) + (date.slice(5) >= '10-01' ? 1 : 0);
