/** The side and the finger that a title names. */

export const sideIn = (title: string): string | undefined =>
  /\b(right|left)\b/i.exec(title)?.[1]?.toLowerCase();

const DIGITS = /\b(index|middle|ring|little|great toe|lesser toe)/i;

export const digitIn = (title: string): string | undefined => DIGITS.exec(title)?.[1]?.toLowerCase();
