/** Edit identifiers-npi: billing and rendering provider have an NPI with a right check digit (45 CFR 162.406, 162.410). */
import { npi } from '../fhir/index.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditParty, EditSubject, Hit } from './model.ts';
import { isOtherType, isProfessional } from './professional.ts';

/** Roles whose NPI the 837 asks for whenever the party is there (2010AA, 2310A, 2310B NM109). */
const REQUIRED: readonly EditParty['role'][] = ['billing', 'rendering', 'attending'];

export const identifiersNpi: Edit = {
  meta: {
    id: 'identifiers-npi',
    title: 'Every provider that needs one has a valid NPI',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '2008-05-23' },
    authority: { source: '45 CFR', section: '162.406' },
    about:
      'Looks at the NPI of every party: there for the billing, rendering and attending provider, and ten digits whose ' +
      'check digit holds (Luhn over the prefix 80840) for any. Cannot tell when the claim only refers to a provider whose ' +
      'record is not at hand. The number itself is never repeated in a message.',
    messages: {
      'no-billing': 'The claim names no billing provider; name it with its NPI.',
      'no-rendering':
        'The billing provider is an organisation and no rendering provider is named; name who performed the services, with the NPI.',
      missing: 'The {role} provider has no NPI; add it to the provider’s record.',
      invalid:
        'The NPI of the {role} provider is not valid: it needs ten digits with a right check digit; correct it.',
      unresolved:
        'The NPI of the {role} provider was not checked: the claim only refers to its record; send the record or the NPI.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    return verdictOf([...absent(subject), ...subject.parties.flatMap((p) => examine(p) ?? [])]);
  },
};

function absent(subject: EditSubject): readonly Hit[] {
  const billing = subject.parties.find((p) => p.role === 'billing');
  if (!billing) return [fail('no-billing', 'Claim.provider')];
  const rendered = subject.parties.some((p) => p.role === 'rendering');
  // 2310B is left out only where the billing provider is the person who rendered the service.
  if (!isProfessional(subject) || rendered || billing.individual !== false) return [];
  return [fail('no-rendering', 'Claim.careTeam', { severity: 'warning' })];
}

function examine(party: EditParty): Hit | undefined {
  const params = { role: party.role.replace('-', ' ') };
  if (party.npi !== undefined) {
    return npi(party.npi) ? undefined : fail('invalid', party.expression, { params });
  }
  if (!REQUIRED.includes(party.role)) return undefined;
  return party.resolved === false
    ? cannotTell('unresolved', party.expression, { params })
    : fail('missing', party.expression, { params });
}
