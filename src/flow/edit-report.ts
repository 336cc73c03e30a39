/** What the edits would have kept from being denied, over a set of claims: by edit family, provider and payer. */
import type { Finding } from '../edits/index.ts';
import type { Bundle, Claim, Resource } from '../fhir/index.ts';
import type { CheckedClaim } from './check-file.ts';

export interface YieldRow {
  readonly by: 'all' | 'family' | 'edit' | 'provider' | 'payer';
  readonly key: string;
  readonly claims: number;
  /** Claims with at least one error. */
  readonly stopped: number;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  /** Charges of the claims that an error stopped, in whole cents. */
  readonly stoppedCents: number;
}

/** The part of an edit's id that names its kind: `icd10cm`, `ncci`, `identifiers`. */
export const familyOf = (edit: string): string => edit.split('-')[0] ?? edit;

export function editYield(checked: readonly CheckedClaim[]): readonly YieldRow[] {
  const rows = new Map<string, Mutable>();
  for (const one of checked) {
    const all = one.run.findings;
    count(rows, 'all', '', one, all);
    group(rows, 'family', one, all, (f) => familyOf(f.edit));
    group(rows, 'edit', one, all, (f) => f.edit);
    count(rows, 'provider', providerOf(one), one, all);
    count(rows, 'payer', payerOf(one), one, all);
  }
  return [...rows.values()].toSorted(byOrder);
}

type Mutable = { -readonly [K in keyof YieldRow]: YieldRow[K] };

const ORDER: readonly YieldRow['by'][] = ['all', 'family', 'edit', 'provider', 'payer'];

const byOrder = (a: YieldRow, b: YieldRow): number =>
  ORDER.indexOf(a.by) - ORDER.indexOf(b.by) || b.stopped - a.stopped || (a.key < b.key ? -1 : 1);

function group(
  rows: Map<string, Mutable>,
  by: YieldRow['by'],
  one: CheckedClaim,
  findings: readonly Finding[],
  keyOf: (f: Finding) => string,
): void {
  for (const [key, own] of Map.groupBy(findings, keyOf)) count(rows, by, key, one, own);
}

function count(
  rows: Map<string, Mutable>,
  by: YieldRow['by'],
  key: string,
  { claim }: CheckedClaim,
  findings: readonly Finding[],
): void {
  const id = `${by} ${key}`;
  const row = rows.get(id) ?? {
    by,
    key,
    claims: 0,
    stopped: 0,
    errors: 0,
    warnings: 0,
    informations: 0,
    stoppedCents: 0,
  };
  rows.set(id, row);
  const of = (severity: Finding['severity']): number =>
    findings.filter((f) => f.severity === severity).length;
  const errors = of('error');
  row.claims += claim ? 1 : 0;
  row.errors += errors;
  row.warnings += of('warning');
  row.informations += of('information');
  if (errors === 0 || !claim) return;
  row.stopped += 1;
  row.stoppedCents += centsOf(claim);
}

function centsOf(claim: Claim): number {
  const value: unknown = claim.total?.value;
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 100) : 0;
}

/** By NPI where there is one, else by reference: names are no key, and are kept out of a report. */
function providerOf({ claim, beside }: CheckedClaim): string {
  const provider = claim?.provider;
  const identifiers = identifiersOf(recordAt(beside, provider?.reference));
  const npi = identifiers.find((i) => i.system?.endsWith('us-npi'))?.value;
  return npi ?? text(provider?.identifier?.value) ?? text(provider?.reference) ?? NOT_STATED;
}

function payerOf({ claim, beside }: CheckedClaim): string {
  const insurance: unknown = claim?.insurance;
  const all = Array.isArray(insurance) ? (insurance as NonNullable<Claim['insurance']>) : [];
  const reference = (all.find((i) => i?.focal) ?? all[0])?.coverage?.reference;
  const payors: unknown = (recordAt(beside, reference) as { payor?: unknown } | undefined)?.payor;
  const payor = Array.isArray(payors) ? (payors as { reference?: string; display?: string }[])[0] : undefined;
  const record = recordAt(beside, payor?.reference);
  const name =
    record?.resourceType === 'Organization' ? text((record as { name?: unknown }).name) : undefined;
  return identifiersOf(record)[0]?.value ?? name ?? text(payor?.display) ?? text(reference) ?? NOT_STATED;
}

const NOT_STATED = '(not stated)';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function recordAt(beside: Bundle | undefined, reference: unknown): Resource | undefined {
  if (typeof reference !== 'string') return undefined;
  return beside?.entry?.find(
    (e) => e?.fullUrl === reference || `${e?.resource?.resourceType}/${e?.resource?.id}` === reference,
  )?.resource;
}

function identifiersOf(record: Resource | undefined): readonly { system?: string; value?: string }[] {
  const all: unknown = (record as { identifier?: unknown } | undefined)?.identifier;
  return Array.isArray(all)
    ? (all as { system?: string; value?: string }[]).filter((i) => text(i?.value))
    : [];
}

const COLUMNS = [
  'by',
  'key',
  'claims',
  'stopped',
  'errors',
  'warnings',
  'informations',
  'stopped charges',
] as const;

export const yieldCells = (row: YieldRow): readonly string[] => [
  row.by,
  row.key,
  String(row.claims),
  String(row.stopped),
  String(row.errors),
  String(row.warnings),
  String(row.informations),
  (row.stoppedCents / 100).toFixed(2),
];

export const YIELD_COLUMNS: readonly string[] = COLUMNS;

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const yieldCsv = (rows: readonly YieldRow[]): string =>
  [COLUMNS, ...rows.map(yieldCells)].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
