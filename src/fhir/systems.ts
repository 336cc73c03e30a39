/** Canonical code systems and the aliases met in the wild; input takes any form, output only the first. */

export const SYSTEM = {
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  icd9cm: 'http://hl7.org/fhir/sid/icd-9-cm',
  snomed: 'http://snomed.info/sct',
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  loinc: 'http://loinc.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  cvx: 'http://hl7.org/fhir/sid/cvx',
  ndc: 'http://hl7.org/fhir/sid/ndc',
  ucum: 'http://unitsofmeasure.org',
  placeOfService: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  taxonomy: 'http://nucc.org/provider-taxonomy',
  ein: 'urn:oid:2.16.840.1.113883.4.4',
  revenue: 'https://www.nubc.org/CodeSystem/RevenueCodes',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  patientClass: 'http://terminology.hl7.org/CodeSystem/v2-0004',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  conditionVerification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
  diagnosisRole: 'http://terminology.hl7.org/CodeSystem/diagnosis-role',
  claimType: 'http://terminology.hl7.org/CodeSystem/claim-type',
  diagnosisType: 'http://terminology.hl7.org/CodeSystem/ex-diagnosistype',
  careTeamRole: 'http://terminology.hl7.org/CodeSystem/claimcareteamrole',
  processPriority: 'http://terminology.hl7.org/CodeSystem/processpriority',
} as const;

/** Everything this project defines lives below this address. */
export const CLAIMWRIGHT_BASE = 'https://claimwright.dev/fhir';

const ALIAS: ReadonlyMap<string, string> = new Map([
  ['urn:oid:2.16.840.1.113883.6.90', SYSTEM.icd10cm],
  ['urn:oid:2.16.840.1.113883.6.4', SYSTEM.icd10pcs],
  ['http://hl7.org/fhir/sid/icd-10-pcs', SYSTEM.icd10pcs],
  ['urn:oid:2.16.840.1.113883.6.103', SYSTEM.icd9cm],
  ['urn:oid:2.16.840.1.113883.6.96', SYSTEM.snomed],
  ['https://snomed.info/sct', SYSTEM.snomed],
  ['urn:oid:2.16.840.1.113883.6.12', SYSTEM.cpt],
  ['https://www.ama-assn.org/go/cpt', SYSTEM.cpt],
  ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', SYSTEM.hcpcs],
  ['urn:oid:2.16.840.1.113883.6.285', SYSTEM.hcpcs],
  ['urn:oid:2.16.840.1.113883.6.1', SYSTEM.loinc],
  ['urn:oid:2.16.840.1.113883.6.88', SYSTEM.rxnorm],
  ['urn:oid:2.16.840.1.113883.12.292', SYSTEM.cvx],
  ['urn:oid:2.16.840.1.113883.6.69', SYSTEM.ndc],
  [SYSTEM.placeOfService.replace('https:', 'http:'), SYSTEM.placeOfService],
  ['urn:oid:2.16.840.1.113883.4.6', SYSTEM.npi],
  ['urn:oid:2.16.840.1.113883.6.101', SYSTEM.taxonomy],
  ['http://terminology.hl7.org/CodeSystem/v2-0456', SYSTEM.revenue],
  ['http://hl7.org/fhir/v3/ActCode', SYSTEM.actCode],
  ['http://hl7.org/fhir/v2/0004', SYSTEM.patientClass],
]);

/**
 * The canonical form of a system URI: known aliases, stray spaces and a trailing slash are mended.
 * `http://hl7.org/fhir/sid/icd-10` stays as it is: Blue Button means ICD-10-CM by it, others the WHO's; the reader
 * of the code decides by the code's own shape.
 */
export function canonicalSystem(uri: string | undefined): string | undefined {
  const trimmed = uri?.trim().replace(/\/$/, '');
  if (!trimmed) return undefined;
  return ALIAS.get(trimmed) ?? trimmed;
}
