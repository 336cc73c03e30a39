import { describe, expect, it } from 'vitest';
import {
  canonicalSystem,
  codingsOf,
  hasCode,
  leavesBase,
  literalOf,
  npi,
  SYSTEM,
  wordsOf,
} from '../../src/fhir/index.ts';

describe('canonicalSystem', () => {
  it.each([
    ['urn:oid:2.16.840.1.113883.6.90', SYSTEM.icd10cm],
    [' http://snomed.info/sct ', SYSTEM.snomed],
    ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', SYSTEM.hcpcs],
    ['urn:oid:2.16.840.1.113883.6.12', SYSTEM.cpt],
    ['http://hl7.org/fhir/sid/icd-10-pcs', SYSTEM.icd10pcs],
    ['http://loinc.org/', SYSTEM.loinc],
  ])('%s is %s', (alias, canonical) => {
    expect(canonicalSystem(alias)).toBe(canonical);
  });

  it('leaves the ambiguous ICD-10 system and unknown ones as they are', () => {
    expect(canonicalSystem('http://hl7.org/fhir/sid/icd-10')).toBe('http://hl7.org/fhir/sid/icd-10');
    expect(canonicalSystem('urn:oid:1.2.3')).toBe('urn:oid:1.2.3');
    expect(canonicalSystem('  ')).toBeUndefined();
  });

  it('holds the systems that the published guides name', () => {
    expect(SYSTEM).toMatchObject({
      icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
      cpt: 'http://www.ama-assn.org/go/cpt',
      hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      npi: 'http://hl7.org/fhir/sid/us-npi',
      placeOfService: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
      cvx: 'http://hl7.org/fhir/sid/cvx',
    });
  });
});

describe('npi', () => {
  it('accepts the check digit of the CMS example and refuses a changed or transposed digit', () => {
    expect(npi('1234567893')).toBe('1234567893');
    expect(npi('1234567894')).toBeUndefined();
    expect(npi('1234576893')).toBeUndefined();
    expect(npi('3234567893')).toBeUndefined();
    expect(npi('123456789')).toBeUndefined();
    expect(npi(undefined)).toBeUndefined();
  });
});

describe('references', () => {
  it('are taken apart when literal, and only then', () => {
    expect(literalOf('Patient/1')).toBe('Patient/1');
    expect(literalOf('https://ehr.example.org/fhir/Patient/a-1/_history/3')).toBe('Patient/a-1');
    expect(literalOf('Practitioner?identifier=x|y')).toBeUndefined();
    expect(literalOf('urn:uuid:0f1e')).toBeUndefined();
    expect(literalOf('#p')).toBeUndefined();
  });

  it('leave the base when absolute and elsewhere', () => {
    const base = 'https://ehr.example.org/fhir';
    expect(leavesBase('https://ehr.example.org/fhir/Patient/1', base)).toBe(false);
    expect(leavesBase('Patient/1', base)).toBe(false);
    expect(leavesBase('urn:uuid:1', base)).toBe(false);
    expect(leavesBase('https://ehr.example.org/fhir-evil/Patient/1', base)).toBe(true);
    expect(leavesBase('HTTPS://evil.example/Patient/1', base)).toBe(true);
    expect(leavesBase('file:///etc/passwd', base)).toBe(true);
  });
});

describe('concepts', () => {
  const concept = {
    coding: [{ code: ' E11.9 ', system: 'urn:oid:2.16.840.1.113883.6.90' }, { display: 'no code' }],
  };
  it('give their codings in normal form and their words', () => {
    expect(codingsOf(concept)).toEqual([{ system: SYSTEM.icd10cm, code: 'E11.9', display: undefined }]);
    expect(wordsOf(concept)).toBe('no code');
    expect(hasCode(concept, SYSTEM.icd10cm, 'E11.9')).toBe(true);
    expect(hasCode([concept], SYSTEM.snomed, 'E11.9')).toBe(false);
    expect(wordsOf(undefined)).toBe('');
  });
});
