/** The National Provider Identifier's check digit: ISO Luhn over the prefix 80840 (45 CFR 162.406; CMS NPI check digit). */
import type { Brand } from '../kernel/index.ts';

export type Npi = Brand<string, 'Npi'>;

/** The NPI when it is ten digits, starts with 1 or 2 and its check digit is right; undefined otherwise. */
export function npi(text: string | undefined): Npi | undefined {
  const digits = text?.trim() ?? '';
  return /^[12]\d{9}$/.test(digits) && luhn(`80840${digits}`) ? (digits as Npi) : undefined;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const d = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? d * 2 : d;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
