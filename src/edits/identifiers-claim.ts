/** Edit identifiers-claim: the claim has a number that comes back in every response, and that is its own (837P 2300 CLM01). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isMade } from './professional.ts';

/** Receivers return 20 characters of CLM01 (TR3 note). */
const MOST = 20;
const PRINTABLE = /^[A-Za-z0-9 .,'()/+&=;?!<>%@#_$-]+$/;

export const identifiersClaim: Edit = {
  meta: {
    id: 'identifiers-claim',
    title: 'The claim has a number of its own, of at most 20 characters',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2300 CLM01' },
    about:
      'Looks at the first identifier of the claim: there, at most 20 characters that an 837 can carry, and not the number of ' +
      'an earlier claim unless this one replaces it. A replacement or void names the payer’s number of the claim it replaces.',
    messages: {
      none: 'The claim has no number; give it one, by which its responses are matched.',
      'too-long': 'The claim number has {count} characters and receivers return {most}; shorten it.',
      characters: 'The claim number has characters that an 837 cannot carry; use letters and digits.',
      used: 'The claim number is that of an earlier claim of the patient; give this one its own, or say that it replaces the other.',
      'no-original':
        'The claim {how} an earlier one without naming the payer’s number of it; add the number.',
    },
  },
  check(subject) {
    if (!isMade(subject) || subject.claimNumbers === undefined) return NOT_APPLICABLE;
    const [number] = subject.claimNumbers;
    const { replaces } = subject;
    const original =
      replaces && !replaces.numbered
        ? [fail('no-original', 'Claim.related', { params: { how: replaces.how } })]
        : [];
    if (number === undefined) return verdictOf([fail('none', 'Claim.identifier'), ...original]);
    const at = 'Claim.identifier[0]';
    const count = number.length;
    return verdictOf([
      ...(count > MOST ? [fail('too-long', at, { params: { count, most: MOST } })] : []),
      ...(PRINTABLE.test(number) ? [] : [fail('characters', at)]),
      ...(!replaces && subject.history?.some((h) => h.claim === number) ? [fail('used', at)] : []),
      ...original,
    ]);
  },
};
