/** What the names of official files say: their own name, the year, the month of an update. */

const YEAR = /(?<!\d)(20\d\d)(?!\d)/g;

/** The name without the path that may lead to it. */
export const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** The last year in a name: `april-1-2026-…-2026.txt`. */
export function yearIn(name: string): number | undefined {
  const last = [...name.matchAll(YEAR)].at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}

/** A path says "April" as well as a name does. */
export const isApril = (path: string): boolean => /april|apr-?1/i.test(path);

/** The official text's own name within a label, the same whether it came packed or plain. */
export const sourceName = (label: string): string => /([^/()]+)\)?$/.exec(label)?.[1] ?? label;

const MONTH = /(?<![a-z])(jan(?:uary)?|apr(?:il)?|july?|oct(?:ober)?)(?![a-z])/i;
const FIRST_MONTH: Readonly<Record<string, QuarterMonth>> = { jan: 1, apr: 4, jul: 7, oct: 10 };

/** The month a quarter begins in. */
export type QuarterMonth = 1 | 4 | 7 | 10;

/** The quarter that a label names by its month, the text's own name before what it came packed in. */
export function quarterIn(label: string): QuarterMonth | undefined {
  const month = (MONTH.exec(sourceName(label)) ?? MONTH.exec(label))?.[1];
  return month === undefined ? undefined : FIRST_MONTH[month.slice(0, 3).toLowerCase()];
}
