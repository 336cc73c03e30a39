/** The normal form of an ICD-10-PCS code: seven characters, digits and letters without I and O (PCS guideline A1, A2). */
import type { Brand } from '../../kernel/index.ts';

export type Icd10PcsCode = Brand<string, 'Icd10PcsCode'>;

const SHAPE = /^[0-9A-HJ-NP-Z]{7}$/;

/** Upper case; undefined when the shape is wrong. */
export function icd10PcsCode(text: string): Icd10PcsCode | undefined {
  const upper = text.trim().toUpperCase();
  return SHAPE.test(upper) ? (upper as Icd10PcsCode) : undefined;
}
