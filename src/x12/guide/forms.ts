/** The forms of the data types AN, ID, Nn, R, DT and TM (005010 Appendix B.1.1.3.1), character by character: every element is asked. */
import type { ElementType } from './elements.ts';

const DATE = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/;
const SPACE = 32;
const LAST = 126;
const MINUS = 45;
const POINT = 46;

/** Whether a value that is not empty has the form of its type. */
export function hasForm(value: string, type: ElementType): boolean {
  switch (type) {
    case 'AN':
      return isText(value);
    case 'ID':
      return isCode(value);
    case 'N0':
      return isNumber(value, 0);
    case 'R':
      return isNumber(value, 1);
    case 'DT':
      return DATE.test(value);
    case 'TM':
      return TIME.test(value);
    default:
      return true;
  }
}

/** A sign and a decimal point do not count to the length of a number. */
export function lengthOf(value: string, type: ElementType): number {
  if (type !== 'R' && type !== 'N0') return value.length;
  let length = 0;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code !== MINUS && code !== POINT) length += 1;
  }
  return length;
}

/** Printable characters, not ending in a space. */
function isText(value: string): boolean {
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < SPACE || code > LAST) return false;
  }
  return value.charCodeAt(value.length - 1) !== SPACE;
}

function isCode(value: string): boolean {
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && !isDigit(code)) return false;
  }
  return true;
}

/** Digits after an optional minus, with so many points at most; at least one digit. */
function isNumber(value: string, points: number): boolean {
  let digits = 0;
  let seen = 0;
  for (let i = value.charCodeAt(0) === MINUS ? 1 : 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (isDigit(code)) digits += 1;
    else if (code === POINT) seen += 1;
    else return false;
  }
  return digits > 0 && seen <= points;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
