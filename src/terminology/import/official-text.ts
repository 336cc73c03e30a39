/** Texts and days as CMS and the AMA write them. */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';

/** UTF-8, else Windows-1252: notices and descriptions have its quotation marks and dashes. */
export function officialText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** `20200131`, `2020-01-31`, or `1/31/2020` as a spreadsheet writes it; undefined when it is not a day. */
export function officialDay(text: string): ServiceDate | undefined {
  const [, year, month, day] = COMPACT.exec(text) ?? [];
  if (year) return serviceDate(`${year}-${month}-${day}`);
  const [, m = '', d = '', y] = AMERICAN.exec(text) ?? [];
  if (y) return serviceDate(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
  return text.length === 10 ? serviceDate(text) : undefined;
}

/** Single spaces, none at the ends: tabs and line ends would break a stored row. */
export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Whether a text holds a control character, or one that stands for bytes that could not be read. */
export function isDamaged(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if ((char < 32 && char !== 9) || char === 127 || char === 0xfffd) return true;
  }
  return false;
}
