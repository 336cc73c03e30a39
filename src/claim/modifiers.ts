/** Modifiers of a claim line (837P SV101-3 to SV101-6): four of them, each in the code system it belongs to. */
import { SYSTEM } from '../fhir/index.ts';

export const MOST_MODIFIERS = 4;

/** CPT modifiers are two digits, or P1 to P6 for physical status; all others are HCPCS Level II. */
export const modifierSystem = (code: string): string =>
  /^(\d\d|P[1-6])$/.test(code) ? SYSTEM.cpt : SYSTEM.hcpcs;
