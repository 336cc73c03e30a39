/** Amounts of claims and responses in whole cents. What cannot be read as such is no amount: dropping a third decimal would let a wrong sum balance. */

/** 13 digits of dollars are more than any payment, and their cents are still exact. */
const SHAPE = /^(-?)(\d{0,13})(?:\.(\d{0,2})0*)?$/;

export function exactCents(text: string): number | undefined {
  const [, sign, whole = '', part = ''] = SHAPE.exec(text) ?? [];
  if (sign === undefined || (whole === '' && part === '')) return undefined;
  const cents = Number(whole || '0') * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

/** As a person reads it: `-1.27`. */
export const dollars = (cents: number): string => (cents / 100).toFixed(2);

export const sumOf = (cents: readonly (number | undefined)[]): number =>
  cents.reduce((all: number, one) => all + (one ?? 0), 0);
