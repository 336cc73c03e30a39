/** Money in whole cents of US dollars: claims are sums, and a sum must not drift (R4 Money, X12 data element 782). */
import { ClaimwrightError } from './errors.ts';

export interface Money {
  /** Whole cents. */
  readonly cents: number;
  readonly currency: 'USD';
}

export const usd = (cents: number): Money => {
  if (!Number.isSafeInteger(cents))
    throw new ClaimwrightError('CW-5002', { detail: 'money is not whole cents' });
  return { cents, currency: 'USD' };
};

/** Reads `123`, `123.4` or `123.45`; undefined for anything else, so that a third decimal is never rounded away unseen. */
export function parseUsd(text: string): Money | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  return usd(Number(match[1]) * 100 + Number((match[2] ?? '0').padEnd(2, '0')));
}

export const addMoney = (a: Money, b: Money): Money => usd(a.cents + b.cents);
export const timesMoney = (a: Money, units: number): Money => usd(Math.round(a.cents * units));
export const sumMoney = (all: readonly Money[]): Money => all.reduce(addMoney, usd(0));

/** The R4 Money value: a decimal with at most two places. */
export const toFhirMoney = (m: Money): { value: number; currency: 'USD' } => ({
  value: m.cents / 100,
  currency: m.currency,
});
