/** Normal forms of codes, made once at the door: ICD-10-CM dotted upper case; CPT and HCPCS Level II by shape. */
import type { Brand } from '../kernel/index.ts';

/** Dotted, upper case: `E11.22`, `S52.501A`, `T36.0X5A`. A category such as `E11` is one too. */
export type Icd10CmCode = Brand<string, 'Icd10CmCode'>;

// ICD-10-CM guidelines I.A.2: three to seven characters, a dot after the third. The second is a digit, but FY2026 brought
// category QA0; only a digit may follow a second letter, so that words (COPD, NOS) stay words.
const ICD10CM = /^[A-Z](?:[0-9][0-9A-Z]|[A-Z][0-9])(?:\.?[0-9A-Z]{1,4})?$/;

/** The normal form of a code with or without its dot, in either case; undefined when the shape is wrong. */
export function icd10CmCode(text: string): Icd10CmCode | undefined {
  const upper = text.trim().toUpperCase();
  if (!ICD10CM.test(upper)) return undefined;
  const plain = upper.replace('.', '');
  return (plain.length > 3 ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain) as Icd10CmCode;
}

/** The code without its dot, as the order file and X12 write it. */
export const dotless = (code: Icd10CmCode): string => code.replace('.', '');

/** Whether `code` is `node` or lies below it in the hierarchy, which in ICD-10-CM is the prefix. */
export function isUnder(code: string, node: string): boolean {
  // In normal form, which is nearly always, the hierarchy is the plain prefix.
  if (node.length <= 3 || (node[3] === '.' && (code.length <= 3 || code[3] === '.')))
    return code.startsWith(node);
  return code.replace('.', '').startsWith(node.replace('.', ''));
}

/** CPT (five characters, digits with an optional last letter) or HCPCS Level II (letter and four digits). */
export type ProcedureCode = Brand<string, 'ProcedureCode'>;

export function procedureCode(text: string): ProcedureCode | undefined {
  const upper = text.trim().toUpperCase();
  return isCptShape(upper) || isHcpcsShape(upper) ? (upper as ProcedureCode) : undefined;
}

export const isCptShape = (code: string): boolean => /^\d{4}[0-9A-Z]$/.test(code);
export const isHcpcsShape = (code: string): boolean => /^[A-V]\d{4}$/.test(code);
