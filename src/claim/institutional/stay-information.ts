/** Claim.supportingInfo of a stay: type of bill, admission, its type and source, discharge status (837I CLM05, DTP*435, DTP*096, CL1). */
import type { ClaimSupportingInfo } from '@medplum/fhirtypes';
import type { Facts } from '../../chart/index.ts';
import type { Finding } from '../../edits/index.ts';
import type { AccidentOnClaim } from '../accident.ts';
import { numbersOfPayer } from '../authorizations.ts';
import { type ClaimProblem, problem } from '../problems.ts';
import { nubcInformation } from './nubc-information.ts';
import { admissionType, dischargeStatus, pointOfOrigin, typeOfBill } from './stay-codes.ts';

const CATEGORY = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType';
const NUBC = 'https://www.nubc.org/CodeSystem';

type Info = Omit<ClaimSupportingInfo, 'sequence'>;

export interface StayInformation {
  readonly elements: ClaimSupportingInfo[];
  readonly problems: readonly Finding[];
}

export function stayInformation(facts: Facts, accident: AccidentOnClaim): StayInformation {
  const { stay, visit } = facts;
  const inpatient = visit.setting.value === 'inpatient';
  const coded = (category: string, system: string, code: string | undefined): Info[] =>
    code === undefined
      ? []
      : [{ category: concept(CATEGORY, category), code: concept(`${NUBC}/${system}`, code) }];
  const bill = typeOfBill(facts);
  const known = {
    type: stay && admissionType(stay),
    origin: stay && pointOfOrigin(stay),
    status: (stay && dischargeStatus(stay)) ?? (inpatient ? undefined : '01'),
  };
  const all: readonly Info[] = [
    ...coded('typeofbill', 'TypeOfBill', bill),
    ...(inpatient && visit.date ? [admission(facts)] : []),
    ...coded('admtype', 'PriorityTypeOfAdmitOrVisit', known.type),
    ...coded('pointoforigin', 'PointOfOrigin', known.origin),
    ...coded('discharge-status', 'PatDischargeStatus', known.status),
    ...nubcInformation(facts, accident, known.type),
    ...numbersOfPayer(facts).information,
  ];
  const missing = (value: string | undefined, id: ClaimProblem): Finding[] =>
    value === undefined ? [problem(id, 'Claim.supportingInfo')] : [];
  return {
    elements: all.map((info, i) => ({ sequence: i + 1, ...info })),
    problems: [
      ...missing(bill, 'claim-type-of-bill-unknown'),
      ...(inpatient
        ? [
            ...missing(known.type, 'claim-admission-type-missing'),
            ...missing(known.origin, 'claim-point-of-origin-missing'),
          ]
        : []),
      ...missing(known.status, 'claim-discharge-status-missing'),
    ],
  };
}

const concept = (system: string, code: string) => ({ coding: [{ system, code }] });

/** With the hour, where the record has it: as written at the place of service. */
const admission = ({ stay, visit }: Facts): Info => ({
  category: concept(CATEGORY, 'admissionperiod'),
  timingPeriod: {
    start: stay?.admitted ?? visit.date ?? '',
    ...(visit.endDate ? { end: stay?.discharged ?? visit.endDate } : {}),
  },
});
