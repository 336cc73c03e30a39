/** What can be missing when a claim is made, as findings: each with its severity, sentence and authority. */
import type { Finding } from '../edits/index.ts';
import { type ErrorParams, fill } from '../kernel/index.ts';

interface ProblemMeta extends Pick<Finding, 'severity' | 'issueType' | 'answer' | 'snip'> {
  /** What is wrong and what would mend it. */
  readonly message: string;
  /** Loop and segment of ASC X12N 005010X222A1 that needs it. */
  readonly section: string;
}

const missing = (message: string, section: string): ProblemMeta => ({
  severity: 'error',
  issueType: 'required',
  answer: 'fail',
  snip: 2,
  message,
  section,
});

export const CLAIM_PROBLEMS = {
  'claim-charge-missing': missing(
    'There is no charge for {code} on {date}: add a row for it to the charge table.',
    '2400 SV102',
  ),
  'claim-billing-provider-missing': missing(
    'No organisation is named that bills: the Encounter needs a serviceProvider.',
    '2010AA NM1',
  ),
  'claim-coverage-missing': missing(
    'The patient has no active Coverage, so there is no payer to claim from.',
    '2000B SBR',
  ),
  'claim-patient-missing': missing('The Encounter names no patient.', '2010BA NM1'),
  'claim-diagnosis-missing': missing('There is no diagnosis to report.', '2300 HI'),
  'claim-line-missing': missing('There is no service to bill.', '2400 LX'),
  'claim-pointer-missing': missing(
    '{code} has no diagnosis to point at: external causes alone do not justify a service.',
    '2400 SV107',
  ),
  'claim-line-limit': {
    ...missing(
      'The encounter has {count} lines and an institutional claim takes 999: bill it in parts.',
      '2400 LX',
    ),
    issueType: 'business-rule',
  },
  'claim-modifier-limit': {
    ...missing('{code} has {count} modifiers and a line takes four: {dropped} did not fit.', '2400 SV101'),
    issueType: 'business-rule',
  },
  'claim-diagnosis-left-out': {
    ...missing(
      'A claim of this kind takes {most} diagnoses; {dropped} did not fit and no line needs them.',
      '2300 HI',
    ),
    severity: 'warning',
    issueType: 'business-rule',
  },
  'claim-pointer-assumed': {
    ...missing(
      '{code} was for a problem that has no diagnosis here; it points at {pointers}: check it.',
      '2400 SV107',
    ),
    severity: 'warning',
    issueType: 'business-rule',
  },
  'claim-place-of-service-unknown': {
    ...missing(
      'The place of service of {code} cannot be told from the record ({setting}): choose it.',
      '2400 SV105',
    ),
    severity: 'warning',
    answer: 'cannot-tell',
  },
  'claim-provider-without-npi': {
    ...missing(
      'The {role} provider has no valid NPI in the record and is left out of the claim: its Practitioner needs one.',
      '2310, 2420',
    ),
    severity: 'warning',
  },
  'claim-answer-unfit': missing(
    'The answer of the payer before ({id}) cannot go with the claim: {detail}. Correct one of them, or bill it by hand.',
    '2320, 2430',
  ),
  'claim-accident-incomplete': {
    ...missing(
      'The diagnoses tell of an accident, but the record lacks {detail}: the claim goes without it unless it is recorded.',
      '2300 CLM11',
    ),
    severity: 'warning',
  },
  'claim-authorization-several': {
    ...missing(
      'The record has {count} {what} for this encounter and a claim takes one: choose it.',
      '2300 REF',
    ),
    severity: 'warning',
    answer: 'cannot-tell',
  },
  'claim-revenue-missing': missing(
    'There is no revenue code for {code}: give one in its row of the charge table.',
    '2400 SV201',
  ),
  'claim-type-of-bill-unknown': missing(
    'The type of bill cannot be told from the billing provider and the setting: the billing organisation needs its taxonomy.',
    '2300 CLM05',
  ),
  'claim-admission-type-missing': missing(
    'The type of admission is not recorded: Encounter.priority would tell it.',
    '2300 CL101',
  ),
  'claim-point-of-origin-missing': missing(
    'Where the patient came from is not recorded in a code: Encounter.hospitalization.admitSource would tell it.',
    '2300 CL102',
  ),
  'claim-discharge-status-missing': missing(
    'The discharge status cannot be told: Encounter.hospitalization.dischargeDisposition is missing or leaves a choice.',
    '2300 CL103',
  ),
  'claim-admitting-diagnosis-missing': missing(
    'The record does not say which diagnosis the patient was admitted with: Encounter.diagnosis of use AD would tell it.',
    '2300 HI*ABJ',
  ),
  'claim-procedure-date-missing': missing(
    'Procedure {code} has no date: Procedure.performed would tell it.',
    '2300 HI*BBR',
  ),
  'claim-principal-procedure-unsure': {
    ...missing(
      'Several procedures were done and the record does not say which treated the principal diagnosis: choose it.',
      '2300 HI*BBR',
    ),
    severity: 'warning',
    answer: 'cannot-tell',
  },
} as const satisfies Readonly<Record<string, ProblemMeta>>;

export type ClaimProblem = keyof typeof CLAIM_PROBLEMS;

export function problem(
  id: ClaimProblem,
  expression: string,
  params: ErrorParams = {},
  codes: readonly string[] = [],
): Finding {
  const { message, section, ...meta } = CLAIM_PROBLEMS[id];
  const authority = { source: 'ASC X12N 005010X222A1', section };
  return { edit: id, ...meta, message: fill(message, params), expression, codes, authority };
}
