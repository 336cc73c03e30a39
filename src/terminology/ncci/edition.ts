/** Editions of the NCCI tables: CMS publishes one a quarter. Their ids, days and licences. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';

export interface Quarter {
  readonly year: number;
  readonly quarter: number;
}

const FIRST_DAY = ['01-01', '04-01', '07-01', '10-01'];
const LAST_DAY = ['03-31', '06-30', '09-30', '12-31'];

export const quarterName = ({ year, quarter }: Quarter): string => `${year}q${quarter}`;

export const firstDay = ({ year, quarter }: Quarter): ServiceDate =>
  `${year}-${FIRST_DAY[quarter - 1]}` as ServiceDate;

export const lastDay = ({ year, quarter }: Quarter): ServiceDate =>
  `${year}-${LAST_DAY[quarter - 1]}` as ServiceDate;

// Version 16.3 was that of October 2010, 32.0 that of January 2026.
const VERSION_ZERO = 1994;

/** The quarter of an NCCI version; undefined when the minor number is none of 0–3. */
export const quarterOfVersion = (major: number, minor: number): Quarter | undefined =>
  minor <= 3 ? { year: VERSION_ZERO + major, quarter: minor + 1 } : undefined;

/** The quarter that begins on a day. */
export function quarterFrom(year: number, month: number, day: number): Quarter | undefined {
  return day === 1 && month >= 1 && month <= 10 && month % 3 === 1
    ? { year, quarter: (month - 1) / 3 + 1 }
    : undefined;
}

export const NCCI_SYSTEM =
  'https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits';

export const NCCI_LICENCE = 'CPT codes © AMA; CMS NCCI edits, US government work';

/** A replacement that CMS issues within a quarter has its own id, and answers before what it replaces. */
export const revised = (id: string, revision: number): string => (revision === 0 ? id : `${id}-r${revision}`);

/** Newest first: by first day, then by revision, which the id ends with. */
export const newestFirst = (a: { readonly info: ReleaseInfo }, b: { readonly info: ReleaseInfo }): number =>
  compare(b.info.effective.from, a.info.effective.from) || revisionOf(b.info.id) - revisionOf(a.info.id);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const revisionOf = (id: string): number => Number(/-r(\d+)$/.exec(id)?.[1] ?? 0);
