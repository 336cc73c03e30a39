/** The NUBC elements of a Claim (supportingInfo, by CARIN's categories or the NUBC's own code systems) and its CLIA number. */
import { type ClaimValues, type Fields, isFields } from './claim-values.ts';
import type { BillCode, BillDated, EditBill, EditSubject } from './model.ts';

const NUBC = 'https://www.nubc.org/CodeSystem/';
/** X12 data element 128 as a code system: X4 is the CLIA number. */
const REFERENCE_QUALIFIER = 'https://codesystem.x12.org/005010/128';

interface Info {
  readonly categories: readonly string[];
  readonly qualifiers: readonly string[];
  readonly code: string | undefined;
  /** The NUBC's name of the code's list. */
  readonly list: string | undefined;
  readonly text: string | undefined;
  readonly amount: number | undefined;
  readonly date: BillDated['date'];
  readonly to: BillDated['to'];
  readonly expression: string;
}

export function readBill(claim: Fields, values: ClaimValues): Pick<EditSubject, 'bill' | 'clia'> {
  const all = values
    .list(claim.supportingInfo, 'Claim.supportingInfo')
    .map((value, i) => readInfo(value, `Claim.supportingInfo[${i}]`, values));
  const of = (category: string, list: string): readonly Info[] =>
    all.filter((info) => info.list === list || info.categories.includes(category));
  const clia = all.find((i) => i.qualifiers.includes('X4') || i.categories.includes('clia'));
  return { bill: billOf(of), clia: clia && coded(clia) };
}

type Of = (category: string, list: string) => readonly Info[];

function billOf(of: Of): EditBill {
  const first = (category: string, list: string): BillCode | undefined => {
    const info = of(category, list).find((i) => i.code !== undefined);
    return info && coded(info);
  };
  const dated = (category: string, list: string): readonly BillDated[] =>
    of(category, list).map((i) => ({ ...coded(i), date: i.date, to: i.to }));
  const admission = of('admissionperiod', '')[0];
  return {
    typeOfBill: first('typeofbill', 'TypeOfBill'),
    admissionType: first('admtype', 'PriorityTypeOfAdmitOrVisit'),
    pointOfOrigin: first('pointoforigin', 'PointOfOrigin'),
    dischargeStatus: first('discharge-status', 'PatDischargeStatus'),
    admission: admission?.date,
    discharge: admission?.to,
    conditions: of('condition', 'ConditionCodes').map(coded),
    occurrences: dated('occurrence', 'OccurrenceCodes'),
    spans: dated('occurrencespan', 'OccurrenceSpanCodes'),
    values: of('value', 'ValueCodes').map((i) => ({ ...coded(i), amount: i.amount })),
  };
}

const coded = ({ code, text, expression }: Info): BillCode => ({ code: code ?? text ?? '', expression });

function readInfo(value: unknown, at: string, values: ClaimValues): Info {
  const info = values.fields(value, at);
  const categories = values.codings(info.category, `${at}.category`);
  const [code] = values.codings(info.code, `${at}.code`);
  const period = values.fields(info.timingPeriod, `${at}.timing`);
  const quantity = isFields(info.valueQuantity) ? info.valueQuantity : {};
  return {
    categories: categories.map((c) => c.code),
    qualifiers: categories.filter((c) => c.system === REFERENCE_QUALIFIER).map((c) => c.code),
    code: code?.code,
    list: code?.system?.startsWith(NUBC) ? code.system.slice(NUBC.length) : undefined,
    text: values.text(info.valueString, `${at}.value`),
    amount: values.number(quantity.value, `${at}.value`),
    date: values.date(info.timingDate ?? period.start, `${at}.timing`),
    to: values.date(period.end, `${at}.timing.end`),
    expression: at,
  };
}
