/** The character of intent in the codes of T36–T50 (guideline I.C.19.e): its place, and the same code with another. */

/** Poisoning by accident, self-harm, assault, undetermined; adverse effect; underdosing. */
export type Intent = 1 | 2 | 3 | 4 | 5 | 6;

/** `T36.0X1A`, `T39.311A`; `T36.91XA` has its intent before a placeholder. */
const CODE = /^(T(?:3[6-9]|4\d|50)\.(?:9(?=[1-6]X)|\w{2}))([1-6])(X?[ADS])$/;

export interface DrugCode {
  readonly stem: string;
  readonly intent: Intent;
  readonly rest: string;
}

export function drugCodeOf(code: string): DrugCode | undefined {
  const [, stem, intent, rest] = CODE.exec(code) ?? [];
  return stem && rest ? { stem, intent: Number(intent) as Intent, rest } : undefined;
}

export const withIntent = ({ stem, rest }: DrugCode, intent: Intent): string => `${stem}${intent}${rest}`;

/** A first code of a stem of drugs.json. */
export const firstCode = (stem: string, intent: Intent): string =>
  /\.9$/.test(stem) ? `${stem}${intent}XA` : `${stem}${intent}A`;
