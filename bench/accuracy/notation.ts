/** The compact notation of the labelled charts: what a person writes in charts/*.json, and the reader of its strings. */
import type { Setting } from '../../src/chart/index.ts';

/** One encounter. Strings are `words | key=value | flag`; README.md lists the keys. */
export interface CompactChart {
  /** `F 1961-07-14`: sex (F, M, U) and date of birth. */
  readonly patient: string;
  /** `2026-01-14`, or `2026-01-09..2026-01-13` for a stay. */
  readonly date: string;
  readonly setting: Setting;
  readonly payer?: 'medicare' | 'medicaid' | 'commercial';
  readonly reason?: string;
  readonly conditions?: readonly string[];
  readonly medications?: readonly string[];
  readonly observations?: readonly string[];
  readonly procedures?: readonly string[];
  readonly orders?: readonly string[];
  readonly immunizations?: readonly string[];
  readonly family?: readonly string[];
  readonly note?: string;
}

export interface Entry {
  readonly words: string;
  /** The value of a key; a bare flag is its own value. */
  readonly get: (key: string) => string | undefined;
  readonly has: (flag: string) => boolean;
}

const KEYS: ReadonlySet<string> = new Set([
  ...['sct', 'icd', 'icd9', 'cvx', 'loinc', 'rank', 'use', 'site', 'severity', 'stage', 'onset', 'abated'],
  ...['note', 'list', 'resolved', 'inactive', 'remission', 'refuted', 'provisional', 'differential'],
  ...['unconfirmed', 'error', 'started', 'given', 'for'],
]);

/** Reads `words | key=value | flag`. An unknown key is a slip of the pen, and throws. */
export function entry(text: string, more: ReadonlySet<string> = new Set()): Entry {
  const [words = '', ...rest] = text.split(' | ').map((part) => part.trim());
  const attributes = new Map<string, string>();
  for (const part of rest) {
    // A first part that is a measured value, not a key: `BMI | 37.1 kg/m2`.
    const [key = '', ...value] = part.split('=');
    if (KEYS.has(key) || more.has(key)) attributes.set(key, value.length > 0 ? value.join('=') : key);
    else if (!attributes.has('value') && !part.includes('=')) attributes.set('value', part);
    else throw new Error(`Unknown attribute “${part}” in “${text}”`);
  }
  return { words, get: (key) => attributes.get(key), has: (flag) => attributes.has(flag) };
}
