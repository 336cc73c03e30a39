import { describe, it } from 'vitest';
import { institutionalRevenue } from '../../src/edits/institutional-revenue.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { INSTITUTIONAL, STAY, subject } from './subjects.ts';

new EditTester(institutionalRevenue, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'with its procedure',
      subject: subject({
        ...INSTITUTIONAL,
        lines: [{ code: '80053', revenue: '0300' }, { revenue: '0250' }],
      }),
    },
    {
      name: 'an inpatient line',
      subject: subject({ ...STAY, lines: [{ revenue: '0300' }, { revenue: '0120' }] }),
    },
    { name: 'a professional claim', subject: subject({ lines: ['99213'] }), answer: 'not-applicable' },
    { name: 'no line', subject: subject(INSTITUTIONAL), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ ...INSTITUTIONAL, lines: ['80053'] }),
      hits: [{ message: 'missing', expression: 'Claim.item[0]', severity: 'error' }],
    },
    {
      name: 'three digits',
      subject: subject({ ...INSTITUTIONAL, lines: [{ code: '80053', revenue: '300' }] }),
      hits: [{ message: 'shape', expression: 'Claim.item[0].revenue' }],
    },
    {
      name: 'without the procedure it needs',
      subject: subject({
        ...INSTITUTIONAL,
        lines: [{ revenue: '0450' }, { revenue: '0636' }, { revenue: '0637' }],
      }),
      hits: [
        { message: 'needs-code', expression: 'Claim.item[0]' },
        { message: 'needs-code', expression: 'Claim.item[1]' },
      ],
    },
  ],
});
