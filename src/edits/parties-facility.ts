/** Edit parties-facility: services in a facility name it (837P 2310C NM1*77). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isMade, isProfessional } from './professional.ts';

/** Hospitals, surgery centres, nursing facilities, hospices, psychiatric and rehabilitation facilities, dialysis. */
const FACILITIES: ReadonlySet<string> = new Set('19 21 22 23 24 31 32 34 51 52 61 65'.split(' '));

export const partiesFacility: Edit = {
  meta: {
    id: 'parties-facility',
    title: 'A service in a facility names the facility',
    severity: 'warning',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2310C' },
    about:
      'Looks at professional claims with a place of service that is a facility. A warning, for the facility may be left out ' +
      'where the billing provider’s address is its own.',
    messages: {
      missing:
        'The place of service is {pos} and no service facility is named; name where the service was done.',
    },
  },
  check(subject) {
    if (!isProfessional(subject) || !isMade(subject)) return NOT_APPLICABLE;
    const line = subject.lines.find((l) => FACILITIES.has(l.placeOfService ?? ''));
    if (!line) return NOT_APPLICABLE;
    if (subject.parties.some((p) => p.role === 'service-facility')) return verdictOf([]);
    return verdictOf([fail('missing', 'Claim.facility', { params: { pos: line.placeOfService ?? '' } })]);
  },
};
