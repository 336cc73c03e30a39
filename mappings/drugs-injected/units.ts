/** Billing units of a dose, rounded up, and of what was discarded (CMS Pub. 100-04 ch. 17 §10, §40). */
import { type Service, wordsAbout } from '../../src/suggest/module.ts';
import type { DrugRow } from './tables.ts';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** Milligrams for masses; international units and vials as they are. */
const FACTORS: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['mg', [1, 'mg']],
  ['g', [1000, 'mg']],
  ['gram', [1000, 'mg']],
  ['mcg', [0.001, 'mg']],
  ['ug', [0.001, 'mg']],
  ['unit', [1, 'units']],
  ['units', [1, 'units']],
  ['[iu]', [1, 'units']],
  ['iu', [1, 'units']],
  ["[usp'u]", [1, 'units']],
  ['vial', [1, 'vial']],
  ['ml', [1, 'ml']],
]);

function inBase({ value, unit }: Amount): Amount | undefined {
  const factor = FACTORS.get(unit.trim().toLowerCase());
  return factor && value > 0 ? { value: value * factor[0], unit: factor[1] } : undefined;
}

const CONCENTRATION = /(\d{1,6}(?:\.\d{1,3})?) ?(mg|mcg|g|units)\/(\d{0,3}(?:\.\d{1,2})?) ?ml\b/i;

/** A dose in millilitres needs the strength that the product's name tells. */
function amountOf(dose: Amount, s: Service): Amount | undefined {
  const base = inBase(dose);
  if (base?.unit !== 'ml') return base;
  const [, n = '', unit = '', per = ''] = CONCENTRATION.exec(wordsAbout(s)) ?? [];
  const strength = n ? inBase({ value: Number(n), unit }) : undefined;
  return strength && { value: (base.value * strength.value) / Number(per || 1), unit: strength.unit };
}

/** Binary fractions must not push a whole number of units up to the next. */
const up = (value: number): number => Math.ceil(Math.round(value * 1e6) / 1e6);

export interface Units {
  readonly given: number;
  /** Further units of what was discarded; undefined when nothing is said of it. */
  readonly wasted: number | undefined;
}

const AMOUNT = String.raw`(\d{1,6}(?:\.\d{1,3})?) ?(mg|mcg|g|units|ml)`;
const LOST = '(?:wasted|discarded|thrown away)';
const WASTE = new RegExp(
  `\\b${AMOUNT} (?:(?:was|were|of|drug|the|remaining|then) ){0,3}${LOST}\\b|\\b(?:wast(?:ed?|age)|discarded)(?: amount)?(?: of| was)?:? ${AMOUNT}\\b`,
  'i',
);
/** "All used", "no waste", "the whole vial was given": nothing of the container was left. */
const NO_WASTE =
  /\b(?:no|zero|none|without) (?:(?:drug|amount) )?(?:was )?(?:waste|wasted|wastage|discarded|left ?over|remainder)\b|\bnothing (?:was )?(?:wasted|discarded|left(?: over)?|thrown away)\b|\ball (?:of it )?(?:was )?(?:used|given)\b|\b(?:entire|whole|full) (?:vial|syringe|contents|ampul|ampoule)\b|\b(?:fully|completely|entirely) used\b|\bused (?:up|in full|completely|entirely)\b/i;

/** Undefined: the dose is missing, or in a unit that the code's cannot be reckoned from. */
export function unitsOf(s: Service, row: DrugRow): Units | undefined {
  const { quantity } = s;
  if (!quantity) return undefined;
  const dose = amountOf({ value: quantity.value, unit: quantity.unit ?? '' }, s);
  const one = inBase({ value: row.per, unit: row.unit });
  if (!dose || !one || dose.unit !== one.unit) return undefined;
  const given = up(dose.value / one.value);
  const waste = wasteIn(s);
  if (waste === undefined) return { given, wasted: undefined };
  if (waste === 0) return { given, wasted: 0 };
  const lost = amountOf(waste, s);
  if (lost?.unit !== one.unit) return { given, wasted: undefined };
  return { given, wasted: up((dose.value + lost.value) / one.value) - given };
}

function wasteIn(s: Service): Amount | 0 | undefined {
  const text = wordsAbout(s);
  const [, a, aUnit, b, bUnit] = WASTE.exec(text) ?? [];
  const value = Number(a ?? b ?? 0);
  if (value > 0) return { value, unit: aUnit ?? bUnit ?? '' };
  return NO_WASTE.test(text) ? 0 : undefined;
}
