/** Reading the diagnoses and lines of an R4 Claim (claim.html) as the edits see them. */
import { SYSTEM } from '../fhir/index.ts';
import type { ClaimRecords } from './claim-records.ts';
import { type ClaimValues, type Fields, preferred } from './claim-values.ts';
import type { EditDiagnosis, EditLine } from './model.ts';

const DIAGNOSIS_SYSTEMS = [SYSTEM.icd10cm];
const PROCEDURE_SYSTEMS = [SYSTEM.cpt, SYSTEM.hcpcs];
/** R4 wants a product or service of every line; a line of a revenue code alone says so by this. */
const DATA_ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

export function readDiagnoses(
  claim: Fields,
  values: ClaimValues,
  records: ClaimRecords,
): readonly EditDiagnosis[] {
  return values
    .list(claim.diagnosis, 'Claim.diagnosis')
    .map((value, i) => readDiagnosis(values.fields(value, `Claim.diagnosis[${i}]`), i, values, records));
}

function readDiagnosis(d: Fields, index: number, values: ClaimValues, records: ClaimRecords): EditDiagnosis {
  const expression = `Claim.diagnosis[${index}]`;
  const at = `${expression}.diagnosis`;
  const own = values.codings(d.diagnosisCodeableConcept, at);
  const referred = own.length > 0 ? undefined : records.refer(d.diagnosisReference, at);
  const condition = referred?.record;
  const codings = condition ? values.codings(condition.code, `${at}.code`) : own;
  const coding = preferred(codings, DIAGNOSIS_SYSTEMS);
  return {
    // The place in the list stands in for a sequence that cannot be read, so that pointers still find it.
    sequence: values.sequence(d.sequence, `${expression}.sequence`) ?? index + 1,
    code: coding?.code ?? '',
    system: coding?.system,
    type: values.codings(values.list(d.type, `${expression}.type`)[0], `${expression}.type[0]`)[0]?.code,
    onAdmission: values.codings(d.onAdmission, `${expression}.onAdmission`)[0]?.code,
    expression,
    reference: condition ? undefined : referred?.reference,
  };
}

export function readLines(claim: Fields, values: ClaimValues): readonly EditLine[] {
  return values
    .list(claim.item, 'Claim.item')
    .map((value, i) => readLine(values.fields(value, `Claim.item[${i}]`), i, values));
}

function readLine(item: Fields, index: number, values: ClaimValues): EditLine {
  const at = `Claim.item[${index}]`;
  const codings = values
    .codings(item.productOrService, `${at}.productOrService`)
    .filter((c) => c.system !== DATA_ABSENT);
  const coding = preferred(codings, PROCEDURE_SYSTEMS);
  const quantity = values.fields(item.quantity, `${at}.quantity`);
  return {
    sequence: values.sequence(item.sequence, `${at}.sequence`) ?? index + 1,
    code: coding?.code.toUpperCase(),
    system: coding?.system,
    modifiers: readModifiers(item, at, values),
    units: values.number(quantity.value, `${at}.quantity.value`),
    unitPriceCents: values.cents(item.unitPrice, `${at}.unitPrice`),
    netCents: values.cents(item.net, `${at}.net`),
    ...readServiced(item, at, values),
    placeOfService: readPlace(item, at, values),
    pointers: values
      .list(item.diagnosisSequence, `${at}.diagnosisSequence`)
      .flatMap((v, i) => values.sequence(v, `${at}.diagnosisSequence[${i}]`) ?? []),
    expression: at,
    factor: values.number(item.factor, `${at}.factor`),
    revenue: values.codings(item.revenue, `${at}.revenue`)[0]?.code,
    team: values
      .list(item.careTeamSequence, `${at}.careTeamSequence`)
      .flatMap((v, i) => values.sequence(v, `${at}.careTeamSequence[${i}]`) ?? []),
  };
}

function readServiced(item: Fields, at: string, values: ClaimValues): Pick<EditLine, 'date' | 'endDate'> {
  const day = values.date(item.servicedDate, `${at}.serviced`);
  if (day !== undefined) return { date: day, endDate: undefined };
  const period = values.fields(item.servicedPeriod, `${at}.serviced`);
  return {
    date: values.date(period.start, `${at}.serviced.start`),
    endDate: values.date(period.end, `${at}.serviced.end`),
  };
}

/** Each CodeableConcept is one modifier; several codings of it say the same one. */
function readModifiers(item: Fields, at: string, values: ClaimValues): readonly string[] {
  return values.list(item.modifier, `${at}.modifier`).flatMap((m, i) => {
    const code = preferred(values.codings(m, `${at}.modifier[${i}]`), PROCEDURE_SYSTEMS)?.code;
    return code === undefined ? [] : [code.toUpperCase()];
  });
}

/** A place code of the CMS set, or one without a system; an example code system's "01" is not CMS's. */
function readPlace(item: Fields, at: string, values: ClaimValues): string | undefined {
  const codings = values.codings(item.locationCodeableConcept, `${at}.location`);
  return codings.find((c) => c.system === SYSTEM.placeOfService || c.system === undefined)?.code;
}
