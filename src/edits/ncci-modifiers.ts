/** Modifiers that bypass an NCCI edit of indicator 1 (NCCI Policy Manual, ch. I, §E). */

const words = (text: string): readonly string[] => text.split(' ');

const ANATOMY = words(
  'E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI',
);

export const NCCI_MODIFIERS: ReadonlySet<string> = new Set([
  ...ANATOMY,
  ...words('24 25 27 57 58 59 78 79 91 XE XP XS XU'),
]);

export const X_EPSU: readonly string[] = words('XE XP XS XU');

/** What could be legal on the code that is denied, said for a person: the record decides. */
export const legalModifiers = (visit: boolean): string =>
  visit
    ? '25 (24 in a global period, 57 for the decision for major surgery)'
    : '59, XE, XP, XS, XU, or one of the anatomical modifiers';
