/** The Provenance: evidence for each code, and not the record's words. */
import type { Extension } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { draft, dx, modifier, service } from './support.ts';

const CODE_EVIDENCE = 'https://claimwright.dev/fhir/StructureDefinition/code-evidence';
const part = (e: Extension, url: string) => e.extension?.filter((p) => p.url === url) ?? [];

describe('provenance', () => {
  const services = [service('99214', { modifiers: [modifier('25')] }), service('83036')];
  const { claim, provenance } = draft({ services });
  const evidence = provenance.extension?.filter((e) => e.url === CODE_EVIDENCE) ?? [];

  it('has evidence for each code on the claim, by its element', () => {
    expect(
      evidence.map((e) => [part(e, 'element')[0]?.valueString, part(e, 'code')[0]?.valueCoding?.code]),
    ).toEqual([
      ['Claim.diagnosis[0]', 'E11.9'],
      ['Claim.diagnosis[1]', 'I10'],
      ['Claim.item[0]', '99214'],
      ['Claim.item[0].modifier[0]', '25'],
      ['Claim.item[1]', '83036'],
    ]);
    const codes = [...(claim.diagnosis ?? []), ...(claim.item ?? [])].length;
    expect(evidence.length).toBe(codes + 1);
  });

  it('says rule, citation and confidence of each', () => {
    const [first] = evidence;
    if (!first) throw new Error('no evidence');
    expect(part(first, 'rule')[0]?.valueString).toBe('example-diagnoses@1.0.0#example');
    expect(part(first, 'citation')[0]?.valueString).toBe('ICD-10-CM Official Guidelines FY 2026, IV.G');
    expect(part(first, 'confidence')[0]?.valueDecimal).toBe(0.95);
    const [where] = part(first, 'evidence');
    expect(where?.extension).toEqual([
      { url: 'resource', valueReference: { reference: 'Condition/a' } },
      { url: 'path', valueString: 'Condition.code.coding[0]' },
    ]);
  });

  it('names every source once and copies no words', () => {
    const what = provenance.entity?.map((e) => e.what.reference);
    expect(what).toEqual(['Encounter/e1', 'Condition/a', 'Condition/b', 'Procedure/x1']);
    expect(JSON.stringify(provenance)).not.toContain('SECRET');
  });

  it('counts a part and a contained resource as their holder, and a urn as a name', () => {
    const diagnoses = [dx('E11.9', 'Encounter/e1#reason-0', 'Encounter/e1#prac'), dx('I10', 'urn:uuid:0f')];
    const { entity } = draft({ diagnoses }).provenance;
    expect(entity?.map((e) => e.what.reference ?? e.what.identifier?.value)).toEqual([
      'Encounter/e1',
      'urn:uuid:0f',
    ]);
  });

  it('gives a modifier its own code system, and none to a fifth that is not on the claim', () => {
    const modifiers = ['59', 'LT', 'GC', 'KX', 'Q5'].map(modifier);
    const made = draft({ services: [service('J1885', { system: 'urn:hcpcs', modifiers })] }).provenance;
    const coded = made.extension?.map((e) => part(e, 'code')[0]?.valueCoding) ?? [];
    expect(coded.find((c) => c?.code === '59')?.system).toBe('http://www.ama-assn.org/go/cpt');
    expect(coded.find((c) => c?.code === 'LT')?.system).toContain('HCPCSReleaseCodeSets');
    expect(coded.some((c) => c?.code === 'Q5')).toBe(false);
  });

  it('leaves out what was left out of the claim', () => {
    const diagnoses = Array.from({ length: 13 }, (_, i) => dx(`E${10 + i}.9`, `Condition/${i}`));
    expect(JSON.stringify(draft({ diagnoses }).provenance)).not.toContain('E22.9');
  });
});
