/** Edit claim-readable: every element that the edits read has the shape that FHIR R4 gives it (R4 claim.html). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

export const claimReadable: Edit = {
  meta: {
    id: 'claim-readable',
    title: 'Every element of the claim can be read',
    severity: 'error',
    issueType: 'value',
    snip: 1,
    effective: { from: '1900-01-01' },
    authority: { source: 'HL7 FHIR R4', section: 'Claim' },
    about:
      'A claim may come from anywhere. An element that is there in another shape than FHIR R4 gives it is named here, so ' +
      'that no other edit passes it over in silence.',
    messages: {
      unreadable:
        'The element is not {expected} and was not, or not surely, read; send it as FHIR R4 defines it.',
    },
  },
  check({ unreadable, stage }) {
    if (stage === 'codes') return NOT_APPLICABLE;
    return verdictOf(
      (unreadable ?? []).map(({ expression, expected }) =>
        fail('unreadable', expression, { params: { expected } }),
      ),
    );
  },
};
