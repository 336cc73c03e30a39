/** Edit parties-patient: the patient has a name, a date of birth, a sex and an address (837P 2010BA, 2010CA NM1, N3, N4, DMG). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isMade } from './professional.ts';

export const partiesPatient: Edit = {
  meta: {
    id: 'parties-patient',
    title: 'The patient’s name, date of birth, sex and address are there',
    severity: 'error',
    issueType: 'required',
    snip: 2,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2010BA, 2010CA NM103, N3, N4, DMG02, DMG03' },
    about:
      'Looks at the patient’s record when it came with the claim: name, date of birth and sex; a missing address is a warning, ' +
      'for a payer that knows the member takes the claim. Cannot tell when the record is not at hand.',
    messages: {
      'no-name': 'The patient has no name; add it to the record.',
      'no-birth-date': 'The patient has no date of birth; add it to the record.',
      'no-sex': 'The patient has no recorded sex; add it to the record.',
      'no-address':
        'The patient has no whole address; add street, city, state and postal code to the record.',
    },
  },
  check(subject) {
    if (!isMade(subject)) return NOT_APPLICABLE;
    const { patient } = subject;
    if (patient.named === undefined) return CANNOT_TELL;
    const at = patient.expression;
    return verdictOf([
      ...(patient.named ? [] : [fail('no-name', at)]),
      ...(patient.birthDate ? [] : [fail('no-birth-date', at)]),
      ...(patient.sex ? [] : [fail('no-sex', at)]),
      ...(patient.addressed === false ? [fail('no-address', at, { severity: 'warning' })] : []),
    ]);
  },
};
