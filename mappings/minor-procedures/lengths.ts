/** Lengths in the words of a procedure: of all wounds together, of what was cut out, of its closure (CPT, repair; excision of lesions). */
import type { Service } from '../../src/suggest/module.ts';
import { wordsAbout } from '../../src/suggest/module.ts';

const LENGTH = /(\d{1,3}(?:\.\d{1,2})?) ?(cm|mm|centimeters?|centimetres?|millimeters?|millimetres?)\b/g;
const CM = /^c/;

const cmOf = (n: string, unit: string): number =>
  CM.test(unit) ? Number(n) : Math.round(Number(n) * 10) / 100;

/** Every length a text names, in centimetres. */
export const lengthsIn = (text: string): readonly number[] =>
  [...text.toLowerCase().replace(/-/g, ' ').matchAll(LENGTH)].map(([, n = '', unit = '']) => cmOf(n, unit));

/** "1.0, 1.2 and 0.8 cm": the unit is said once for all. */
const LISTED =
  /\b(\d{1,2}(?:\.\d{1,2})?(?: ?[cm]m)?(?:(?:, (?:and )?| and | \+ )\d{1,2}(?:\.\d{1,2})?(?: ?[cm]m)?){0,9}) ?(?<=[cm]m)\b/g;
const TOTAL =
  /\b(?:in total|total(?:l?ing)?(?: length)?(?: of)?|sum(?: of)?|combined(?: length)?(?: of)?|altogether):? (\d{1,3}(?:\.\d{1,2})?) ?([cm]m)\b|\b(\d{1,3}(?:\.\d{1,2})?) ?([cm]m) (?:in |of )?(?:total|altogether|combined)\b/;

/** The length of the wounds together: what is called the total, else the one length, else a list of as many as there are wounds. */
export function woundLength(s: Service, wounds: number | undefined): number | undefined {
  const text = wordsAbout(s).toLowerCase().slice(0, 2_000);
  const [, a, aUnit, b, bUnit] = TOTAL.exec(text) ?? [];
  const total = a ?? b;
  if (total) return cmOf(total, aUnit ?? bUnit ?? '');
  const listed = [...text.matchAll(LISTED)].map(([all]) => lengthsOfList(all));
  const lists = listed.filter((l) => l.length > 1);
  const [list] = lists;
  if (list && lists.length === 1 && (wounds === undefined || wounds === list.length)) return sum(list);
  const said = [...new Set(lengthsIn(text))];
  return said.length === 1 && list === undefined ? said[0] : undefined;
}

function lengthsOfList(list: string): readonly number[] {
  const unit = /([cm]m)$/.exec(list.trim())?.[1] ?? 'cm';
  return [...list.matchAll(/(\d{1,2}(?:\.\d{1,2})?)(?: ?([cm]m))?/g)].map(([, n = '', own]) =>
    cmOf(n, own ?? unit),
  );
}

const sum = (all: readonly number[]): number => Math.round(all.reduce((a, b) => a + b, 0) * 100) / 100;

/** Clauses: the closure has a length of its own, which is not that of the lesion. */
const clauses = (text: string): readonly string[] =>
  text
    .slice(0, 4_000)
    .split(/[;\n]|\.(?=\s|$)|, (?=(?:closed|closure|repair\w{0,2}|intermediate|layered|complex)\b)/i);

const CLOSURE = /\b(?:closure|closed|repair(?:ed)?|sutur\w{1,4}|layers?|layered)\b/i;

/** What is said of the lesion. */
export const ofLesion = (text: string): string =>
  clauses(text)
    .filter((c) => !CLOSURE.test(c))
    .join('; ');

/** What is said of the closure. */
export const ofClosure = (text: string): string =>
  clauses(text)
    .filter((c) => CLOSURE.test(c))
    .join('; ');
