import { describe, it } from 'vitest';
import { procedureShape } from '../../src/edits/procedure-shape.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const at = 'Claim.item[0]';

new EditTester(procedureShape, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'CPT, category II and HCPCS', subject: subject({ lines: ['99213', '3044F', 'G0438', 'J1100'] }) },
    {
      name: 'four modifiers',
      subject: subject({ lines: [{ code: '99213', modifiers: ['25', 'GT', 'XS', 'f1'] }] }),
    },
    {
      name: 'an institutional line with a revenue code alone',
      subject: subject({ kind: 'institutional', claimType: 'institutional', lines: [{ revenue: '0120' }] }),
    },
    {
      name: 'a pharmacy claim',
      subject: subject({ claimType: 'pharmacy', lines: [{ code: '562721', system: undefined }] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    { name: 'no line', subject: subject(), hits: [{ message: 'no-line', expression: 'Claim.item' }] },
    { name: 'no code', subject: subject({ lines: [{}] }), hits: [{ message: 'no-code', expression: at }] },
    {
      name: 'a revenue code is no code of a professional line',
      subject: subject({ lines: [{ revenue: '0120' }] }),
      hits: [{ message: 'no-code', expression: at }],
    },
    {
      name: 'no code and no revenue code',
      subject: subject({ kind: 'institutional', lines: [{}] }),
      hits: [{ message: 'no-code', expression: at }],
    },
    {
      name: 'no system',
      subject: subject({ lines: [{ code: '99213', system: undefined }] }),
      hits: [{ message: 'no-system', expression: at, codes: ['99213'] }],
    },
    {
      name: 'a SNOMED concept',
      subject: subject({ lines: [{ code: '185349003', system: SYSTEM.snomed }] }),
      hits: [{ message: 'wrong-system', expression: at, says: 'SNOMED CT' }],
    },
    {
      name: 'too few digits',
      subject: subject({ lines: [{ code: '9921' }] }),
      hits: [{ message: 'shape', expression: at, says: '9921 is not shaped like a code of CPT' }],
    },
    {
      name: 'a letter beyond V',
      subject: subject({ lines: [{ code: 'W0001', system: SYSTEM.hcpcs }] }),
      hits: [{ message: 'shape', expression: at }],
    },
    {
      name: 'HCPCS given as CPT',
      subject: subject({ lines: [{ code: 'G0438', system: SYSTEM.cpt }] }),
      hits: [
        { message: 'other-system', expression: at, says: 'shape of HCPCS Level II but is given in CPT' },
      ],
    },
    {
      name: 'modifiers',
      subject: subject({ lines: [{ code: '99213', modifiers: ['25', '70551', '59', '76', '77'] }] }),
      hits: [
        { message: 'modifier-shape', expression: `${at}.modifier[1]`, says: '70551' },
        { message: 'too-many-modifiers', expression: at, says: '5 modifiers' },
      ],
    },
  ],
});
