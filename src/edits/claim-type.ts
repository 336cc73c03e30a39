/** Edit claim-type: the claim says whether it is professional or institutional (837 ST03, GS08). */
import { cannotTell, fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isOtherType } from './professional.ts';

export const claimType: Edit = {
  meta: {
    id: 'claim-type',
    title: 'The claim is professional or institutional',
    severity: 'error',
    issueType: 'required',
    snip: 2,
    effective: { from: '1900-01-01' },
    authority: { source: 'HL7 FHIR R4 Claim', section: 'Claim.type' },
    about:
      'The type decides which 837 the claim becomes and so which edits apply. A claim without a type is looked at as a ' +
      'professional one. Cannot tell for oral, pharmacy and vision claims, whose forms these edits do not know.',
    messages: {
      missing:
        'The claim does not state its type and was checked as professional; state professional or institutional.',
      other:
        'The claim is of type {type}; the rules of its form were not checked, for these edits know professional and institutional claims.',
    },
  },
  check(subject) {
    if (subject.stage === 'codes') return NOT_APPLICABLE;
    if (subject.claimType === undefined) return verdictOf([fail('missing', 'Claim.type')]);
    if (!isOtherType(subject)) return verdictOf([]);
    return verdictOf([cannotTell('other', 'Claim.type', { params: { type: shown(subject.claimType) } })]);
  },
};
