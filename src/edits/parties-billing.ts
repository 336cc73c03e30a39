/** Edit parties-billing: the billing provider has a name and an address (837P 2010AA NM1, N3, N4). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isMade } from './professional.ts';

export const partiesBilling: Edit = {
  meta: {
    id: 'parties-billing',
    title: 'The billing provider has a name and an address',
    severity: 'error',
    issueType: 'required',
    snip: 2,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2010AA NM103, N301, N401–N403' },
    about:
      'Looks at the record of the billing provider: its name, and a street address with city, state and postal code. A ' +
      'billing provider that is not named at all is identifiers-npi’s. Cannot tell when the record is not at hand.',
    messages: {
      'no-name': 'The billing provider has no name; add it to its record.',
      'no-address':
        'The billing provider has no whole address; add street, city, state and postal code to its record.',
    },
  },
  check(subject) {
    const billing = subject.parties.find((p) => p.role === 'billing');
    if (!isMade(subject) || !billing) return NOT_APPLICABLE;
    if (billing.named === undefined) return CANNOT_TELL;
    return verdictOf([
      ...(billing.named ? [] : [fail('no-name', billing.expression)]),
      // A person who bills alone has the address on the practice's record, which need not be at hand.
      ...(billing.addressed === false
        ? [fail('no-address', billing.expression, billing.individual ? { severity: 'warning' } : {})]
        : []),
    ]);
  },
};
