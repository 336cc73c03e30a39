/** Evaluation and management codes by class (CPT numbers; the classes are this project's own words). */

const NUMBER = /^\d{5}$/;

/** A performance measure such as 3074F compares as if it stood among the numbers, and does not. */
const between = (code: string, from: string, to: string): boolean =>
  code.length === 5 && code >= from && code <= to && NUMBER.test(code) === NUMBER.test(from);

/** HCPCS visits that count as evaluation and management. */
const HCPCS_VISITS: readonly string[] = ['G0402', 'G0438', 'G0439', 'G0463'];

/** All of them, the services to which modifiers 24, 25 and 57 belong. */
export const isVisitCode = (code: string): boolean =>
  between(code, '99202', '99499') ||
  between(code, '98000', '98016') ||
  between(code, '92002', '92014') ||
  HCPCS_VISITS.includes(code);

export type VisitClass =
  | 'office'
  | 'hospital'
  | 'discharge'
  | 'consultation'
  | 'emergency'
  | 'nursing'
  | 'nursing-initial'
  | 'home'
  | 'telemedicine'
  | 'eye';

const CLASSES: readonly (readonly [string, string, VisitClass])[] = [
  ['99202', '99215', 'office'],
  ['99221', '99236', 'hospital'],
  ['99238', '99239', 'discharge'],
  ['99242', '99255', 'consultation'],
  ['99281', '99285', 'emergency'],
  ['99304', '99306', 'nursing-initial'],
  ['99307', '99316', 'nursing'],
  ['99341', '99350', 'home'],
  ['98000', '98015', 'telemedicine'],
  ['92002', '92014', 'eye'],
];

/** The class of a visit of which there is one a day; undefined for other codes, prolonged and care management too. */
export const visitClass = (code: string): VisitClass | undefined =>
  CLASSES.find(([from, to]) => between(code, from, to))?.[2];

export const isPreventiveVisit = (code: string): boolean => between(code, '99381', '99397');

/** Five characters in an order, as CPT numbers compare. */
export const isBetween = between;
