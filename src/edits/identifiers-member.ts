/** Edit identifiers-member: the member id fits the 837 and, for Medicare, the beneficiary identifier (2010BA NM109; CMS MBI format). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditCoverage, Hit } from './model.ts';
import { isOtherType } from './professional.ts';

/** CMS: position 1 is 1–9, 2, 5, 8 and 9 letters without B I L O S Z, 3 and 6 either, 4, 7, 10, 11 digits. */
const LETTER = 'AC-HJKMNP-RT-Y';
const MBI = new RegExp(`^[1-9][${LETTER}][${LETTER}0-9]\\d[${LETTER}][${LETTER}0-9]\\d[${LETTER}]{2}\\d{2}$`);
/** NM109, in the basic and extended character set. */
const PRINTABLE = /^[A-Za-z0-9 .,'()/+&=;?!<>%@#_$-]{2,80}$/;

export const identifiersMember: Edit = {
  meta: {
    id: 'identifiers-member',
    title: 'The member id can be sent, and is one of its payer',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '2020-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2010BA NM109; CMS MBI format' },
    about:
      'Looks at the member id of every coverage: 2 to 80 characters that an 837 can carry, and the format of the Medicare ' +
      'Beneficiary Identifier for Medicare. A missing one is parties-coverage’s. The id itself is never repeated.',
    messages: {
      characters:
        'The member id has characters that an 837 cannot carry, or is too long or too short; correct it as on the card.',
      mbi: 'The member id is not a Medicare Beneficiary Identifier (11 characters, such as 1EG4-TE5-MK73 without dashes); correct it as on the card.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const members = (subject.coverages ?? []).filter((c) => c.memberId !== undefined && c.active);
    if (members.length === 0) return NOT_APPLICABLE;
    return verdictOf(members.flatMap((c) => examine(c) ?? []));
  },
};

function examine({ memberId = '', payerKind, expression }: EditCoverage): Hit | undefined {
  if (!PRINTABLE.test(memberId)) return fail('characters', expression);
  if (payerKind !== 'medicare' || MBI.test(memberId.replaceAll('-', '').toUpperCase())) return undefined;
  // A Medicare Advantage plan issues its own ids and is told as Medicare too: a coder looks.
  return fail('mbi', expression, { severity: 'warning' });
}
