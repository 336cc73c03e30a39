/** The coverages of an R4 Claim (Claim.insurance) as far as their records are at hand (837 loops 2000B, 2010BA, 2010BB). */
import type { Facts, PayerKind } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { isNamed } from './claim-identity.ts';
import type { ClaimRecords } from './claim-records.ts';
import { type ClaimValues, type Fields, isFields } from './claim-values.ts';
import type { EditCoverage } from './model.ts';

/** Undefined unless at least one coverage came with the claim. The focal coverage first, then by sequence. */
export function readCoverages(
  claim: Fields,
  values: ClaimValues,
  records: ClaimRecords,
): readonly EditCoverage[] | undefined {
  const read = values.list(claim.insurance, 'Claim.insurance').flatMap((value, i) => {
    const at = `Claim.insurance[${i}]`;
    const insurance = values.fields(value, at);
    const record = records.refer(insurance.coverage, `${at}.coverage`)?.record;
    if (record?.resourceType !== 'Coverage') return [];
    const coverage = readCoverage(record, `${at}.coverage`, values, records);
    const rank =
      insurance.focal === true ? 0 : (values.sequence(insurance.sequence, `${at}.sequence`) ?? i + 1);
    return [{ coverage, rank }];
  });
  if (read.length === 0) return undefined;
  return read.toSorted((a, b) => a.rank - b.rank).map((r) => r.coverage);
}

function readCoverage(record: Fields, at: string, values: ClaimValues, records: ClaimRecords): EditCoverage {
  const period = values.fields(record.period, `${at}.period`);
  const reference = list(record.payor)[0];
  const payor = records.refer(reference, `${at}.payor`);
  const types = values.codings(record.type, `${at}.type`);
  const words = [text(payor?.record?.name), text(payor?.element.display)].filter((w) => w !== undefined);
  const relations = values.codings(record.relationship, `${at}.relationship`).map((c) => c.code);
  const relationship = relations.find((r) => /^[a-z]/.test(r)) ?? relations[0];
  return {
    payerKind: kindOf(
      types.map((t) => t.code),
      words.join(' '),
    ),
    payerId: payerId(payor?.record ?? {}) ?? payerId({ identifier: [payor?.element.identifier] }),
    named: payor !== undefined && (words.length > 0 || payor.reference !== undefined),
    memberId: values.text(record.subscriberId, `${at}.subscriberId`) ?? payerId(record),
    relationship,
    active: record.status === undefined || record.status === 'active',
    from: day(values, period.start, `${at}.period.start`),
    to: day(values, period.end, `${at}.period.end`),
    subscriberNamed: subscriberNamed(record, relationship, at, records),
    expression: at,
  };
}

function subscriberNamed(
  record: Fields,
  relationship: string | undefined,
  at: string,
  records: ClaimRecords,
): boolean | undefined {
  if (relationship === undefined || relationship === 'self' || relationship === '18') return undefined;
  const referred = records.refer(record.subscriber, `${at}.subscriber`);
  if (!referred) return false;
  return referred.record ? isNamed(referred.record) : undefined;
}

const day = (values: ClaimValues, value: unknown, at: string): ServiceDate | undefined =>
  values.date(value, at);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** The first identifier with a value; that of a payer its clearinghouse knows it by. */
const payerId = (record: Fields): string | undefined =>
  list(record.identifier).flatMap((i) => (isFields(i) ? (text(i.value) ?? []) : []))[0];

/** By X12 1032 (MA, MB, MC, 16), the Source of Payment Typology, HL7's types, else the payer's name. */
function kindOf(types: readonly string[], words: string): PayerKind {
  if (types.some((t) => /^(?:MA|MB|16|1\d{0,3}|MCPOL)$/.test(t))) return 'medicare';
  if (types.some((t) => /^(?:MC|2\d{0,3}|SUBSIDIZ)$/.test(t))) return 'medicaid';
  if (types.some((t) => /^(?:pay|81|09)$/.test(t))) return 'self-pay';
  if (/\bmedicare\b/i.test(words)) return 'medicare';
  if (/\bmedicaid\b/i.test(words)) return 'medicaid';
  return types.length > 0 || words !== '' ? 'commercial' : 'unknown';
}

/** The coverages of the chart, which knows no more of them than that they are in force. */
export const coveragesOf = (facts: Facts | undefined): readonly EditCoverage[] | undefined =>
  facts?.coverages.map((c) => ({
    payerKind: c.payerKind,
    payerId: c.payerId,
    named: (c.payerName ?? c.payerId ?? c.payerReference) !== undefined,
    memberId: c.memberId,
    relationship: c.relationship,
    active: c.active,
    from: undefined,
    to: undefined,
    subscriberNamed: undefined,
    expression: 'Claim.insurance',
  }));
