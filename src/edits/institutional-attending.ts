/** Edit institutional-attending: a bill names who was responsible for the patient's care (NUBC FL 76; 837I 2310A NM1*71). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

/** Ambulance lines alone need none (837I 2310A: nonscheduled transportation). */
const isTransport = (revenue: string | undefined): boolean => revenue?.startsWith('054') ?? false;

export const institutionalAttending: Edit = {
  meta: {
    id: 'institutional-attending',
    title: 'A bill names the attending provider',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837I TR3 005010X223A2', section: '2310A' },
    about:
      'Looks for the attending provider of an institutional claim, who is a person. A bill for ambulance services alone needs ' +
      'none. The NPI is identifiers-npi’s.',
    messages: {
      missing: 'The bill names no attending provider; name who was responsible for the patient’s care.',
      organisation:
        'The attending provider is an organisation; name the person who was responsible for the patient’s care.',
    },
  },
  check(subject) {
    if (subject.kind !== 'institutional') return NOT_APPLICABLE;
    const attending = subject.parties.find((p) => p.role === 'attending');
    if (attending) {
      return verdictOf(attending.individual === false ? [fail('organisation', attending.expression)] : []);
    }
    const transport = subject.lines.length > 0 && subject.lines.every((l) => isTransport(l.revenue));
    return transport ? NOT_APPLICABLE : verdictOf([fail('missing', 'Claim.careTeam')]);
  },
};
