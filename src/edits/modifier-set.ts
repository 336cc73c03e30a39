/** CPT and performance-measure modifiers by number (CPT Appendix A); those of HCPCS Level II are in its release. */

const words = (text: string): readonly string[] => text.split(' ');

export const CPT_MODIFIERS: ReadonlySet<string> = new Set([
  ...words('22 23 24 25 26 27 32 33 47 50 51 52 53 54 55 56 57 58 59 62 63 66 73 74 76 77 78 79 80 81 82'),
  ...words('90 91 92 93 95 96 97 99'),
  ...words('1P 2P 3P 8P P1 P2 P3 P4 P5 P6'),
]);

/** HCPCS modifiers that the edits themselves know; a site's release knows them all. */
export const KNOWN_HCPCS_MODIFIERS: ReadonlySet<string> = new Set([
  ...words('E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI'),
  ...words('XE XP XS XU TC QW GA GX GY GZ GT GQ G0 FQ FS GC AI KX JW JZ SL TH AT GP GO GN'),
]);
