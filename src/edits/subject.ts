/** What the edits look at, read from any R4 Claim (claim.html), whoever made it; never throws on one that is an object. */
import type { Facts } from '../chart/index.ts';
import type { Claim } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { readBill } from './claim-bill.ts';
import { coveragesOf, readCoverages } from './claim-coverages.ts';
import { isAddressed, isNamed } from './claim-identity.ts';
import { readDiagnoses, readLines } from './claim-lines.ts';
import { ClaimParties } from './claim-parties.ts';
import { ClaimRecords, type Resolve } from './claim-records.ts';
import { ClaimValues, type Fields } from './claim-values.ts';
import type { EditLine, EditSubject, PastLine } from './model.ts';

/** NUBC type of bill: hospital inpatient Part A, swing bed, skilled nursing inpatient, religious non-medical inpatient. */
const INPATIENT_BILL = /^0?(?:11|18|21|41)/;

/** What is known beside the claim itself. */
export interface Beside {
  /** The day on which it is asked. */
  readonly today?: ServiceDate | undefined;
  /** What was claimed for the patient before. */
  readonly history?: readonly PastLine[] | undefined;
  /** The first day from which `history` holds everything. */
  readonly historyFrom?: ServiceDate | undefined;
  /** Visit codes that coding the chart supports. */
  readonly supportedVisits?: readonly string[] | undefined;
}

/**
 * The subject of a Claim. `facts` when the chart is at hand; `resolve` finds what came with the claim (a Bundle).
 */
export function subjectOfClaim(
  claim: Claim,
  facts?: Facts,
  resolve: Resolve = () => undefined,
  beside: Beside = {},
): EditSubject {
  const fields = claim as unknown as Fields;
  const values = new ClaimValues();
  const records = new ClaimRecords(fields, values, resolve);
  const claimType = typeOf(fields, values);
  const kind = claimType === 'institutional' ? 'institutional' : 'professional';
  const inpatient = kind === 'institutional' && isInpatient(fields, values, facts);
  const period = readPeriod(fields, values);
  const lines = readLines(fields, values);
  return {
    kind,
    claimType,
    on: dateOfService({ kind, inpatient, period, lines, facts }),
    inpatient,
    diagnoses: readDiagnoses(fields, values, records),
    lines,
    parties: new ClaimParties(values, records, facts).read(fields),
    patient: readPatient(fields, values, records, facts),
    totalCents: values.cents(fields.total, 'Claim.total'),
    facts,
    stage: 'claim',
    period,
    currencies: [...values.currencies],
    unreadable: values.unreadable,
    claimNumbers: readNumbers(fields, values),
    replaces: readReplaces(fields, values),
    coverages: readCoverages(fields, values, records) ?? coveragesOf(facts),
    ...readBill(fields, values),
    ...beside,
  };
}

function typeOf(claim: Fields, values: ClaimValues): string | undefined {
  const codes = values.codings(claim.type, 'Claim.type').map((c) => c.code);
  return codes.find((c) => c === 'institutional' || c === 'professional') ?? codes[0];
}

function readNumbers(claim: Fields, values: ClaimValues): readonly string[] {
  return values.list(claim.identifier, 'Claim.identifier').flatMap((value, i) => {
    const at = `Claim.identifier[${i}]`;
    return values.text(values.fields(value, at).value, `${at}.value`) ?? [];
  });
}

/** CLM05-3 7 and 8: `Claim.related` with HL7's `prior` (or `replaces`) and the void that the 837 reader writes. */
function readReplaces(claim: Fields, values: ClaimValues): EditSubject['replaces'] {
  for (const [i, value] of values.list(claim.related, 'Claim.related').entries()) {
    const at = `Claim.related[${i}]`;
    const related = values.fields(value, at);
    const codes = values.codings(related.relationship, `${at}.relationship`).map((c) => c.code);
    const how = codes.includes('void')
      ? 'voids'
      : codes.some((c) => REPLACES.includes(c))
        ? 'replaces'
        : undefined;
    if (!how) continue;
    const number = values.fields(related.reference, `${at}.reference`).value;
    return { how, numbered: values.text(number, `${at}.reference.value`) !== undefined };
  }
  return undefined;
}

const REPLACES: readonly string[] = ['prior', 'replaces'];

type Span = NonNullable<EditSubject['period']>;

function readPeriod(claim: Fields, values: ClaimValues): Span {
  const period = values.fields(claim.billablePeriod, 'Claim.billablePeriod');
  return {
    from: values.date(period.start, 'Claim.billablePeriod.start'),
    to: values.date(period.end, 'Claim.billablePeriod.end'),
  };
}

/** By the type of bill, an admission period (CARIN C4BBSupportingInfoType), or the encounter's own setting. */
function isInpatient(claim: Fields, values: ClaimValues, facts: Facts | undefined): boolean {
  if (facts?.visit.setting.value === 'inpatient') return true;
  return values.list(claim.supportingInfo, 'Claim.supportingInfo').some((value, i) => {
    const at = `Claim.supportingInfo[${i}]`;
    const info = values.fields(value, at);
    const categories = values.codings(info.category, `${at}.category`).map((c) => c.code);
    if (categories.includes('admissionperiod')) return true;
    const bills = categories.includes('typeofbill') ? values.codings(info.code, `${at}.code`) : [];
    return bills.some((c) => INPATIENT_BILL.test(c.code));
  });
}

interface Dated {
  readonly kind: EditSubject['kind'];
  readonly inpatient: boolean;
  readonly period: Span;
  readonly lines: readonly EditLine[];
  readonly facts: Facts | undefined;
}

/** Discharge for an inpatient stay; otherwise the first day (CMS Pub. 100-04 ch. 23 §10.6). */
function dateOfService({ kind, inpatient, period, lines, facts }: Dated): ServiceDate | undefined {
  const visit = facts?.visit;
  if (inpatient) return period.to ?? visit?.endDate ?? lastDay(lines) ?? period.from;
  const first = firstDay(lines);
  const stated = kind === 'professional' ? (first ?? period.from) : (period.from ?? first);
  return stated ?? visit?.date;
}

const firstDay = (lines: readonly EditLine[]): ServiceDate | undefined =>
  lines.reduce<ServiceDate | undefined>(
    (day, { date }) => (date && (!day || date < day) ? date : day),
    undefined,
  );

const lastDay = (lines: readonly EditLine[]): ServiceDate | undefined =>
  lines.reduce<ServiceDate | undefined>((day, line) => {
    const last = line.endDate ?? line.date;
    return last && (!day || last > day) ? last : day;
  }, undefined);

function readPatient(
  claim: Fields,
  values: ClaimValues,
  records: ClaimRecords,
  facts: Facts | undefined,
): EditSubject['patient'] {
  const expression = 'Claim.patient';
  const record = records.refer(claim.patient, expression)?.record;
  if (record?.resourceType !== 'Patient') return { ...known(facts), expression };
  return {
    birthDate: values.date(record.birthDate, `${expression}.birthDate`) ?? facts?.person.birthDate,
    sex: values.text(record.gender, `${expression}.gender`) ?? facts?.person.sex,
    expression,
    named: isNamed(record),
    addressed: isAddressed(record),
  };
}

const known = (facts: Facts | undefined): Omit<EditSubject['patient'], 'expression'> => ({
  birthDate: facts?.person.birthDate,
  sex: facts?.person.sex,
});
