/** Edit identifiers-tax-id: the billing provider's EIN or SSN has the shape of one (837P 2010AA REF*EI, REF*SY). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isMade } from './professional.ts';

export const identifiersTaxId: Edit = {
  meta: {
    id: 'identifiers-tax-id',
    title: 'The billing provider has a tax number of the right shape',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2010AA REF01, REF02' },
    about:
      'Looks at the EIN (nine digits, not from 00) or SSN (an assigned area) of the billing provider. The number itself ' +
      'is never repeated. Cannot tell when the provider’s record is not at hand.',
    messages: {
      missing: 'The billing provider has no tax number; add the EIN (or SSN) to its record.',
      shape:
        'The tax number of the billing provider is not nine digits that could be an EIN or an SSN; correct it.',
    },
  },
  check(subject) {
    const billing = subject.parties.find((p) => p.role === 'billing');
    if (!isMade(subject) || !billing) return NOT_APPLICABLE;
    if (billing.taxId === undefined) {
      return billing.named === undefined ? CANNOT_TELL : verdictOf([fail('missing', billing.expression)]);
    }
    return verdictOf(isTaxId(billing.taxId) ? [] : [fail('shape', billing.expression)]);
  },
};

function isTaxId(text: string): boolean {
  const ssn = /^(\d{3})-(\d{2})-(\d{4})$/.exec(text);
  if (ssn) return !/^(?:000|666|9\d\d)$/.test(ssn[1] ?? '') && ssn[2] !== '00' && ssn[3] !== '0000';
  const digits = text.replace('-', '');
  return /^\d{9}$/.test(digits) && !digits.startsWith('00') && new Set(digits).size > 1;
}
