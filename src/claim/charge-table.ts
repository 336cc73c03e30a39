/** A provider's charges by code, modifier and date (CSV): columns code, modifier, price, effectiveFrom, effectiveTo and,
 * as a site wishes, revenue and description. A row with a revenue code and no code is the charge of a day of the stay. Dates are inclusive; an empty effectiveTo is open; an empty modifier is the usual price. */
import {
  ClaimwrightError,
  type Money,
  parseUsd,
  type ServiceDate,
  serviceDate,
  within,
} from '../kernel/index.ts';
import { procedureCode } from '../terminology/index.ts';
import { type CsvRow, readCsv } from './csv.ts';

export interface ChargeTable {
  readonly rows: number;
  /** The price of one unit on a day: by the first modifier that has a price of its own, else the usual one. */
  charge(code: string, modifiers: readonly string[], on: ServiceDate): Money | undefined;
  /** The revenue code of the row that prices a service, where the site gives one. */
  revenue?(code: string, modifiers: readonly string[], on: ServiceDate): string | undefined;
  /** Charges of one day of an inpatient stay: the room, and what else is billed by the day. */
  accommodation?(on: ServiceDate): readonly { readonly revenue: string; readonly price: Money }[];
  /** Every row, as the file has them. */
  entries?(): readonly ChargeRow[];
}

export interface ChargeRow {
  /** Empty for a day of a stay. */
  readonly code: string;
  readonly modifier: string;
  readonly price: Money;
  readonly revenue: string | undefined;
  readonly from: ServiceDate;
  readonly to: ServiceDate | undefined;
}

interface Charge {
  readonly line: number;
  readonly key: string;
  readonly price: Money;
  readonly revenue: string | undefined;
  readonly from: ServiceDate;
  readonly to: ServiceDate | undefined;
}

const REQUIRED = ['code', 'modifier', 'price', 'effectiveFrom', 'effectiveTo'];
const COLUMNS = [...REQUIRED, 'revenue', 'description'];

/** Reads a charge table; throws CW-1002 that names the line and the column of the first thing that is wrong. */
export function parseChargeTable(csv: string): ChargeTable {
  const read = readCsv(csv);
  if (typeof read === 'string') throw wrong(read);
  const [header, ...rows] = read;
  const columns = columnsOf(header);
  const charges = new Map<string, Charge[]>();
  for (const row of rows) {
    const charge = chargeOf(row, columns);
    const same = charges.get(charge.key) ?? [];
    const other = same.find((c) => overlap(c, charge));
    if (other)
      throw wrong(`line ${row.line}, column effectiveFrom: the dates overlap those of line ${other.line}`);
    charges.set(charge.key, [...same, charge]);
  }
  const find = (code: string, modifiers: readonly string[], on: ServiceDate): Charge | undefined =>
    [...modifiers, '']
      .map((m) => charges.get(`${code} ${m}`)?.find((c) => within(on, c)))
      .find((charge) => charge !== undefined);
  const days = [...charges.values()].flat().filter((c) => c.key.startsWith(' '));
  return {
    rows: rows.length,
    charge: (code, modifiers, on) => find(code, modifiers, on)?.price,
    revenue: (code, modifiers, on) => find(code, modifiers, on)?.revenue,
    accommodation: (on) =>
      days
        .filter((c) => within(on, c))
        .flatMap(({ revenue, price }) => (revenue ? [{ revenue, price }] : [])),
    entries: () =>
      [...charges.values()]
        .flat()
        .sort((a, b) => a.line - b.line)
        .map(rowOf),
  };
}

function rowOf({ key, price, revenue, from, to }: Charge): ChargeRow {
  const [code = '', modifier = ''] = key.startsWith(' ') ? [] : key.split(' ');
  return { code, modifier, price, revenue, from, to };
}

const wrong = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what: 'The charge table', kind: 'CSV file of charges', detail });

const overlap = (a: Charge, b: Charge): boolean =>
  (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to);

/** A misspelt column would silently leave every date open or every price usual: only known names are taken. */
function columnsOf(header: CsvRow | undefined): readonly string[] {
  const names = header?.fields.map((f) => f.trim()) ?? [];
  const unknown = names.findIndex((name) => !COLUMNS.includes(name));
  if (unknown >= 0) throw wrong(`line 1, column ${unknown + 1}: expected one of ${COLUMNS.join(', ')}`);
  const missing = REQUIRED.find((name) => names.filter((n) => n === name).length !== 1);
  if (missing) throw wrong(`line 1: expected the column ${missing} once`);
  return names;
}

function chargeOf({ line, fields }: CsvRow, columns: readonly string[]): Charge {
  if (fields.length !== columns.length)
    throw wrong(`line ${line}: expected ${columns.length} columns, found ${fields.length}`);
  const cell = (name: string): string => fields[columns.indexOf(name)]?.trim() ?? '';
  const must = <T>(value: T | undefined, column: string, expected: string): T => {
    if (value === undefined) throw wrong(`line ${line}, column ${column}: expected ${expected}`);
    return value;
  };
  const modifier = cell('modifier').toUpperCase();
  const revenue = cell('revenue') || undefined;
  must(/^\d{4}$/.test(revenue ?? '0000') || undefined, 'revenue', 'four digits, or nothing');
  const byDay = cell('code') === '' && revenue !== undefined;
  const code = byDay ? '' : must(procedureCode(cell('code')), 'code', 'a CPT or HCPCS Level II code');
  must(/^([0-9A-Z]{2})?$/.test(modifier) || undefined, 'modifier', 'two letters or digits, or nothing');
  const price = must(parseUsd(cell('price')), 'price', 'dollars such as 125.00');
  const from = must(day(cell('effectiveFrom')), 'effectiveFrom', 'a day such as 2025-01-01');
  const to = cell('effectiveTo')
    ? must(day(cell('effectiveTo')), 'effectiveTo', 'a day, or nothing')
    : undefined;
  must(to === undefined || from <= to || undefined, 'effectiveTo', 'a day that is not before effectiveFrom');
  return { line, key: byDay ? ` ${revenue}` : `${code} ${modifier}`, price, revenue, from, to };
}

const day = (text: string): ServiceDate | undefined => (text.length === 10 ? serviceDate(text) : undefined);
