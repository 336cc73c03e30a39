/** Editions by calendar year and quarter: HCPCS Level II, CPT, the physician fee schedule. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { QuarterMonth } from './file-name.ts';

export interface Quarter {
  readonly year: number;
  readonly month: QuarterMonth;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2020` for the edition of January, `2020-04` for that of April. */
export const quarterVersion = ({ year, month }: Quarter): string =>
  month === 1 ? String(year) : `${year}-${two(month)}`;

const NAMES = { 1: '', 4: ', April update', 7: ', July update', 10: ', October update' } as const;

export const quarterTitle = (system: string, { year, month }: Quarter): string =>
  `${system} ${year}${NAMES[month]}`;

/** An edition serves from the first day of its quarter until a later one does, and never past its calendar year. */
export const quarterPeriod = ({ year, month }: Quarter): { from: ServiceDate; to: ServiceDate } => ({
  from: `${year}-${two(month)}-01` as ServiceDate,
  to: `${year}-12-31` as ServiceDate,
});

/** The quarter of a day. */
export function quarterOf(day: ServiceDate): Quarter {
  const months = [1, 4, 7, 10] as const;
  const month = months[Math.floor((Number(day.slice(5, 7)) - 1) / 3)] ?? 1;
  return { year: Number(day.slice(0, 4)), month };
}
