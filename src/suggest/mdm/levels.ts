/** The four levels of medical decision making, and how three elements make one (CPT E/M guidelines 2023: two of three). */

export const LEVELS = ['straightforward', 'low', 'moderate', 'high'] as const;
export type MdmLevel = (typeof LEVELS)[number];

export const rankOf = (level: MdmLevel): number => LEVELS.indexOf(level);
export const higher = (a: MdmLevel, b: MdmLevel): MdmLevel => (rankOf(a) >= rankOf(b) ? a : b);

/** The level that two of the three elements meet or exceed: the middle one. */
export function twoOfThree(problems: MdmLevel, data: MdmLevel, risk: MdmLevel): MdmLevel {
  const [, middle] = [problems, data, risk].sort((a, b) => rankOf(a) - rankOf(b));
  return middle ?? 'straightforward';
}

/** The names CPT gives the data and risk columns, which differ from the level they support. */
export const DATA_NAME: Readonly<Record<MdmLevel, string>> = {
  straightforward: 'minimal',
  low: 'limited',
  moderate: 'moderate',
  high: 'extensive',
};
export const RISK_NAME: Readonly<Record<MdmLevel, string>> = { ...DATA_NAME, low: 'low', high: 'high' };
