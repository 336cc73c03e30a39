/** Z codes that may only be first-listed, and those that never lead (guidelines I.C.21.c.3, c.4 and c.16). */
import { underAny } from '../consolidate.ts';

/** Guideline I.C.21.c.16, with its own exceptions below; Z03 by I.C.21.c.6. */
const FIRST_ONLY = [
  ...['Z00', 'Z01', 'Z02', 'Z03', 'Z04', 'Z31.81', 'Z31.82', 'Z31.83', 'Z31.84', 'Z33.2', 'Z34', 'Z38'],
  ...['Z39', 'Z40', 'Z42', 'Z51.0', 'Z51.1', 'Z52', 'Z76.1', 'Z76.2', 'Z99.12'],
];
const FIRST_ONLY_SAVE = ['Z00.6', 'Z52.9'];

/** Status and history codes that say something about the patient, not why the visit was made. */
const STATUS = [
  ...['Z15', 'Z16', 'Z17', 'Z18', 'Z19', 'Z22', 'Z28', 'Z33.1', 'Z37', 'Z3A', 'Z55', 'Z56', 'Z57'],
  ...['Z58', 'Z59', 'Z60', 'Z62', 'Z63', 'Z64', 'Z65', 'Z66', 'Z67', 'Z68', 'Z72', 'Z73', 'Z74', 'Z75'],
  ...['Z77', 'Z78', 'Z79', 'Z80', 'Z81', 'Z82', 'Z83', 'Z84', 'Z85', 'Z86', 'Z87', 'Z88', 'Z89', 'Z90'],
  ...['Z91', 'Z92', 'Z93', 'Z94', 'Z95', 'Z96', 'Z97', 'Z98', 'Z99'],
];
export const isFirstOnly = (code: string): boolean =>
  underAny(code, FIRST_ONLY) && !underAny(code, FIRST_ONLY_SAVE);

export const isStatus = (code: string): boolean => underAny(code, STATUS) && !isFirstOnly(code);

/** Encounters for the treatment of a neoplasm itself (I.C.2.e). */
export const isAntineoplastic = (code: string): boolean => underAny(code, ['Z51.0', 'Z51.1']);

/** Chapter 2. */
export const isNeoplasm = (code: string): boolean => /^(?:C|D[0-4])/.test(code);

/** Chapter 20 codes are never first-listed (I.C.20.a.6). Letters of chapter 21 and U codes are none of them. */
export const isExternalCause = (code: string): boolean => /^[V-Y]/.test(code);
