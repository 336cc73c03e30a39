/** Safe reading of a Claim that nobody validated: every value by its R4 type, what does not fit is noted, nothing throws. */
import { type NormalCoding, normalCoding } from '../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../kernel/index.ts';
import type { Unreadable } from './model.ts';

export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};
const NUMERAL = /^-?\d{1,15}(?:\.\d{1,10})?$/;

/** Absent in JSON: not there, or null (R4 json.html: null stands for an element that has only extensions). */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class ClaimValues {
  readonly unreadable: Unreadable[] = [];
  readonly currencies = new Set<string>();
  readonly #noted = new Set<string>();

  /** The element's fields; empty when it is absent or is no object. */
  fields(value: unknown, at: string): Fields {
    if (isFields(value)) return value;
    // A list where one is expected: the first is read, so that one fault does not hide the others.
    if (Array.isArray(value)) {
      this.#note(at, 'a single element');
      return isFields(value[0]) ? value[0] : NONE;
    }
    if (!isAbsent(value)) this.#note(at, 'an element with fields');
    return NONE;
  }

  /** A repeating element; a single one is read as a list of one. */
  list(value: unknown, at: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    if (isAbsent(value)) return [];
    this.#note(at, 'a list');
    return [value];
  }

  text(value: unknown, at: string): string | undefined {
    if (typeof value === 'string') return value.trim() || undefined;
    if (isAbsent(value)) return undefined;
    this.#note(at, 'a text');
    return typeof value === 'number' ? String(value) : undefined;
  }

  number(value: unknown, at: string): number | undefined {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (isAbsent(value)) return undefined;
    this.#note(at, 'a number');
    return typeof value === 'string' && NUMERAL.test(value) ? Number(value) : undefined;
  }

  /** R4 positiveInt. */
  sequence(value: unknown, at: string): number | undefined {
    const n = this.number(value, at);
    if (n === undefined || (Number.isSafeInteger(n) && n > 0)) return n;
    this.#note(at, 'a whole number above zero');
    return undefined;
  }

  /** A full day; a partial date is legal FHIR and of no use to a claim. */
  date(value: unknown, at: string): ServiceDate | undefined {
    const text = this.text(value, at);
    const date = serviceDate(text);
    if (text !== undefined && date === undefined) this.#note(at, 'a full date that exists (YYYY-MM-DD)');
    return date;
  }

  /** A Money in whole cents. */
  cents(value: unknown, at: string): number | undefined {
    const money = this.fields(value, at);
    const currency = this.text(money.currency, `${at}.currency`);
    if (currency !== undefined) this.currencies.add(currency);
    const amount = this.number(money.value, `${at}.value`);
    if (amount === undefined) return undefined;
    const cents = Math.round(amount * 100);
    // 135.57 × 100 is not whole in binary; a third decimal is off by a tenth of a cent or more.
    if (Number.isSafeInteger(cents) && Math.abs(amount * 100 - cents) < 0.01) return cents;
    this.#note(at, 'an amount in dollars and whole cents');
    return undefined;
  }

  /** The codings of a CodeableConcept that carry a code, in normal form. */
  codings(value: unknown, at: string): readonly NormalCoding[] {
    const concept = this.fields(value, at);
    return this.list(concept.coding, `${at}.coding`).flatMap((c, i) => this.#coding(c, `${at}.coding[${i}]`));
  }

  #coding(value: unknown, at: string): readonly NormalCoding[] {
    const { system, code } = this.fields(value, at);
    const systemText = this.text(system, `${at}.system`);
    const codeText = this.text(code, `${at}.code`);
    const coding = normalCoding({
      ...(systemText === undefined ? {} : { system: systemText }),
      ...(codeText === undefined ? {} : { code: codeText }),
    });
    return coding ? [coding] : [];
  }

  /** An element that several read is noted once. */
  #note(expression: string, expected: string): void {
    const key = `${expression} ${expected}`;
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.unreadable.push({ expression, expected });
  }
}

/** The first coding in the first of the systems that any is in, else the first coding. */
export function preferred(
  codings: readonly NormalCoding[],
  systems: readonly string[],
): NormalCoding | undefined {
  for (const system of systems) {
    const found = codings.find((c) => c.system === system);
    if (found) return found;
  }
  return codings[0];
}
