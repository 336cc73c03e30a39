/** Code systems and categories by which a Claim carries what the 837 has an element for and R4 Claim has none. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';

/** A code list of the X12 standard, named by the data element it belongs to: `x12(374)` are the date qualifiers. */
export const x12 = (element: number): string => `https://codesystem.x12.org/005010/${element}`;

/** Date/time qualifier, reference identification qualifier, amount qualifier, note reference code. */
export const DATE_QUALIFIER = x12(374);
export const REFERENCE_QUALIFIER = x12(128);
export const AMOUNT_QUALIFIER = x12(522);
export const NOTE_CODE = x12(363);
/** NM108. */
export const ID_QUALIFIER = x12(66);
/** PAT01 and SBR02. */
export const RELATIONSHIP = x12(1069);
/** SBR09. */
export const FILING_INDICATOR = x12(1032);
/** CLM11. */
export const RELATED_CAUSE = x12(1362);

/** CAS01, and the list of its reasons. */
export const ADJUSTMENT_GROUP = x12(1033);
export const ADJUSTMENT_REASON = 'https://x12.org/codes/claim-adjustment-reason-codes';

/** CARIN Blue Button's categories of supporting information (STU 2). */
export const SUPPORTING_INFO = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType';
/** HL7's own (R4 claim-informationcategory). */
export const INFORMATION = 'http://terminology.hl7.org/CodeSystem/claiminformationcategory';
export const NUBC = {
  typeOfBill: 'https://www.nubc.org/CodeSystem/TypeOfBill',
  admissionType: 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
  pointOfOrigin: 'https://www.nubc.org/CodeSystem/PointOfOrigin',
  dischargeStatus: 'https://www.nubc.org/CodeSystem/PatDischargeStatus',
  occurrence: 'https://www.nubc.org/CodeSystem/OccurrenceCodes',
  occurrenceSpan: 'https://www.nubc.org/CodeSystem/OccurrenceSpanCodes',
  value: 'https://www.nubc.org/CodeSystem/ValueCodes',
  condition: 'https://www.nubc.org/CodeSystem/ConditionCodes',
  presentOnAdmission: 'https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator',
} as const;

export const SSN = 'http://hl7.org/fhir/sid/us-ssn';
export const COVERAGE_CLASS = 'http://terminology.hl7.org/CodeSystem/coverage-class';
export const SUBSCRIBER_RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/subscriber-relationship';
export const CLAIM_RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship';
export const NOT_APPLICABLE = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-applicable' }],
};
/** Da Vinci PAS: the number by which a line is known to both sides (REF*6R). */
export const ITEM_TRACE_NUMBER =
  'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemTraceNumber';

/** What an 837 said that no element of the Claim holds: `path|segment`. */
export const CARRIED = `${CLAIMWRIGHT_BASE}/StructureDefinition/x12-segment`;
/** The place of service was said of the line itself, though the claim has the same. */
export const STATED = `${CLAIMWRIGHT_BASE}/StructureDefinition/x12-stated`;

/** Care team role → NM101. Roles at the line have codes of their own. */
export const ROLES = [
  ['rendering', '82'],
  ['referring', 'DN'],
  ['primary-care-referring', 'P3'],
  ['supervising', 'DQ'],
  ['attending', '71'],
  ['operating', '72'],
  ['otheroperating', 'ZZ'],
  ['ordering', 'DK'],
  ['purchased', 'QB'],
] as const;

export const roleOfEntity = (entity: string): string | undefined =>
  ROLES.find(([, code]) => code === entity)?.[0];
export const entityOfRole = (role: string): string | undefined => ROLE_NAMES.get(role);

/** HL7's and CARIN's own words for a role beside ours. */
const ROLE_NAMES: ReadonlyMap<string, string> = new Map([
  ...ROLES,
  ['performing', '82'],
  ['primary', '82'],
  ['supervisor', 'DQ'],
  ['pcp', 'P3'],
]);

/** HI qualifier → what a diagnosis is on the claim. The second of a pair is ICD-9-CM. */
export const DIAGNOSIS_QUALIFIERS = [
  { type: 'principal', icd10: 'ABK', icd9: 'BK' },
  { type: 'admitting', icd10: 'ABJ', icd9: 'BJ' },
  { type: 'patientreasonforvisit', icd10: 'APR', icd9: 'PR' },
  { type: 'externalcauseofinjury', icd10: 'ABN', icd9: 'BN' },
  { type: 'other', icd10: 'ABF', icd9: 'BF' },
] as const;

/** CARIN's diagnosis types, which HL7's example set lacks. */
export const CARIN_DIAGNOSIS_TYPE = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType';
export const PROCEDURE_TYPE = 'http://terminology.hl7.org/CodeSystem/ex-procedure-type';

/** FHIR's words for a subscriber's relationship → PAT01 (005010 data element 1069). */
export const RELATIONSHIPS: ReadonlyMap<string, string> = new Map([
  ['self', '18'],
  ['spouse', '01'],
  ['child', '19'],
  ['common', '53'],
  ['parent', 'G8'],
  ['other', 'G8'],
  ['injured', 'G8'],
]);

const WORDS: ReadonlyMap<string, string> = new Map([
  ['18', 'self'],
  ['01', 'spouse'],
  ['19', 'child'],
  ['53', 'common'],
]);

export const relationshipWord = (code: string): string => WORDS.get(code) ?? 'other';
