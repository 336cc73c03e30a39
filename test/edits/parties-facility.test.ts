import { describe, it } from 'vitest';
import { partiesFacility } from '../../src/edits/parties-facility.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { INSTITUTIONAL, party, subject } from './subjects.ts';

const at = (placeOfService: string) => ({ code: '99232', placeOfService });

new EditTester(partiesFacility, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'with the facility',
      subject: subject({
        lines: [at('21')],
        parties: [party('service-facility', undefined, 'Claim.facility', false)],
      }),
    },
    { name: 'an office', subject: subject({ lines: [at('11')] }), answer: 'not-applicable' },
    { name: 'a bill', subject: subject({ ...INSTITUTIONAL, lines: [at('21')] }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ lines: [at('11'), at('22')] }),
      hits: [{ message: 'missing', expression: 'Claim.facility', severity: 'warning', says: 'is 22' }],
    },
  ],
});
